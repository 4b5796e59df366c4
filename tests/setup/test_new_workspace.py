import re
import tomllib
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.ground.errors import DataError, UsageError
from cchc_report.setup.new_workspace import create_workspace
from cchc_report.tables.read import SHEETS
from cchc_report.workspace.workspace import Settings

NAMES = ["1-kiem-tra.cmd", "2-lap-bao-cao.cmd", "2024.xlsx", "cchc.toml"]
_SETTING = re.compile(r'^# ([a-z_]+(?:\."[^"]+"|\.[a-z_]+)* = .*)$', re.MULTILINE)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def sheet_of(path: Path, title: str) -> Worksheet:
    found = load_workbook(path)[title]
    assert isinstance(found, Worksheet)
    return found


def old_workbook(folder: Path) -> Path:
    workbook = Workbook()
    sheets: dict[str, list[list[str | None]]] = {
        "Đơn vị": [
            ["Tên xã", "Hoằng Trường"],
            ["Cơ quan nhận", "UBND huyện"],
            ["Người ký", "Một Người"],
            ["Số báo cáo", "9/BC-UBND"],
        ],
        "Nhân sự": [
            ["Họ và tên", "Nhóm", "Trình độ chuyên môn", "Lý luận chính trị", "Kỷ luật"],
            ["Một Người", "CB", "ĐH", "TC", "x"],
            ["Hai Người", "Cán sự", "ĐH", "TC", None],
        ],
        "Thủ tục": [
            ["Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Cơ chế"],
            ["1.001193", "Khai sinh", "Hộ tịch", "Một cửa"],
        ],
    }
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    workbook.save(folder / "cu.xlsx")
    return folder / "cu.xlsx"


def test_a_new_folder_has_settings_a_workbook_and_two_launchers(tmp_path: Path) -> None:
    found = create_workspace(tmp_path / "xa moi", 2024)
    assert NAMES == sorted(path.name for path in found.made)
    assert NAMES == sorted(contents(tmp_path / "xa moi"))
    assert () == found.kept


def test_making_it_twice_changes_nothing(tmp_path: Path) -> None:
    create_workspace(tmp_path, 2024)
    (tmp_path / "cchc.toml").write_text('year_start = "state"\n', encoding="utf-8")
    before = contents(tmp_path)
    again = create_workspace(tmp_path, 2024)
    assert before == contents(tmp_path)
    assert ([], NAMES) == (list(again.made), sorted(path.name for path in again.kept))


def test_a_year_that_has_figures_already_gets_no_second_workbook(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    found = create_workspace(tmp_path, 2024)
    assert ["1-kiem-tra.cmd", "2-lap-bao-cao.cmd", "2024", "cchc.toml"] == sorted(
        path.name for path in tmp_path.iterdir()
    )
    assert (tmp_path / "2024",) == found.kept


def test_the_workbook_has_every_declared_sheet(tmp_path: Path) -> None:
    create_workspace(tmp_path, 2024)
    assert ["Hướng dẫn", *(model.info.title for model in SHEETS)] == load_workbook(tmp_path / "2024.xlsx").sheetnames


def test_the_form_s_own_rows_are_listed_where_they_are_entered(tmp_path: Path) -> None:
    create_workspace(tmp_path, 2024)
    sheet = sheet_of(tmp_path / "2024.xlsx", "Chỉ tiêu")
    assert ["1.2.1", "Số bộ phận chuyên môn cấp xã đã kiểm tra", "Bộ phận chuyên môn"] == [
        cell.value for cell in sheet[3][:3]
    ]
    codes = [cell.value for cell in sheet["A"][2:]]
    assert ("1.1.1" in codes, "1.4.2" in codes) == (False, True)  # the first is computed


def test_last_year_s_unit_staff_and_procedures_come_over(tmp_path: Path) -> None:
    found = create_workspace(tmp_path / "moi", 2024, old_workbook(tmp_path))
    assert {"Đơn vị": 1, "Nhân sự": 1, "Thủ tục": 1} == found.carried
    workbook = tmp_path / "moi" / "2024.xlsx"
    unit = {row[0].value: row[1].value for row in sheet_of(workbook, "Đơn vị").iter_rows(max_row=11)}
    assert ("Hoằng Trường", "xã", None) == (unit["Tên xã"], unit["Loại"], unit["Số báo cáo"])
    staff = list(sheet_of(workbook, "Nhân sự").iter_rows(min_row=2, values_only=True))
    assert [("Một Người", "Cán bộ", None, "Đại học", "Trung cấp", None, None, None, None)] == staff
    assert ["1.001193", "Khai sinh", "Hộ tịch", "Một cửa"] == [
        cell.value for cell in sheet_of(workbook, "Thủ tục")[2][:4]
    ]


def test_rows_of_last_year_that_are_wrong_are_told(tmp_path: Path) -> None:
    found = create_workspace(tmp_path / "moi", 2024, old_workbook(tmp_path))
    assert [("CC203", "B3")] == [(one.code.identifier, one.place.cell) for one in found.problems]


def test_a_workbook_with_nothing_to_carry_over_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "cu.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"cu\.csv không có gì để mang sang"):
        create_workspace(tmp_path / "moi", 2024, tmp_path / "cu.csv")
    assert not (tmp_path / "moi").exists()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "moi").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="là một tệp"):
        create_workspace(tmp_path / "moi", 2024)


def test_every_setting_is_in_the_settings_file_as_a_comment_that_works(tmp_path: Path) -> None:
    create_workspace(tmp_path, 2024)
    text = (tmp_path / "cchc.toml").read_text(encoding="utf-8")
    assert {} == tomllib.loads(text)
    lines = "\n".join(_SETTING.findall(text))
    settings = Settings.model_validate(tomllib.loads(lines))
    assert set(Settings.model_fields) == settings.model_fields_set
    assert "xa-2025" == settings.form  # an example: by default the period chooses
    defaults = {"data", "year_start", "documents"}
    assert Settings().model_dump(include=defaults) == settings.model_dump(include=defaults)


@pytest.mark.parametrize(
    ("name", "command"), [(NAMES[0], b"set WORDS=validate --annotate --open"), (NAMES[1], b"set WORDS=build ")]
)
def test_a_launcher_is_what_cmd_exe_can_run(name: str, command: bytes, tmp_path: Path) -> None:
    create_workspace(tmp_path, 2024)
    content = (tmp_path / name).read_bytes()
    lines = content.split(b"\r\n")
    assert [b"@echo off", b"chcp 65001 >nul"] == lines[:2]
    assert ([b"pause", b""], 0) == (lines[-2:], content.replace(b"\r\n", b"").count(b"\n"))
    commands = [line for line in lines if line.startswith(b"set WORDS=")]
    assert commands
    assert all(line.startswith(command) and b" --open" in line for line in commands)
    assert b'"%CCHC%" %WORDS%' in lines  # what was found on the PATH, nothing of this folder
