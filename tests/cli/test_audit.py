"""`cchc audit` as its users run it."""

import json
import shutil
from pathlib import Path

import pytest

from cchc_report.cli.json_outputs import OUTPUTS
from cchc_report.workbook import read_workbook
from tests.audit.reports import CONSISTENT, changed, published, write_report

from .cli_process import run, run_python
from .workbooks import GOOD, write_workspace


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return write_report(tmp_path / "Báo cáo 2023.docx", published())


def test_contradictions_are_printed_with_their_places_and_warn(report: Path) -> None:
    ended = run("audit", report.name, folder=report.parent)
    assert (0, "") == (ended.code, ended.err)
    lines = ended.out.splitlines()
    assert (
        "Báo cáo 2023.docx [Báo cáo] II.1: cảnh báo CC601: Văn bản đi theo loại cộng lại phải bằng tổng số: "
        "118 + 127 + 73 + 169 + 35 + 62 + 22 = 606 ≠ 706, chênh 100"
    ) == lines[0]
    assert [
        "Phụ lục 01b: 81 dòng đọc được, 2 cảnh báo, 4 ghi chú",
        "Báo cáo: 23 số liệu đọc được, 6 cảnh báo, 8 ghi chú",
        "0 lỗi, 8 cảnh báo, 12 ghi chú",
        "",
        "Đã đọc lời văn: hiểu 38/41 con số (3 nói chuyện khác); bảng: hiểu 47/47 con số.",
    ] == lines[-5:]


def test_strict_lets_them_fail_and_quiet_says_only_errors(report: Path, tmp_path: Path) -> None:
    assert 1 == run("audit", str(report), "--strict").code
    assert (0, "", "") == run("audit", str(report), "--quiet")[:3]
    right = write_report(tmp_path / "đúng.docx", changed(*CONSISTENT))
    assert 0 == run("audit", str(right), "--strict").code


def test_json_is_what_the_schema_promises(report: Path, tmp_path: Path) -> None:
    output = tmp_path / "audit.json"
    assert 0 == run("audit", str(report), "--json", "-o", str(output)).code
    text = output.read_text(encoding="utf-8")
    told = json.loads(text)
    assert told == OUTPUTS["audit"].model_validate_json(text, strict=True).json_ready()
    assert (1603, None, "2023") == (told["indicators"]["3.3.1"], told["indicators"]["2.1"], told["period"])
    assert (706, 99.06) == (told["figures"]["documents.issued"], told["figures"]["dossiers.on_time_rate"])
    assert {"error": 0, "warning": 8, "note": 12, "rows": {"Phụ lục 01b": 81, "Báo cáo": 23}} == told["summary"]
    assert ("Phụ lục 01b", "3.4.3") in {(one["sheet"], one["cell"]) for one in told["diagnostics"]}


