"""“Mức độ 4” of a dossier received from 1 July 2026 is asked about; before that day it is toàn trình, as it always was."""

from pathlib import Path

import pytest

from cchc_report.ground.periods import parse_period
from cchc_report.report.build import Report, build_report
from cchc_report.tables.header import find_header
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.validate import validate_sheet
from cchc_report.workspace.workspace import Workspace, open_workspace
from tests.tables.texts import sheet_of, told

COMMUNE = "Tên xã,Hoằng Tiến\nCơ quan nhận,UBND tỉnh\nNgười ký,Người Ký\n"
HEADER = "Mã hồ sơ,Tên thủ tục,Lĩnh vực,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,Hình thức tiếp nhận,Mức độ DVC"
PROCEDURES = "Mã thủ tục,Tên thủ tục,Lĩnh vực,Cơ chế,Mức độ DVC\n1,Khai sinh,Hộ tịch,Một cửa,{}\n"


def report_of(
    folder: Path, *dossiers: tuple[str, str], year: str = "2026", procedure: str = "", settings: str = ""
) -> Report:
    """Build the report of dossiers given by their day of receipt and their level."""
    (folder / year).mkdir()
    (folder / year / "Đơn vị.csv").write_text(COMMUNE, encoding="utf-8")
    rows = [
        f"HS-{number},Khai sinh,Hộ tịch,{day},{day},{day},Trực tuyến,{level}"
        for number, (day, level) in enumerate(dossiers, start=1)
    ]
    (folder / year / "Hồ sơ.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    if procedure:
        (folder / year / "Thủ tục.csv").write_text(PROCEDURES.format(procedure), encoding="utf-8")
    (folder / "cchc.toml").write_text(settings, encoding="utf-8")
    workspace: Workspace = open_workspace(folder)
    return build_report(workspace, parse_period(year))


def asked(report: Report) -> list[tuple[str, str | None]]:
    return [found for found in told(report.diagnostics) if found[0] == "CC214"]


@pytest.mark.parametrize("level", ["4", "Mức độ 4", "mức 3", "MĐ3", "DVC mức độ 3"])
def test_a_bare_number_since_july_2026_is_asked_about_and_not_counted(level: str, tmp_path: Path) -> None:
    report = report_of(tmp_path, ("01/07/2026", level), ("02/07/2026", "Toàn trình"))
    assert [("CC214", "H2")] == asked(report)
    figures = report.figures
    assert (2, 0, 1) == tuple(figures[f"dossiers.received_online{which}"].value for which in ("", "_3", "_4"))


def test_cells_that_hold_the_number_itself_are_asked_about_as_it_was_typed(tmp_path: Path) -> None:
    sheet = sheet_of(
        f"{HEADER.replace(',', '|')}\nHS-1|Khai sinh|Hộ tịch|@2026-07-06|@2026-07-08|@2026-07-07|Trực tuyến|~4"
    )
    header = find_header(sheet, DossierRow)
    assert header is not None
    (part,), _, _ = validate_sheet(sheet, DossierRow, header)
    assert {"level": {"4": (2,)}} == part.numbered


@pytest.mark.parametrize("level", ["Toàn trình", "DVC trực tuyến một phần", ""])
def test_a_level_by_its_name_is_never_asked_about(level: str, tmp_path: Path) -> None:
    assert [] == asked(report_of(tmp_path, ("06/07/2026", level)))


def test_before_that_day_a_number_is_read_as_always(tmp_path: Path) -> None:
    report = report_of(tmp_path, ("30/06/2026", "Mức độ 4"), ("30/06/2026", "3"))
    assert [] == asked(report)
    assert (1, 1) == tuple(report.figures[f"dossiers.received_online_{level}"].value for level in (3, 4))


def test_the_question_says_what_to_type_and_what_to_set_once(tmp_path: Path) -> None:
    report = report_of(tmp_path, ("06/07/2026", "Mức độ 4"))
    (question,) = [one for one in report.diagnostics if one.code.identifier == "CC214"]
    assert "“Mức độ 4” hiểu được hai cách" in question.message
    assert "Gõ “Toàn trình” nếu đúng ý" in question.hint
    assert 'choices."Mức độ DVC"."Mức độ 4" = "Toàn trình"' in question.hint


def test_a_number_that_cchc_toml_explains_has_one_sense(tmp_path: Path) -> None:
    report = report_of(tmp_path, ("06/07/2026", "4"), settings='choices."Mức độ DVC"."4" = "Toàn trình"\n')
    assert [] == asked(report)
    assert 1 == report.figures["dossiers.received_online_4"].value


@pytest.mark.parametrize(("year", "expected", "count"), [("2025", [], 1), ("2026", [("CC214", "E2")], 0)])
def test_a_procedure_s_level_is_of_the_day_the_period_ends(
    year: str, expected: list[tuple[str, str]], count: int, tmp_path: Path
) -> None:
    report = report_of(tmp_path, (f"06/03/{year}", "Toàn trình"), year=year, procedure="Mức độ 4")
    assert expected == asked(report)
    assert count == (report.figures["procedures.online_4"].value or 0)
