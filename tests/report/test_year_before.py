"""The same period a year earlier in the words of a report: known, unknown, and free of charge where no text asks for it."""

import io
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

from cchc_report.document import compile_templates, printed_text
from cchc_report.document.words import swing
from cchc_report.form.period_mentions import other_periods
from cchc_report.ground.diagnostics import has_errors
from cchc_report.ground.errors import UsageError
from cchc_report.ground.periods import parse_period
from cchc_report.report.build import Report, build_report
from cchc_report.report.explain import explain
from cchc_report.report.history import read_history
from cchc_report.report.publish import WantedDocuments, render_traced, write_report
from cchc_report.setup.form_proof import prove_form
from cchc_report.workspace.workspace import Workspace, open_workspace
from tests.cli.cli_process import run
from tests.cli.test_compare import LATE, write_year
from tests.cli.workbooks import BAD, GOOD, write_workspace

SENTENCE = (
    "Số hồ sơ tiếp nhận {{ tang_giam(dossiers.received, previous.dossiers.received, 'hồ sơ') }}, tỷ lệ đúng hẹn "
    "{{ tang_giam(dossiers.on_time_rate, previous.dossiers.on_time_rate, '%') }} so với {{ previous.period.name }}."
)


def write(folder: Path, text: str = SENTENCE, *, period: int = 2023) -> Workspace:
    """Write a paragraph for section V of a year, and return the workspace."""
    (folder / str(period) / "Thuyết minh.csv").write_text(f'Mục,Nội dung\nV,"{text}"\n', encoding="utf-8")
    return open_workspace(folder)


def told(workspace: Workspace, period: str = "2023") -> str:
    """Return the paragraph as the report prints it."""
    return " ".join(built(workspace, period).narrative["V"])


def built(workspace: Workspace, period: str = "2023") -> Report:
    return build_report(workspace, workspace.parse_period(period))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace with three dossiers in 2022, one of them late, and four in 2023."""
    write_year(tmp_path, 2022, GOOD, GOOD, LATE)
    return write_workspace(tmp_path, *[GOOD] * 4)


@pytest.mark.parametrize(
    ("now", "before", "unit", "expected"),
    [
        (1603, 1483, "hồ sơ", "tăng 120 hồ sơ (8,1%)"),
        (1483, 1603, "hồ sơ", "giảm 120 hồ sơ (7,5%)"),
        (2000, 1000, "hồ sơ", "tăng 1.000 hồ sơ (100%)"),
        (5, 0, "văn bản", "tăng 5 văn bản"),
        (0, 5, "văn bản", "giảm 5 văn bản (100%)"),
        (1603, 1483, "", "tăng 120 (8,1%)"),
        (7, 7, "hồ sơ", "không đổi"),
        (0, 0, "hồ sơ", "không đổi"),
        (Decimal("97.006"), Decimal("99.064"), "%", "giảm 2,05 điểm %"),
        (Decimal("99.064"), Decimal("99.0611"), "%", "không đổi"),
        (100, 98, "%", "tăng 2,00 điểm %"),
        (None, 5, "hồ sơ", ""),
        (5, None, "hồ sơ", ""),
        (None, None, "%", ""),
    ],
)
def test_a_change_is_said_in_words(
    now: int | Decimal | None, before: int | Decimal | None, unit: str, expected: str
) -> None:
    assert expected == swing(now, before, unit)


def test_a_paragraph_compares_with_the_workbooks_of_last_year(folder: Path) -> None:
    expected = "Số hồ sơ tiếp nhận tăng 1 hồ sơ (33,3%), tỷ lệ đúng hẹn tăng 33,33 điểm % so với năm 2022."
    assert expected == told(write(folder))


def test_a_comparison_is_traced_to_the_numbers_of_both_years(folder: Path) -> None:
    workspace = write(folder)
    write_report(built(workspace, "2022"), workspace, WantedDocuments())
    assert [
        [
            "dossiers.received  Hồ sơ tiếp nhận",
            "Tính từ sổ tính của năm 2022. Xem các dòng được đếm: cchc explain 2022 dossiers.received",
        ],
        [
            "dossiers.on_time_rate  Tỷ lệ hồ sơ đúng hẹn",
            "Tính từ sổ tính của năm 2022. Xem các dòng được đếm: cchc explain 2022 dossiers.on_time_rate",
        ],
    ] == compared(workspace)
    shutil.rmtree(folder / "2022")
    assert {"Lấy từ lịch sử các kỳ đã lập, lúc lập báo cáo năm 2022"} == {source for _, source in compared(workspace)}


def compared(workspace: Workspace) -> list[list[str]]:
    """Return what the comments on numbers of two years say: which figure it is, and where last year's comes from."""
    report = built(workspace)
    templates = compile_templates(workspace.form_folder(report.period))
    (traced,) = render_traced(report, templates, WantedDocuments()).values()
    said = [one.text.split("\n") for one in Document(io.BytesIO(traced)).comments]
    return [
        [lines[1], lines[-1].removeprefix("Cách tính: ")]
        for lines in said
        if lines[0].endswith("previous." + lines[1].split()[0])
    ]