def test_a_folder_is_audited_report_by_report_and_a_broken_one_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "xa-a").mkdir()
    write_report(tmp_path / "xa-a" / "bao-cao.docx", published())
    write_report(tmp_path / "dung.docx", changed(*CONSISTENT))
    (tmp_path / "cu.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (tmp_path / "~$dung.docx").write_bytes(b"owner")
    (tmp_path / "so-lieu.xlsx").write_bytes(b"no report")
    ended = run("audit", str(tmp_path))
    assert 1 == ended.code
    headings = [line for line in ended.out.splitlines() if line in ("cu.doc", "dung.docx", "xa-a/bao-cao.docx")]
    assert ["cu.doc", "dung.docx", "xa-a/bao-cao.docx"] == headings
    assert "cu.doc: lỗi CC009: Tệp cu.doc là tệp Word kiểu cũ (.doc)" in ended.out
    text = run("audit", str(tmp_path), "--json").out
    told = json.loads(text)
    assert told == OUTPUTS["audit folder"].model_validate_json(text, strict=True).json_ready()
    assert [("cu.doc", 1), ("dung.docx", 0), ("xa-a/bao-cao.docx", 0)] == [
        (one["file"], one["summary"]["error"]) for one in told["reports"]
    ]


def test_the_workbook_of_an_old_report_is_the_start_of_a_workspace(report: Path, tmp_path: Path) -> None:
    ended = run("audit", str(report), "--xlsx", str(tmp_path / "so-lieu.xlsx"))
    assert (0, f"Đã ghi số liệu đọc được vào {tmp_path / 'so-lieu.xlsx'}\n") == (ended.code, ended.err)
    sheets, problems = read_workbook(tmp_path / "so-lieu.xlsx", "so-lieu.xlsx")
    assert (["Chỉ tiêu", "Tổng hợp văn bản", "Thuyết minh", "Đơn vị"], []) == (
        [sheet.name for sheet in sheets],
        list(problems),
    )
    folder = write_workspace(tmp_path, GOOD)
    (folder / "2023" / "Đơn vị.csv").unlink()
    shutil.move(tmp_path / "so-lieu.xlsx", folder / "2023" / "so-lieu.xlsx")
    found = json.loads(run("validate", "2023", "--format", "json", folder=folder).out)
    assert (0, {"Chỉ tiêu": 47, "Tổng hợp văn bản": 11, "Thuyết minh": 15, "Đơn vị": 8}) == (
        found["summary"]["error"],
        {name: rows for name, rows in found["summary"]["rows"].items() if name != "Hồ sơ"},
    )
    built = json.loads(run("build", "2023", "--json", folder=folder).out)
    assert (1599, "entered") == tuple(built["indicators"]["3.4.2"].values())
    assert (706, 1716) == (built["figures"]["documents.issued"], built["figures"]["documents.incoming"])


def test_the_same_report_gives_the_same_workbook(report: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        run("audit", str(report), "--quiet", "--xlsx", str(tmp_path / name))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_report_that_does_not_name_its_period_is_given_one(tmp_path: Path) -> None:
    text = (
        changed(*CONSISTENT)
        .replace("năm 2023", "trong kỳ")
        .replace("Năm 2023", "Trong kỳ")
        .replace("NĂM 2023", "NĂM")
        .replace("năm 2024", "năm sau")
    )
    path = write_report(tmp_path / "r.docx", text)
    told = [run("audit", str(path), *more, folder=tmp_path).out for more in ((), ("--period", "2023"))]
    assert [True, False] == ["Thêm --period" in out for out in told]
    assert all("Phụ lục 01b: 81 dòng đọc được" in out for out in told)
    assert 2 == run("audit", str(path), "--period", "2023-13").code


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("khong-co.docx",), 2, "Không có tệp hoặc thư mục khong-co.docx"),
        (("trong",), 2, "không có báo cáo nào"),
        (("day", "--xlsx", "x.xlsx"), 2, "chỉ dùng với một báo cáo"),
        (("day/thu.docx", "--appendix", "khong-co.docx"), 2, "Không có tệp khong-co.docx"),
        (("day/thu.docx",), 1, "CC010: Không thấy mục nào của báo cáo và bảng Phụ lục"),
        (("day/thu.docx", "--xlsx", "x.xlsx"), 1, "Không đọc được số liệu nào"),
        ((), 2, "Thiếu tham số"),
    ],
)
def test_what_cannot_be_audited_is_said(tmp_path: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    (tmp_path / "trong").mkdir()
    (tmp_path / "day").mkdir()
    write_report(tmp_path / "day" / "thu.docx", "Kính mời dự họp.")
    ended = run("audit", *arguments, folder=tmp_path)
    assert code == ended.code
    assert words in ended.out + ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize(("year", "appendix"), [(2019, "Phụ lục 01b"), (2023, "Phụ lục 01b"), (2025, "Phụ lục")])
def test_a_report_is_held_to_the_form_of_its_period(tmp_path: Path, year: int, appendix: str) -> None:
    assert (str(year), {appendix, "Báo cáo"}) == held_to(tmp_path, year)


def held_to(folder: Path, year: int) -> tuple[str, set[str]]:
    """Return the period that a report of a year is taken to be of, and what its parts are called."""
    text = changed(*CONSISTENT).replace("2024", str(year + 1)).replace("2023", str(year))
    path = write_report(folder / "r.docx", text)
    told = json.loads(run("audit", path.name, "--json", folder=folder).out)
    return told["period"], set(told["summary"]["rows"])


@pytest.mark.parametrize(
    ("named", "year", "appendix"), [("thanh-hoa-2023", 2023, "Phụ lục 01b"), ("thanh-hoa-2023", 2025, "Phụ lục"), ("xa-2025", 2023, "Phụ lục 01b")]
)  # fmt: skip
def test_the_form_a_workspace_names_is_not_that_of_reports_from_other_days(
    tmp_path: Path, named: str, year: int, appendix: str
) -> None:
    (tmp_path / "cchc.toml").write_text(f'form = "{named}"', encoding="utf-8")
    assert (str(year), {appendix, "Báo cáo"}) == held_to(tmp_path, year)


def test_a_form_without_days_is_that_of_every_report_where_it_is_named(tmp_path: Path) -> None:
    assert 0 == run("form", "new", "rieng", "--from", "thanh-hoa-2023", folder=tmp_path).code
    form = tmp_path / "templates" / "rieng" / "form.toml"
    text = (
        form.read_text(encoding="utf-8").replace("valid_to = 2025-06-30\n", "").replace("Phụ lục 01b", "Phụ lục riêng")
    )
    form.write_text(text, encoding="utf-8")
    (tmp_path / "cchc.toml").write_text('form = "rieng"', encoding="utf-8")
    assert ("2025", {"Phụ lục riêng", "Báo cáo"}) == held_to(tmp_path, 2025)


def test_a_workbook_is_sent_to_the_command_for_workbooks(tmp_path: Path, report: Path) -> None:
    assert 0 == run("audit", str(report), "--xlsx", str(tmp_path / "so.xlsx")).code
    ended = run("audit", "so.xlsx", folder=tmp_path)
    assert (1, ["so.xlsx: lỗi CC009: Tệp so.xlsx là sổ tính, không phải báo cáo", "  → Sổ tính thì kiểm tra bằng lệnh “cchc validate”."]) == (
        ended.code, ended.out.splitlines()[:2]
    )  # fmt: skip


def test_the_report_itself_is_left_alone_and_nobody_s_name_is_printed(report: Path) -> None:
    before = report.read_bytes()
    ended = run("audit", str(report))
    assert before == report.read_bytes()
    assert "Hoàng Văn Đức" not in ended.out + ended.err


def test_without_the_pdf_reader_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "r.pdf").write_bytes(b"%PDF-1.7")
    script = "import sys; sys.modules['pypdfium2'] = None\nfrom cchc_report.cli.main import main\nsys.exit(main())"
    ended = run_python("-c", script, "audit", str(tmp_path / "r.pdf"))
    assert 1 == ended.code
    assert "cchc-report[pdf]" in ended.out
