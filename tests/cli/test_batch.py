"""`cchc batch` as a process: what it prints, writes and ends with."""

import json
import sys
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from cchc_report.batch.batch_json import BatchJson
from tests import needs
from tests.batch.workspaces import LATE, ON_TIME, UNREADABLE, write_commune
from tests.cli.cli_process import Ended, run


@pytest.fixture
def province(tmp_path: Path) -> Path:
    write_commune(tmp_path, "a/xa-1", ON_TIME, LATE)
    write_commune(tmp_path, "a/xa-2", *(ON_TIME.replace("-1,", f"-{number},") for number in range(1, 4)))
    write_commune(tmp_path, "b/xa-3", ON_TIME, UNREADABLE)
    return tmp_path


def batch(root: Path, *options: str) -> Ended:
    return run("batch", "2023", ".", "--jobs", "2", *options, folder=root)


def test_it_names_each_commune_and_ends_with_1_where_one_has_errors(province: Path) -> None:
    ended = batch(province)
    lines = ended.out.splitlines()
    assert 1 == ended.code
    assert ["a/xa-1 xong", "a/xa-2 xong", "b/xa-3 có lỗi"] == [
        " ".join(line.split("lỗi, ")[0].split()[:-1]) for line in lines[:3]
    ]
    assert "3 xã: 2 xong, 1 có lỗi" in lines


def test_a_second_run_says_what_it_did_not_do_again_and_writes_the_same_bytes(province: Path) -> None:
    batch(province)
    before = {path: path.read_bytes() for path in sorted(province.rglob("out/**/*.*"))}
    ended = batch(province)
    assert "3 xã: 2 xong, 1 có lỗi, trong đó 3 xã không có gì đổi nên giữ nguyên kết quả cũ" in ended.out.splitlines()
    assert before == {path: path.read_bytes() for path in sorted(province.rglob("out/**/*.*"))}


def test_the_number_of_workers_changes_no_byte(province: Path) -> None:
    batch(province, "--force", "--jobs", "1")
    before = {path: path.read_bytes() for path in sorted(province.rglob("out/**/*.*"))}
    batch(province, "--force", "--jobs", "3")
    assert before == {path: path.read_bytes() for path in sorted(province.rglob("out/**/*.*"))}


def test_json_tells_communes_totals_and_files(province: Path) -> None:
    ended = batch(province, "--json")
    told = json.loads(ended.out)
    assert told == BatchJson.model_validate_json(ended.out, strict=True).json_ready()
    assert [("a/xa-1", "ok", 0), ("a/xa-2", "ok", 0), ("b/xa-3", "errors", 1)] == [
        (one["path"], one["status"], one["summary"]["error"]) for one in told["communes"]
    ]
    figures = told["totals"]["figures"]
    assert (5, 4, 80) == tuple(figures[f"dossiers.{name}"] for name in ("received", "on_time", "on_time_rate"))
    names = ["tong-hop-2023.xlsx", "tong-quan-2023.html", "bao-cao-tong-hop-2023.docx"]
    assert names == [Path(path).name for path in told["outputs"]]


def test_the_consolidated_workbook_holds_formulas_and_the_values_they_have(province: Path) -> None:
    batch(province)
    content = (province / "out" / "2023" / "tong-hop-2023.xlsx").read_bytes()
    formulas = load_workbook(BytesIO(content))
    assert ["Hồ sơ", "Chỉ tiêu", "Tử số, mẫu số", "Xếp hạng", "Chưa báo cáo", "Đối chiếu"] == formulas.sheetnames
    assert "=SUM(C4:C5)" == formulas["Hồ sơ"]["C6"].value
    values = CalamineWorkbook.from_filelike(BytesIO(content))
    rows = _rows(values, "Hồ sơ")
    assert ["Tổng cộng", 5.0, 0.0, 5.0, 4.0, 1.0, 0.0, 0.0, 4.0, 80.0, 80.0] == rows[5][1:]
    ranked = _rows(values, "Xếp hạng")
    assert [[1.0, "Hoằng Trường (a/xa-2)", 100.0], [2.0, "Hoằng Trường (a/xa-1)", 50.0]] == [
        row[:3] for row in ranked[3:5]
    ]
    absent = _rows(values, "Chưa báo cáo")
    assert [1.0, "Hoằng Trường", "b/xa-3", "Có lỗi số liệu"] == absent[3][:4]
    assert str(absent[3][4]).startswith("1 lỗi. 2023/Hồ sơ.csv [Hồ sơ] E3: ")


