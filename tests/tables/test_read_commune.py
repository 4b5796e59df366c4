"""The sheet `Đơn vị` becomes one commune, whatever way its name and kind are written."""

import pytest

from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.tables.read_commune import CommuneReader
from cchc_report.tables.sheet_book import SheetBook
from cchc_report.tables.sheets.commune import Commune
from tests.tables.texts import sheet_of, told

REST = "Cơ quan nhận | UBND tỉnh Thanh Hóa\nNgười ký | A"


def read(text: str) -> tuple[Commune | None, list[Diagnostic]]:
    """Read a sheet written as text."""
    reader = CommuneReader()
    sheet = sheet_of(f"{text}\n{REST}", "Đơn vị")
    reader.add(sheet, SheetBook.of_sheet(sheet, Commune))
    return reader.finish(), reader.diagnostics


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("Tên xã | Hoằng Trường", "xã", "Hoằng Trường"),
        ("Tên xã | xã Hoằng Trường", "xã", "Hoằng Trường"),
        ("Tên xã | UBND XÃ HOẰNG TRƯỜNG\nLoại | xã", "xã", "HOẰNG TRƯỜNG"),
        ("Tên xã | Ủy ban nhân dân phường Hạc Thành", "phường", "Hạc Thành"),
        ("Tên xã | Xãm Lũng", "xã", "Xãm Lũng"),
    ],
)
def test_a_kind_before_the_name_is_not_part_of_the_name(written: str, kind: str, name: str) -> None:
    commune, problems = read(written)
    assert commune is not None
    assert (kind, name, []) == (commune.kind, commune.name, problems)


def test_a_kind_before_the_name_other_than_the_stated_one_is_an_error() -> None:
    _, problems = read("Tên xã | phường Hạc Thành\nLoại | xã")
    assert [("CC314", "B1")] == told(problems)
    assert "“phường Hạc Thành”" in problems[0].message


def test_an_empty_entry_is_asked_for_where_it_stands() -> None:
    _, problems = read("Tên xã |")
    assert "Gõ vào ô B1. Chỉ tên riêng, ví dụ Hoằng Trường." == problems[0].hint


def test_a_name_mistyped_by_a_letter_is_asked_about() -> None:
    _, problems = read("Tên xã | Hoằng Trường\nNgày báo cáoo | 04/01/2024\nNơi nhậnn | Như trên\nĐiện thoại | 0237")
    asked = [(one.place.cell, one.severity.value, one.hint) for one in problems if "không có mục" in one.message]
    assert [
        ("A2", "warning", "Có phải “Ngày báo cáo”? Gõ lại như vậy."),
        ("A3", "warning", "Có phải “Nơi nhận”? Gõ lại như vậy."),
    ] == asked