def test_a_number_of_last_year_is_explained_by_the_name_it_is_printed_by(folder: Path) -> None:
    report = built(write(folder))
    assert 3 == explain(report, "previous.dossiers.received").value
    row = explain(report, 'previous.indicators["3.3.1"]')
    assert ("Số lượng hồ sơ đã tiếp nhận, năm 2022", 3, ()) == (row.label, row.value, row.rows)
    with pytest.raises(UsageError, match=r"previous\.dossiers\.none"):
        explain(report, "previous.dossiers.none")


def test_a_year_whose_workbooks_are_gone_is_taken_from_the_history(folder: Path) -> None:
    workspace = write(folder)
    expected = told(workspace)
    write_report(built(workspace, "2022"), workspace, WantedDocuments())
    shutil.rmtree(folder / "2022")
    assert expected == told(workspace)
    assert () == built(workspace).previous.problems


def test_a_quarter_is_compared_with_the_same_quarter_by_the_state_s_year_too(folder: Path) -> None:
    text = "{{ previous.period.name }} từ {{ previous.period.start | ngay }}: {{ previous.dossiers.received }}"
    workspace = write(folder, text)
    assert "quý I năm 2022 từ 01/01/2022: 3" == told(workspace, "2023-Q1")
    assert "quý II năm 2022 từ 01/04/2022: 0" == told(workspace, "2023-Q2")
    (folder / "cchc.toml").write_text('year_start = "state"\n')
    assert "quý I năm 2022 từ 15/12/2021: 3" == told(open_workspace(folder), "2023-Q1")


def test_without_any_knowledge_it_prints_empty_and_says_so(tmp_path: Path) -> None:
    workspace = write(
        write_workspace(tmp_path, GOOD), "[{{ previous.dossiers.received }}]{% if previous %} có{% endif %}"
    )
    assert "[]" == told(workspace)
    (problem,) = (one for one in built(workspace).diagnostics if one.code.identifier == "CC008")
    assert ("note", "2022.xlsx") == (problem.severity, problem.place.file)
    assert "Lời văn so với năm 2022, nhưng không có số liệu năm 2022" == problem.message
    assert not has_errors(built(workspace).diagnostics)


def test_errors_of_last_year_do_not_fail_this_year_and_leave_it_unknown(folder: Path) -> None:
    (folder / "2022" / "Hồ sơ.csv").write_text(
        (folder / "2022" / "Hồ sơ.csv").read_text(encoding="utf-8") + BAD.format(9) + "\n", encoding="utf-8"
    )
    workspace = write(folder, "[{{ tang_giam(dossiers.received, previous.dossiers.received) }}]")
    report = built(workspace)
    assert ("[]",) == report.narrative["V"]
    assert not has_errors(report.diagnostics)
    (problem,) = (one for one in report.diagnostics if one.code.identifier == "CC008")
    assert "Lời văn so với năm 2022, nhưng sổ tính của kỳ ấy còn 1 lỗi" == problem.message
    assert "cchc validate 2022" in problem.hint