def _rows(workbook: CalamineWorkbook, sheet: str) -> list[list[object]]:
    return [list(row) for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def test_only_errors_shows_those_and_counts_all(province: Path) -> None:
    lines = batch(province, "--only", "errors").out.splitlines()
    assert lines[0].startswith("b/xa-3  có lỗi")
    assert "3 xã: 2 xong, 1 có lỗi" in lines


def test_include_and_exclude_choose_communes(province: Path) -> None:
    assert "a/xa-2\n" == batch(province, "--include", "a/*", "--exclude", "xa-1", "--dry-run").out


def test_totals_of_chosen_communes_say_on_every_page_that_others_are_left_out(province: Path) -> None:
    told = "Chưa gồm 2 đơn vị khác của thư mục"
    ended = batch(province, "--include", "xa-1")
    page = (province / "out" / "2023" / "tong-quan-2023.html").read_text(encoding="utf-8")
    sheet = load_workbook(province / "out" / "2023" / "tong-hop-2023.xlsx")["Hồ sơ"]
    assert [True] * 3 == [told in text for text in (ended.err, page, str(sheet["A2"].value))]
    assert told not in batch(province).err


def test_patterns_that_fit_no_commune_are_blamed_and_not_the_folder(province: Path) -> None:
    ended = batch(province, "--include", "huyen-9/*")
    assert (2, "") == (ended.code, ended.out)
    assert "khớp mẫu ở --include và --exclude" in ended.err


def test_a_dry_run_and_a_check_write_nothing(province: Path) -> None:
    assert 0 == batch(province, "--dry-run").code
    assert 1 == batch(province, "--validate-only").code
    assert [] == list(province.rglob("out"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("batch", "2023", "."), "Không thấy xã nào trong"),
        (("batch", "2023", "không-có"), "Không có thư mục không-có"),
        (("batch", "năm", "."), "năm"),
    ],
)
def test_wrong_use_ends_with_2(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    ended = run(*arguments, folder=tmp_path)
    assert (2, "") == (ended.code, ended.out)
    assert message in ended.err


@needs.soffice
def test_pdfs_are_written_beside_all_documents_and_not_again_where_nothing_changed(province: Path) -> None:
    ended = batch(province, "--pdf", "--json")
    told = json.loads(ended.out)
    assert [["docx", "pdf"], ["docx", "pdf"], []] == [
        [Path(path).suffix[1:] for path in one["outputs"]] for one in told["communes"]
    ]
    made = sorted(province.rglob("*.pdf"))
    assert [".xlsx", ".html", ".docx", ".pdf"] == [Path(path).suffix for path in told["outputs"]]
    assert ["%PDF-"] * 3 == [path.read_bytes()[:5].decode() for path in made]
    of_communes = [path for path in made if path.parent.parent.parent != province]
    before = [path.stat().st_mtime_ns for path in of_communes]
    assert (1, True) == (ended.code, "Đang chuyển sang PDF: 0/3 tệp…" in ended.err)
    again = batch(province, "--pdf")  # the report of all communes is written anew, and so is its PDF
    assert before == [path.stat().st_mtime_ns for path in of_communes]
    assert "Đang chuyển sang PDF: 0/1 tệp…" in again.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows starts no scripts")
def test_documents_without_a_pdf_are_named_with_their_communes_and_the_rest_is_done(province: Path) -> None:
    office = province / "bin" / "soffice"
    office.parent.mkdir()
    office.write_text("#!/bin/sh\nexit 1\n")
    office.chmod(0o755)
    ended = run("batch", "2023", ".", "--pdf", folder=province, PATH=str(office.parent))
    failing = "LibreOffice không chuyển được sang PDF: a/xa-1/out/2023/bao-cao-2023.docx, a/xa-2/out/2023/bao-cao-2023.docx, out/2023/bao-cao-tong-hop-2023.docx."
    assert (3, True) == (ended.code, failing in ended.err)
    assert "3 xã: 2 xong, 1 có lỗi" in ended.out.splitlines()
