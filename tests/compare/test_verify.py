"""The sample's report held against its inputs, as it is, edited, moved, and after its inputs have changed."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from cchc_report.compare.verify import Verification, verify
from cchc_report.ground.errors import UsageError
from cchc_report.report.build import build_report
from cchc_report.report.publish import WantedDocuments, write_report
from cchc_report.workspace.workspace import open_workspace

ROOT = Path(__file__).parents[2]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Build the sample with its traced copy and return the report."""
    return build(tmp_path, WantedDocuments(trace=True))[0]


def build(folder: Path, wanted: WantedDocuments, period: str = "2023") -> tuple[Path, ...]:
    if not (folder / "2023").exists():
        shutil.copytree(ROOT / "sample_data" / "hoang-truong" / "2023", folder / "2023")
        shutil.copy(ROOT / "sample_data" / "hoang-truong" / "cchc.toml", folder)
    workspace = open_workspace(folder)
    return write_report(build_report(workspace, workspace.parse_period(period)), workspace, wanted)


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text in a document, as someone does in Word."""
    document = docx.Document(str(path))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    for paragraph in [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    document.save(str(path))


def edited_figures(found: Verification) -> list[tuple[tuple[str, ...], str, str]]:
    return [(one.codes, one.built, one.found) for each in found.edits for one in each.figures]


def test_a_report_as_it_was_built_agrees(built: Path) -> None:
    found = verify(built)
    assert (True, True, "bao-cao-2023.docx") == (found.agrees, found.is_same_file, found.recorded.name)
    assert {"same"} == {one.state for one in (*found.rebuilt.inputs, *found.rebuilt.form)}


@pytest.mark.parametrize(
    ("wanted", "period"),
    [
        (WantedDocuments(split=True), "2023"),
        (WantedDocuments(draft=True), "2023"),
        (WantedDocuments(split=True, draft=True, trace=True), "2023-Q1"),
    ],
    ids=str,
)
def test_every_document_of_a_build_agrees(wanted: WantedDocuments, period: str, tmp_path: Path) -> None:
    documents = [path for path in build(tmp_path, wanted, period) if path.suffix == ".docx"]
    assert [(path.name, True) for path in documents] == [
        ((found := verify(path)).recorded.name, found.agrees) for path in documents
    ]


def test_saving_again_changes_every_byte_and_no_text(built: Path) -> None:
    docx.Document(str(built)).save(str(built))
    found = verify(built)
    assert (True, False, ()) == (found.agrees, found.is_same_file, found.edits)


def test_an_edited_figure_is_named_with_what_was_printed(built: Path) -> None:
    edit(built, "1.588", "1.600")
    found = verify(built)
    assert not found.agrees
    assert [(("dossiers.on_time",), "1.588", "1.600"), (("3.3.2",), "1.588", "1.600")] == edited_figures(found)
    assert ((), ()) == (found.rebuilt.figures, found.outdated)
    assert "bảng 3, dòng 44 (3.3.2 Số lượng hồ sơ TTHC do UBND cấp xã tiếp nhận được…), cột 4" == found.edits[1].place


def test_a_number_typed_where_none_was_is_an_edit(built: Path) -> None:
    document = docx.Document(str(built))
    row = next(row for row in document.tables[-1].rows if row.cells[0].text == "2.5")
    row.cells[3].paragraphs[0].add_run("7")
    document.save(str(built))
    (one,) = verify(built).edits
    assert ("", "7") == (one.built, one.found)
    assert one.place.endswith("(2.5 Số VBQPPL có kiến nghị xử lý đã được xử lý xong), cột 4")


def test_the_signer_s_name_is_never_told(built: Path) -> None:
    report_json = verify(built).to_json().model_dump_json()
    workspace = open_workspace(built.parents[2])
    commune = build_report(workspace, workspace.parse_period("2023")).tables.commune
    assert commune is not None
    edit(built, commune.signer, "Người Khác")
    found = verify(built)
    assert [("changed", None, None)] == [(one.kind, one.built, one.found) for one in found.edits]
    assert commune.signer not in report_json + found.to_json().model_dump_json()


def test_a_row_changed_in_a_workbook_changes_the_figures_and_not_the_edits(built: Path) -> None:
    path = built.parents[2] / "2023" / "so-lieu-2023.xlsx"
    workbook = openpyxl.load_workbook(path)
    workbook["Tổng hợp văn bản"]["C9"] = 707
    workbook.save(path)
    found = verify(built)
    assert (False, True, ()) == (found.agrees, found.is_same_file, found.edits)
    assert [("documents.issued", 706, 707), ("7.2.3", 706, 707)] == [
        (one.code, one.recorded, one.now) for one in found.rebuilt.figures
    ]
    assert ["changed"] == [one.state for one in found.rebuilt.inputs if one.name.endswith("so-lieu-2023.xlsx")]
    assert [("706", "707")] == [(one.built, one.found) for one in found.outdated if "7.2.3" in one.place]


def test_edits_are_told_even_where_the_workbooks_are_gone(built: Path, tmp_path: Path) -> None:
    edit(built, "1.588", "1.600")
    elsewhere = Path(shutil.copytree(built.parent, tmp_path / "luu-tru"))
    found = verify(elsewhere / built.name)
    assert {"missing"} == {one.state for one in found.rebuilt.inputs}
    assert ("--data" in found.rebuilt.obstacle, 2, False) == (True, len(found.edits), found.agrees)
    assert [] == [one for one in found.edits if one.built is not None]


def test_a_report_renamed_and_moved_is_found_again_with_the_workspace(built: Path, tmp_path: Path) -> None:
    moved = Path(shutil.copy(built, tmp_path / "gửi huyện.docx"))
    with pytest.raises(UsageError, match=r"Không thấy tệp \.json"):
        verify(moved)
    assert verify(moved, built.parents[2]).agrees
    edit(moved, "1.588", "1.600")
    found = verify(moved, built.parents[2])
    assert ("bao-cao-2023.docx", 2) == (found.recorded.name, len(found.edits))


def test_an_edited_and_renamed_report_is_held_against_the_report_and_not_its_draft(built: Path) -> None:
    build(built.parents[2], WantedDocuments(draft=True))
    edit(built, "1.588", "1.600")
    found = verify(built.rename(built.with_name("ban-gui-huyen.docx")))
    assert ("bao-cao-2023.docx", 2) == (found.recorded.name, len(found.edits))


def test_the_traced_copy_is_held_against_the_same_text(built: Path) -> None:
    copy = built.with_name("bao-cao-2023-doi-chieu.docx")
    assert verify(copy).agrees
    edit(copy, "1.588", "1.600")
    assert ["dossiers.on_time", "3.3.2"] == [codes[0] for codes, _, _ in edited_figures(verify(copy))]


def test_a_changed_form_is_told(built: Path) -> None:
    own = built.parents[2] / "templates" / "thanh-hoa-2023"
    shutil.copytree(ROOT / "templates" / "thanh-hoa-2023", own)
    form = own / "form.toml"
    form.write_text(form.read_text("utf-8").replace("Số lượng phiếu khảo sát", "Số phiếu khảo sát"), "utf-8")
    found = verify(built)
    assert ["form.toml"] == [one.name for one in found.rebuilt.form if one.state == "changed"]
    assert [("Số lượng phiếu khảo sát", "Số phiếu khảo sát")] == [(one.built, one.found) for one in found.outdated]
    form.write_text("hỏng", "utf-8")
    assert "không dùng được" in verify(built).rebuilt.obstacle


def test_another_version_and_other_settings_are_told(built: Path) -> None:
    record = built.with_suffix(".json")
    content = json.loads(record.read_text("utf-8")) | {"cchc": "0.0.9"}
    record.write_text(json.dumps(content), "utf-8")
    settings = built.parents[2] / "cchc.toml"
    settings.write_text('[periods."2023"]\nfrom = 2023-01-01\nto = 2023-12-30\n', "utf-8")
    found = verify(built)
    assert "0.0.9" == found.recorded.content.cchc
    assert ("form", "periods", "documents", "from, to") == found.rebuilt.settings


def test_errors_in_the_workbooks_do_not_agree_with_a_final_report(built: Path) -> None:
    (built.parents[2] / "2023" / "sai.csv").write_text("Mã,Số liệu\n9.9.9,1\n", encoding="utf-8")
    found = verify(built)
    assert (1, False, ["new"]) == (
        found.rebuilt.errors,
        found.agrees,
        [one.state for one in found.rebuilt.inputs if one.name == "2023/sai.csv"],
    )


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF-1.7", "là tệp PDF"),
        ("a.xlsx", b"PK", "không phải tệp Word"),
        ("a.docx", b"", "bị hỏng"),
        ("b.docx", b"PK\x03\x04 broken", "bị hỏng"),
    ],
)
def test_what_is_no_report_is_wrong_use(built: Path, name: str, content: bytes, says: str) -> None:
    path = built.with_name(name)
    path.write_bytes(content)
    with pytest.raises(UsageError, match=says):
        verify(path)


def test_a_foreign_document_is_no_report_of_ours(built: Path) -> None:
    foreign = docx.Document()
    foreign.add_paragraph("Một văn bản khác hẳn.")
    foreign.save(str(built.with_name("khac.docx")))
    with pytest.raises(UsageError, match="không giống báo cáo nào"):
        verify(built.with_name("khac.docx"))


def test_a_truncated_and_an_inflated_document_are_wrong_use(built: Path) -> None:
    built.write_bytes(built.read_bytes()[:4000])
    with pytest.raises(UsageError, match="bị hỏng"):
        verify(built)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (65 * 2**20))
    built.write_bytes(bomb.getvalue())
    with pytest.raises(UsageError, match="bị hỏng"):
        verify(built)


@pytest.mark.parametrize("content", ["", "[]", '{"outputs": {}}', "[" * 100_000])
def test_a_broken_record_is_no_record(built: Path, content: str) -> None:
    built.with_suffix(".json").write_text(content, "utf-8")
    with pytest.raises(UsageError, match=r"Không thấy tệp \.json"):
        verify(built)