def test_a_paragraph_of_last_year_that_looks_back_is_no_matter_of_this_year(folder: Path) -> None:
    write(folder, "{{ previous.dossiers.khong_co }}", period=2022)
    assert "3" == told(write(folder, "{{ previous.dossiers.received }}"))


def test_a_row_of_the_appendix_is_compared_by_its_code(folder: Path) -> None:
    text = "{{ tang_giam(indicators['3.3.1'].value, previous.indicators['3.3.1'].value, 'hồ sơ') }}"
    assert "tăng 1 hồ sơ (33,3%)" == told(write(folder, text))


def test_a_row_that_was_another_one_last_year_is_unknown(folder: Path) -> None:
    workspace = write(folder, "[{{ previous.indicators['3.3.1'].text }}][{{ previous.indicators['3.3.2'].text }}]")
    own = folder / "templates" / "khac"
    shutil.copytree(workspace.form_folder(parse_period("2022")), own)
    text = (own / "form.toml").read_text(encoding="utf-8")
    label = 'label = "Số lượng hồ sơ đã tiếp nhận"'
    assert label in text
    (own / "form.toml").write_text(text.replace(label, 'label = "Số cuộc họp"'), encoding="utf-8")
    write_report(built(workspace, "2022"), workspace, WantedDocuments())
    shutil.rmtree(folder / "2022")
    (folder / "cchc.toml").write_text('form = "khac"\n')
    assert "[][2]" == told(open_workspace(folder))


def test_an_unknown_name_is_told_with_the_nearest(folder: Path) -> None:
    report = built(write(folder, "{{ previous.dossiers.recieved }}"))
    (problem,) = (one for one in report.diagnostics if one.code.identifier == "CC503")
    assert "previous.dossiers.received" in problem.message + problem.hint


def test_last_year_is_not_read_where_no_text_asks(folder: Path) -> None:
    (folder / "2022" / "Hồ sơ.csv").write_bytes(b"\x00not a table")
    workspace = write(folder, "Không so với năm nào.")
    report = built(workspace)
    (path,) = write_report(report, workspace, WantedDocuments())
    assert not report.previous.asked
    assert "CC008" not in {one.code.identifier for one in report.diagnostics}
    assert b"year_before" not in path.with_suffix(".json").read_bytes()


def test_the_record_says_what_a_text_was_compared_with(folder: Path) -> None:
    workspace = write(folder)
    (path,) = write_report(built(workspace), workspace, WantedDocuments())
    record = path.with_suffix(".json").read_text(encoding="utf-8")
    write_report(built(workspace, "2022"), workspace, WantedDocuments())
    assert read_history(workspace).periods[0].inputs in record
    assert "tăng 1 hồ sơ (33,3%)" in printed_text(path.read_bytes())


TAG = "So với {{ previous.period.name }}: {{ tang_giam(dossiers.received, previous.dossiers.received, 'hồ sơ') }}"


def use_template_with(tag: str, folder: Path) -> Workspace:
    """Give the workspace a form of its own whose body ends with a paragraph more."""
    own = folder / "templates" / "rieng"
    shutil.copytree(open_workspace(folder).form_folder(parse_period("2023")), own)
    body = Document(str(own / "bao_cao.docx"))
    body.paragraphs[5].insert_paragraph_before(tag)
    body.save(str(own / "bao_cao.docx"))
    (folder / "cchc.toml").write_text('form = "rieng"\n')
    return open_workspace(folder)


