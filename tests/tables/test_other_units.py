"""Rows of other communes in one export are not counted, and named; the commune's own desks are its own."""

import pytest

from cchc_report.tables.ledger import Fate
from cchc_report.tables.other_units import is_other, own_rows
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.table import SheetPart
from tests.tables.parts import part_of
from tests.tables.texts import told

COMMUNE = Commune(name="Hoằng Thử", recipient="UBND tỉnh", signer="A")
HEADER = "Mã hồ sơ | Tên thủ tục | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Hình thức tiếp nhận | Đơn vị tiếp nhận"


def log(*units: str) -> list[SheetPart[DossierRow]]:
    rows = [
        f"H{number} | Khai sinh | Hộ tịch | 01/03/2023 | 05/03/2023 | BCCI | {unit}"
        for number, unit in enumerate(units)
    ]
    return [part_of(DossierRow, "\n".join([HEADER, *rows]))]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("UBND xã Hoằng Thử", False),
        ("ỦY BAN NHÂN DÂN XÃ HOẰNG THỬ", False),
        ("UBND xã Hoằng Thử, huyện Hoằng Hóa", False),
        ("Bộ phận Một cửa xã Hoằng Thử - Thanh Hóa", False),
        ("Bộ phận tiếp nhận và trả kết quả", False),
        ("Hoằng Thử", False),
        ("UBND xã Hoằng Khác", True),
        ("Phường Hoằng Thử Đông", True),
        ("UBND huyện Hoằng Hóa", True),
        ("Sở Tư pháp", True),
    ],
)
def test_a_unit_is_another_if_it_names_another_commune_or_a_body_above(unit: str, *, expected: bool) -> None:
    assert expected is is_other(unit, "Hoằng Thử", {unit})


def test_bare_names_are_others_where_the_own_name_stands_bare() -> None:
    assert is_other("Hoằng Khác", "Hoằng Thử", {"Hoằng Khác", "Hoằng Thử"})
    assert not is_other("Hoằng Khác", "Hoằng Thử", {"Hoằng Khác"})


def test_rows_of_other_communes_are_outside_and_named_once() -> None:
    own = own_rows(log("UBND xã Hoằng Thử", "UBND xã Hoằng Khác", "", "UBND xã Hoằng Khác"), COMMUNE)
    assert [["H0", "H2"]] == [part.columns["code"] for part in own.parts]
    assert ([("CC338", "G3")], [Fate.OUTSIDE] * 2) == (told(own.diagnostics), list(own.fates.values()))
    assert "2 dòng" in own.diagnostics[0].message
    assert 'choices."Đơn vị tiếp nhận"."UBND xã Hoằng Khác" = "Hoằng Thử"' in own.diagnostics[0].hint


def test_a_log_without_any_row_of_its_own_is_an_error() -> None:
    own = own_rows(log("UBND xã Hoằng Khác"), COMMUNE)
    assert ["error"] == [one.severity for one in own.diagnostics]


@pytest.mark.parametrize("units", [("", ""), ("UBND xã Hoằng Thử", "Bộ phận Một cửa")])
def test_a_log_of_its_own_rows_is_left_as_it_is(units: tuple[str, str]) -> None:
    parts = log(*units)
    own = own_rows(parts, COMMUNE)
    assert (parts, ()) == (own.parts, own.diagnostics)
