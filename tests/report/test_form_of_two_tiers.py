"""The form of the two-tier government, printed for a commune of 2025: no word of a level that is gone, and its own figures."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from cchc_report.document import compile_templates, printed_text
from cchc_report.form import load_form
from cchc_report.form.pack import packaged_forms
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.text import clean
from cchc_report.report.build import Report, build_report
from cchc_report.report.publish import WantedDocuments, render_documents
from cchc_report.setup.form_proof import prove_form
from cchc_report.workspace.workspace import open_workspace

SAMPLE = Path(__file__).parents[2] / "sample_data" / "hoang-tien"
FORM = packaged_forms() / "xa-2025"
GONE = ("huyện", "thị trấn", "mức độ 3", "mức độ 4", "bộ phận tiếp nhận", "một cửa điện tử", "phụ lục 01b")


def gone_words(text: str) -> list[str]:
    """Return the words of the older form that a text still says."""
    return [word for word in GONE if word in clean(text).lower()]


@pytest.fixture(scope="module")
def report() -> Report:
    workspace = open_workspace(SAMPLE)
    return build_report(workspace, workspace.parse_period("2025"))


@pytest.fixture(scope="module")
def printed(report: Report) -> str:
    (document,) = render_documents(report, compile_templates(FORM), WantedDocuments()).values()
    return printed_text(document)


def test_the_period_chose_the_form(report: Report) -> None:
    assert ("xa-2025", None) == (report.form.id, open_workspace(SAMPLE).settings.form)


def test_the_sample_has_nothing_wrong(report: Report) -> None:
    nothing: tuple[Diagnostic, ...] = ()
    assert nothing == report.diagnostics


def test_the_report_names_no_level_that_is_gone(printed: str) -> None:
    assert [] == gone_words(printed)


def test_the_form_names_no_level_that_is_gone() -> None:
    lines = (FORM / "form.toml").read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if not line.startswith("word = ")]  # the list of what is no longer to be said
    assert [] == gone_words("\n".join(said))


@pytest.mark.parametrize("name", ["bao_cao.docx", "phu_luc_01b.docx"])
def test_a_template_names_no_level_that_is_gone_in_any_branch(name: str) -> None:
    with zipfile.ZipFile(FORM / name) as archive:
        parts = [etree.fromstring(archive.read(part)) for part in archive.namelist() if part.endswith(".xml")]
    assert [] == gone_words(" ".join("".join(map(str, part.itertext())) for part in parts))


def test_the_words_looked_for_are_those_of_the_older_form() -> None:
    older = packaged_forms() / "thanh-hoa-2023"
    text = (older / "form.toml").read_text(encoding="utf-8")
    with zipfile.ZipFile(older / "bao_cao.docx") as archive:
        text += archive.read("word/document.xml").decode()
    assert list(GONE) == gone_words(text)


def test_the_report_goes_to_the_province(printed: str) -> None:
    assert "Kính gửi: UBND tỉnh Thanh Hóa (qua Sở Nội vụ)" in printed
    assert "Đề nghị UBND tỉnh, Sở Nội vụ" in printed


def test_online_dossiers_are_told_by_the_new_names(printed: str) -> None:
    expected = "số hồ sơ tiếp nhận trực tuyến là 473 hồ sơ (toàn trình: 272 hồ sơ; một phần: 201 hồ sơ)"
    assert expected in printed
    assert (
        "tại Trung tâm Phục vụ hành chính công xã trong năm 2025 là 605 hồ sơ; số hồ sơ kỳ trước chuyển sang là 6 hồ sơ"
        in printed
    )


# Counted by hand in sample_data/hoang-tien/source/dossiers.tsv; those not accepted are not counted.
FIGURES = {
    "dossiers.received": 605,
    "dossiers.carried_over": 6,
    "dossiers.received_direct": 127,
    "dossiers.received_postal": 5,
    "dossiers.received_online_3": 201,
    "dossiers.received_online_4": 272,
    "dossiers.on_time": 595,  # one of them withdrawn
    "dossiers.overdue": 5,
    "dossiers.pending_in_time": 10,
    "dossiers.pending_overdue": 1,
    "dossiers.on_time_returned_postal": 9,
    "documents.issued": 860,
    "staffing.total": 35,  # one of 36 left in September
    "tasks.assigned_late": 1,
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_the_sample_is_what_its_source_says(name: str, report: Report) -> None:
    assert FIGURES[name] == report.figures[name].value


def test_staff_cuts_are_a_share_of_the_posts(report: Report) -> None:
    assert "5" == report.indicators["4.1.4"].text  # 2 of 40


def test_the_form_is_proved() -> None:
    assert () == prove_form(FORM)


def test_its_rows_keep_the_codes_of_the_older_form_so_that_years_compare() -> None:
    form, _ = load_form(FORM)
    older, _ = load_form(packaged_forms() / "thanh-hoa-2023")
    assert form is not None
    assert older is not None
    assert [row.code for row in older.rows] == [row.code for row in form.rows]
    assert [] == [row.code for row in form.rows if row.printed_code[:1].isdigit() and row.printed_code != row.code]