def test_a_template_compares_and_its_form_is_proved(folder: Path) -> None:
    workspace = use_template_with(TAG, folder)
    assert [] == [one for one in prove_form(workspace.find_form("rieng")) if one.code.identifier != "CC507"]
    (path,) = write_report(built(workspace), workspace, WantedDocuments())
    assert "So với năm 2022: tăng 1 hồ sơ (33,3%)" in printed_text(path.read_bytes())


def test_a_template_that_names_what_there_is_not_fails_the_proof(folder: Path) -> None:
    workspace = use_template_with("{% if previous %}{{ previous.dossier.received }}{% endif %}", folder)
    assert "previous.dossiers" in " ".join(one.hint for one in prove_form(workspace.find_form("rieng")))


def test_what_a_template_could_not_compare_with_is_told_after_the_report(folder: Path) -> None:
    shutil.rmtree(folder / "2022")
    use_template_with(TAG, folder)
    ended = run("build", "2023", "--json", folder=folder)
    assert 0 == ended.code
    assert "2022.xlsx: ghi chú CC008: Lời văn so với năm 2022, nhưng không có số liệu năm 2022" in ended.err
    assert ["CC008"] == [one["code"] for one in json.loads(ended.out)["diagnostics"] if one["code"] == "CC008"]


def test_a_batch_builds_again_what_compares_with_a_year_that_changed(tmp_path: Path) -> None:
    for name, text in (("a", SENTENCE), ("b", "Không so với năm nào.")):
        (tmp_path / name).mkdir()
        write_year(tmp_path / name, 2022, GOOD, GOOD)
        write(write_workspace(tmp_path / name, GOOD), text)
    arguments = ("batch", "2023", str(tmp_path))
    assert "giảm 1 hồ sơ (50%)" in printed_after(tmp_path, *arguments)
    for name in ("a", "b"):
        log = tmp_path / name / "2022" / "Hồ sơ.csv"
        log.write_text("\n".join(log.read_text(encoding="utf-8").splitlines()[:2]), encoding="utf-8")
    before = (tmp_path / "b" / "out" / "2023" / "bao-cao-2023.docx").stat().st_mtime_ns
    assert "Số hồ sơ tiếp nhận không đổi" in printed_after(tmp_path, *arguments)
    # Its texts do not compare, but last year's log may hand dossiers on.
    assert before < (tmp_path / "b" / "out" / "2023" / "bao-cao-2023.docx").stat().st_mtime_ns


def printed_after(root: Path, *arguments: str) -> str:
    """Run a batch and return the text of the first commune's report."""
    assert 0 == run(*arguments).code
    return printed_text((root / "a" / "out" / "2023" / "bao-cao-2023.docx").read_bytes())


@pytest.mark.parametrize("period", ["2023", "2023-Q1", "2023-6M", "2023-9M"])
def test_no_rule_takes_the_comparison_for_another_period_s_text(period: str) -> None:
    named = parse_period(period)
    earlier = parse_period(f"2022{period[4:]}").name
    for now, before in ((1603, 1483), (1483, 2603), (12_345, 1_234), (7, 7)):
        words = swing(now, before, "hồ sơ")
        for text in (
            f"Trong {named.name}, xã tiếp nhận {now} hồ sơ, {words} so với {earlier}.",
            f"Tiếp nhận {words} so với cùng kỳ {earlier}.",
            f"So với {earlier}, số hồ sơ {words}.",
            f"So với 1.483 hồ sơ của {earlier}, số hồ sơ {words}.",
            f"Tỷ lệ đúng hẹn {swing(Decimal(97), Decimal(99), '%')} so với {earlier}.",
        ):
            assert [] == list(other_periods(text, named))


def test_charts_read_last_year_once_however_many_documents_they_are_in(folder: Path) -> None:
    workspace = open_workspace(folder)
    report = built(workspace)
    first = report.breakdowns
    shutil.rmtree(folder / "2022")
    assert first == report.breakdowns
    compared = next(one for one in first if one.id == "dossiers.beside_last_year")
    assert [3, 4] == [series.counts[0] for series in compared.series]
    assert not report.previous.asked
