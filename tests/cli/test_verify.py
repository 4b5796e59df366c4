"""`cchc verify` and `cchc build --trace` as their users run them."""

import json
import re
from pathlib import Path

import docx
import pytest

from cchc_report.compare.verify import VerifyJson
from tests import needs

from .cli_process import run
from .workbooks import GOOD, write_workspace

REPORT = "out/2023/bao-cao-2023.docx"


def built(folder: Path, *dossiers: str) -> Path:
    """Build the report of a few dossiers and return the workspace."""
    assert 0 == run("build", "2023", folder=write_workspace(folder, *dossiers)).code
    return folder


def edit(path: Path) -> None:
    """Type another number over that of received dossiers, row 3.3.1."""
    document = docx.Document(str(path))
    (row,) = [row for row in document.tables[-1].rows if row.cells[0].text == "3.3.1"]
    row.cells[3].paragraphs[0].runs[0].text = "20"
    document.save(str(path))


def test_a_traced_build_names_the_copy_and_the_workbook_after_the_report(tmp_path: Path) -> None:
    ended = run("build", "2023", "--trace", folder=write_workspace(tmp_path, GOOD))
    assert (0, [REPORT, "out/2023/bao-cao-2023-doi-chieu.docx", "out/2023/phu-luc-01b-2023.xlsx"]) == (
        ended.code,
        ended.out.replace("\\", "/").splitlines(),
    )
    found = json.loads(run("build", "2023", "--trace", "--json", folder=tmp_path).out)
    assert ["bao-cao-2023.docx", "bao-cao-2023-doi-chieu.docx", "phu-luc-01b-2023.xlsx"] == [
        Path(path).name for path in found["outputs"]
    ]


@needs.soffice
def test_the_copy_is_not_made_into_a_pdf(tmp_path: Path) -> None:
    ended = run("build", "2023", "--trace", "--pdf", folder=write_workspace(tmp_path, GOOD))
    assert ["bao-cao-2023.pdf"] == [Path(line).name for line in ended.out.splitlines() if line.endswith(".pdf")]


def test_an_edited_copy_is_not_overwritten_either(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD)
    run("build", "2023", "--trace", folder=folder)
    copy = folder / "out" / "2023" / "bao-cao-2023-doi-chieu.docx"
    copy.write_bytes(b"edited")
    assert (2, b"edited") == (run("build", "2023", "--trace", folder=folder).code, copy.read_bytes())
    assert 0 == run("build", "2023", "--trace", "--force", folder=folder).code
    assert b"edited" == copy.with_name("bao-cao-2023-doi-chieu-ban-sua-1.docx").read_bytes()


def test_a_report_that_agrees_ends_well_with_one_line_when_quiet(tmp_path: Path) -> None:
    folder = built(tmp_path, GOOD, GOOD)
    ended = run("verify", REPORT, folder=folder)
    assert (0, "", 6) == (ended.code, ended.err, len(ended.out.splitlines()))
    assert "bao-cao-2023.docx: khớp với các sổ tính, không bị sửa tay" in ended.out
    assert 1 == len(run("verify", REPORT, "--quiet", folder=folder).out.splitlines())


def test_an_edit_and_a_changed_row_are_told_apart(tmp_path: Path) -> None:
    folder = built(tmp_path, GOOD, GOOD)
    edit(folder / REPORT)
    rows = (folder / "2023" / "Hồ sơ.csv").read_text(encoding="utf-8")
    (folder / "2023" / "Hồ sơ.csv").write_text(rows + GOOD.format(3) + "\n", encoding="utf-8")
    ended = run("verify", REPORT, folder=folder)
    assert (1, "") == (ended.code, ended.err)
    assert "KHÔNG khớp: 1 chỗ bị sửa tay, " in ended.out
    assert "2023/Hồ sơ.csv đã đổi" in ended.out
    assert "dossiers.received (Hồ sơ tiếp nhận): 2 → 3" in ended.out


def test_an_edited_figure_is_told_by_what_it_is_called(tmp_path: Path) -> None:
    folder = built(tmp_path, GOOD, GOOD)
    edit(folder / REPORT)
    assert "3.3.1 (Số lượng hồ sơ đã tiếp nhận): 2 → 20\n" in run("verify", REPORT, folder=folder).out


def test_the_json_is_as_the_schema_has_it_and_goes_to_a_file(tmp_path: Path) -> None:
    folder = built(tmp_path, GOOD, GOOD)
    edit(folder / REPORT)
    assert (1, "") == run("verify", REPORT, "--json", "-o", "kiem-tra.json", folder=folder)[:2]
    found = VerifyJson.model_validate_json((folder / "kiem-tra.json").read_text("utf-8"), strict=True)
    (one,) = found.edits
    assert ("changed", "2", "20", ("3.3.1",)) == (one.kind, one.built, one.found, one.figures[0].codes)
    assert (False, False, True, []) == (found.agrees, found.same_file, found.rebuilt, found.outdated)


def test_a_report_without_its_record_is_wrong_use(tmp_path: Path) -> None:
    folder = built(tmp_path, GOOD)
    (folder / "out" / "2023" / "bao-cao-2023.json").unlink()
    ended = run("verify", REPORT, folder=folder)
    assert (2, "") == (ended.code, ended.out)
    assert "Không thấy tệp .json ghi lại lúc lập báo cáo" in ended.err


def test_a_pdf_and_a_file_that_is_not_there_are_wrong_use(tmp_path: Path) -> None:
    folder = built(tmp_path, GOOD)
    (folder / "out" / "2023" / "bao-cao-2023.pdf").write_bytes(b"%PDF-1.7")
    assert (2, True) == ((ended := run("verify", "out/2023/bao-cao-2023.pdf", folder=folder)).code, "PDF" in ended.err)
    assert 2 == run("verify", "khong-co.docx", folder=folder).code
    assert 2 == run("verify", "out", folder=folder).code


def test_the_console_s_code_page_changes_nothing(tmp_path: Path) -> None:
    folder = built(tmp_path, GOOD)
    assert run("verify", REPORT, folder=folder) == run("verify", REPORT, folder=folder, PYTHONIOENCODING="cp1258")


@pytest.mark.parametrize("value", ["1e999999999", "NaN", "9" * 40])
def test_a_record_with_a_number_that_is_no_figure_is_none(tmp_path: Path, value: str) -> None:
    report = built(tmp_path, GOOD) / REPORT
    record = report.with_suffix(".json")
    text = record.read_text(encoding="utf-8")
    record.write_text(re.sub(r'("dossiers.received": )\d+', rf"\g<1>{value}", text), encoding="utf-8")
    ended = run("verify", str(report))

    assert (2, "") == (ended.code, ended.out)
    assert "Không thấy tệp .json" in ended.err


def test_no_control_character_of_a_record_reaches_the_terminal(tmp_path: Path) -> None:
    report = built(tmp_path, GOOD) / REPORT
    record = report.with_suffix(".json")
    said = json.loads(record.read_text(encoding="utf-8"))
    said["inputs"] = {"\x1b[31mđỏ.xlsx": "0" * 64}
    record.write_text(json.dumps(said), encoding="utf-8")
    ended = run("verify", str(report))

    assert "[31mđỏ.xlsx" in ended.out
    assert "\x1b" not in ended.out
