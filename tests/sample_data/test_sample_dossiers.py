"""The sample's dossier log, counted with plain loops: the figures that the commune published for 2023."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

YEAR_FOLDER = Path(__file__).parents[2] / "sample_data" / "hoang-truong" / "2023"
HEADER_ROW = 3
CUTOFF = date(2023, 12, 31)


class Dossier:
    """A row of the log, read without the package under test."""

    def __init__(self, cells: dict[str, object]) -> None:
        self.cells = cells
        self.code = str(cells["Mã hồ sơ"])
        self.received = day(cells["Ngày tiếp nhận"])
        self.due = day(cells["Ngày hẹn trả"])
        finished = cells["Ngày trả kết quả"]
        self.finished = None if finished is None else day(finished)
        self.channel = cells["Hình thức tiếp nhận"]
        self.level = cells["Mức độ DVC"]
        self.returned = cells["Hình thức trả"]

    @property
    def on_time(self) -> bool:
        return self.finished is not None and self.finished <= self.due


def day(cell: object) -> date:
    assert isinstance(cell, datetime)  # a real date and no text
    return cell.date()


def is_published(dossier: Dossier) -> bool:
    return dossier.cells["Công khai"] == "Có"


def is_apologised(dossier: Dossier) -> bool:
    return dossier.cells["Xin lỗi"] == "Có"


def is_overdue(dossier: Dossier) -> bool:
    return dossier.finished is not None and dossier.finished > dossier.due


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    sheet = load_workbook(YEAR_FOLDER / "ho-so-2023.xlsx")["Hồ sơ"]
    header = [str(cell.value) for cell in sheet[HEADER_ROW]]
    rows = sheet.iter_rows(min_row=HEADER_ROW + 1, values_only=True)
    return [Dossier(dict(zip(header, row, strict=True))) for row in rows]


FIGURES: dict[str, tuple[int, Callable[[Dossier], bool]]] = {
    "received": (1603, lambda d: date(2023, 1, 1) <= d.received <= CUTOFF),
    "carried over": (0, lambda d: d.received < date(2023, 1, 1)),
    "received direct": (581, lambda d: d.channel == "Trực tiếp"),
    "received by post": (2, lambda d: d.channel == "BCCI"),
    "received online": (1020, lambda d: d.channel == "Trực tuyến"),
    "received online at level 3": (525, lambda d: d.channel == "Trực tuyến" and d.level == "Một phần"),
    "received online at level 4": (489, lambda d: d.channel == "Trực tuyến" and d.level == "Toàn trình"),
    "received online without a level": (6, lambda d: d.channel == "Trực tuyến" and d.level is None),
    "a level though not online": (0, lambda d: d.channel != "Trực tuyến" and d.level is not None),
    "finished": (1599, lambda d: d.finished is not None and d.finished <= CUTOFF),
    "finished after the cut-off": (0, lambda d: d.finished is not None and d.finished > CUTOFF),
    "on time": (1588, lambda d: d.on_time),
    "overdue": (11, is_overdue),
    "pending in time": (4, lambda d: d.finished is None and d.due > CUTOFF),
    "pending overdue": (0, lambda d: d.finished is None and d.due <= CUTOFF),
    "on time returned direct": (1586, lambda d: d.on_time and d.returned == "Trực tiếp"),
    "on time returned by post": (2, lambda d: d.on_time and d.returned == "BCCI"),
    "on time returned online": (0, lambda d: d.on_time and d.returned == "Trực tuyến"),
    "on time at level 3": (525, lambda d: d.on_time and d.level == "Một phần"),
    "on time at level 4": (489, lambda d: d.on_time and d.level == "Toàn trình"),
    "pending with a way of return": (0, lambda d: d.finished is None and d.returned is not None),
    "published": (1599, is_published),
    "published though pending": (0, lambda d: is_published(d) and d.finished is None),
    "apologised": (11, is_apologised),
    "apologised though not overdue": (0, lambda d: is_apologised(d) and not is_overdue(d)),
    "in land or construction": (0, lambda d: d.cells["Lĩnh vực"] in ("Đất đai", "Xây dựng")),
    "due before received": (0, lambda d: d.due < d.received),
    "finished before received": (0, lambda d: d.finished is not None and d.finished < d.received),
}


@pytest.mark.parametrize("figure", FIGURES)
def test_the_log_counts_to_the_published_figure(figure: str, dossiers: list[Dossier]) -> None:
    expected, counted = FIGURES[figure]
    assert expected == sum(map(counted, dossiers))


def test_early_and_exact_results_both_occur_often(dossiers: list[Dossier]) -> None:
    early = sum(dossier.on_time and dossier.finished != dossier.due for dossier in dossiers)
    assert min(early, 1588 - early) > 300


def test_a_code_carries_the_day_of_receipt_and_a_daily_running_number(dossiers: list[Dossier]) -> None:
    today: Counter[date] = Counter()
    expected = []
    for dossier in dossiers:
        today[dossier.received] += 1
        expected.append(f"H56.33.24-{dossier.received:%y%m%d}-{today[dossier.received]:04}")
    assert expected == [dossier.code for dossier in dossiers]


def test_the_log_is_in_the_order_of_receipt_and_numbered(dossiers: list[Dossier]) -> None:
    assert sorted(dossier.received for dossier in dossiers) == [dossier.received for dossier in dossiers]
    assert list(range(1, 1604)) == [dossier.cells["STT"] for dossier in dossiers]


def test_every_day_in_the_log_is_a_working_day(dossiers: list[Dossier]) -> None:
    holidays = {
        first + timedelta(days=number)
        for first, length in (
            (date(2023, 1, 1), 2),
            (date(2023, 1, 20), 7),
            (date(2023, 4, 29), 5),
            (date(2023, 9, 1), 4),
            (date(2024, 1, 1), 1),
        )
        for number in range(length)
    }
    days = {day for dossier in dossiers for day in (dossier.received, dossier.due, dossier.finished) if day}
    assert [] == sorted(day for day in days if day.weekday() > 4 or day in holidays)


def test_every_dossier_names_a_procedure_of_the_list(dossiers: list[Dossier]) -> None:
    listed = {
        row[:3]
        for row in load_workbook(YEAR_FOLDER / "so-lieu-2023.xlsx")["Thủ tục"].iter_rows(min_row=2, values_only=True)
    }
    used = {
        (dossier.cells["Mã thủ tục"], dossier.cells["Tên thủ tục"], dossier.cells["Lĩnh vực"]) for dossier in dossiers
    }
    assert set() == used - listed


def test_the_log_names_no_person() -> None:
    sheet = load_workbook(YEAR_FOLDER / "ho-so-2023.xlsx")["Hồ sơ"]
    assert [
        "STT",
        "Mã hồ sơ",
        "Tên thủ tục",
        "Mã thủ tục",
        "Lĩnh vực",
        "Ngày tiếp nhận",
        "Ngày hẹn trả",
        "Ngày trả kết quả",
        "Hình thức tiếp nhận",
        "Mức độ DVC",
        "Hình thức trả",
        "Công khai",
        "Xin lỗi",
    ] == [cell.value for cell in sheet[HEADER_ROW]]


def test_two_title_rows_stand_above_a_bold_frozen_filtered_header() -> None:
    sheet = load_workbook(YEAR_FOLDER / "ho-so-2023.xlsx")["Hồ sơ"]
    assert "SỔ THEO DÕI HỒ SƠ TIẾP NHẬN VÀ TRẢ KẾT QUẢ NĂM 2023" == sheet["A1"].value
    assert ["A1:M1", "A2:M2"] == sorted(map(str, sheet.merged_cells.ranges))
    assert all(cell.font.bold for cell in sheet[HEADER_ROW])
    assert "A4" == sheet.freeze_panes
    assert "A3:M1606" == sheet.auto_filter.ref


def test_days_are_shown_day_first() -> None:
    sheet = load_workbook(YEAR_FOLDER / "ho-so-2023.xlsx")["Hồ sơ"]
    shown = {cell.number_format for row in sheet["F4:H1606"] for cell in row if cell.value is not None}
    assert {"dd/mm/yyyy"} == shown
