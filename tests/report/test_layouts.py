"""Equal rows give equal figures whatever the layout: columns shuffled, headers reworded, dates in other forms, workbooks split."""

import csv
import html
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from cchc_report.figures import count
from cchc_report.ground.codes import Severity
from cchc_report.ground.periods import parse_period
from cchc_report.tables.read import read_tables

Value = str | int | date | None
Row = tuple[Value, ...]

START, CUTOFF = date(2023, 1, 1), date(2023, 12, 31)
SYNONYMS = {
    "Mã hồ sơ": "Số hồ sơ",
    "Tên thủ tục": "Tên thủ tục hành chính",
    "Ngày tiếp nhận": "Ngày nhận",
    "Ngày trả kết quả": "Ngày kết thúc xử lý",
}
HEADERS = (
    "Mã hồ sơ", "Tên thủ tục", "Lĩnh vực", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả", "Hình thức tiếp nhận",
    "Mức độ DVC",
)  # fmt: skip


def made_rows(random: Random, number: int) -> list[Row]:
    """Return dossiers of every outcome, received from the autumn before to the end of the year."""
    rows: list[Row] = []
    for index in range(number):
        received = date(2022, 10, 1) + timedelta(days=random.randrange(456))
        due = received + timedelta(days=random.randrange(1, 30))
        finished = random.choice([None, due, due - timedelta(days=1), due + timedelta(days=random.randrange(1, 60))])
        if finished is not None and finished < received:
            finished = received
        channel = random.choice(["Trực tiếp", "BCCI", "Trực tuyến"])
        level = random.choice(["Một phần", "Toàn trình"]) if channel == "Trực tuyến" else None
        field = random.choice(["Hộ tịch", "Đất đai", "Chứng thực"])
        rows.append((f"H56.{index:05}", "Đăng ký", field, received, due, finished, channel, level))
    return rows


def counted_by_hand(rows: Sequence[Row]) -> dict[str, int]:
    """Count as SPEC says it, in a plain loop that knows nothing of the program."""
    found = dict.fromkeys(
        ("received", "carried_over", "early", "exact", "overdue", "pending_in_time", "pending_overdue",
         "received_online", "received_online_3"), 0,
    )  # fmt: skip
    for _, _, _, received, due, finished, channel, level in rows:
        assert isinstance(received, date)
        assert isinstance(due, date)
        done = finished if isinstance(finished, date) and finished <= CUTOFF else None
        if received > CUTOFF or (received < START and done is not None and done < START):
            continue
        found["received" if received >= START else "carried_over"] += 1
        if received >= START and channel == "Trực tuyến":
            found["received_online"] += 1
            found["received_online_3"] += level == "Một phần"
        if done is None:
            found["pending_in_time" if due >= CUTOFF else "pending_overdue"] += 1
        else:
            found["early" if done < due else "exact" if done == due else "overdue"] += 1
    return found


def counted(folder: Path, names: Sequence[str]) -> dict[str, object]:
    reading = read_tables([(folder / name, name) for name in names])
    errors = [one for one in reading.diagnostics if one.severity is Severity.ERROR and one.place.sheet]
    assert [] == errors
    figures = count(reading.tables, parse_period("2023"))
    return {name: figures[f"dossiers.{name}"].value for name in counted_by_hand([])}


def texts(form: Callable[[date], str], rows: Sequence[Row]) -> list[Row]:
    return [tuple(form(value) if isinstance(value, date) else value for value in row) for row in rows]


def write_xlsx(path: Path, lines: Sequence[Row], merged: Sequence[str] = (), title: str = "Hồ sơ") -> None:
    book = Workbook()
    sheet = book.create_sheet(title)
    del book[book.sheetnames[0]]
    for line in lines:
        sheet.append(line)
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)


def plain(rows: Sequence[Row], headers: Row = HEADERS) -> list[Row]:
    return [headers, *rows]


def _shuffled(rows: Sequence[Row], random: Random) -> list[Row]:
    order = random.sample(range(len(HEADERS)), len(HEADERS))
    return [tuple(line[index] for index in order) for line in [HEADERS, *random.sample(rows, len(rows))]]


def _titled(rows: Sequence[Row], _: Random) -> list[Row]:
    middle = len(rows) // 2
    numbers: Row = tuple(f"({index})" for index in range(1, len(HEADERS) + 1))
    return [
        ("UBND XÃ HOẰNG TRƯỜNG",), (None,), ("SỔ THEO DÕI HỒ SƠ NĂM 2023",), HEADERS, numbers,
        *rows[:middle], HEADERS, (None,), *rows[middle:],
        ("Tổng cộng", len(rows)), (None,), ("Người lập biểu",),
    ]  # fmt: skip


def _numbered(rows: Sequence[Row], _: Random) -> list[Row]:
    lines = [("STT", None, *HEADERS, "Ghi chú"), *((index, None, *row, "x") for index, row in enumerate(rows, start=1))]
    return [line for pair in zip(lines, [(None,)] * len(lines), strict=True) for line in pair]


def _reworded(rows: Sequence[Row], _: Random) -> list[Row]:
    return plain(rows, tuple(SYNONYMS.get(header, header).upper() for header in HEADERS))


def _undecorated(rows: Sequence[Row], _: Random) -> list[Row]:
    bare = ("Ma ho so", "Ten thu tuc", "Linh vuc", "Ngay tiep nhan", "Ngay hen tra", "Ngay tra ket qua",
            "Hinh thuc tiep nhan", "Muc do DVC")  # fmt: skip
    return plain(rows, bare)


def _decomposed(rows: Sequence[Row], _: Random) -> list[Row]:
    return [
        tuple(
            f" {unicodedata.normalize('NFD', value)}\u200b\xa0" if isinstance(value, str) else value for value in line
        )
        for line in plain(rows)
    ]


def _of_dates(form: Callable[[date], str]) -> Callable[[Sequence[Row], Random], list[Row]]:
    return lambda rows, _: plain(texts(form, rows))


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


LAYOUTS: dict[str, Callable[[Sequence[Row], Random], list[Row]]] = {
    "as declared": lambda rows, _: plain(rows),
    "columns and rows shuffled": _shuffled,
    "titles, column numbers, a repeated header, a total and a signature": _titled,
    "STT, an empty column, a column more, every other row blank": _numbered,
    "synonyms in capitals": _reworded,
    "no diacritics": _undecorated,
    "NFD, zero-width and no-break spaces": _decomposed,
    "dates with slashes": _of_dates(lambda day: f"{day:%d/%m/%Y}"),
    "dates with dashes and no zeros": _of_dates(lambda day: f"{day.day}-{day.month}-{day.year}"),
    "dates with dots": _of_dates(lambda day: f"{day:%d.%m.%Y}"),
    "dates with two-digit years": _of_dates(lambda day: f"{day:%d/%m/%y}"),
    "dates in words": _of_dates(lambda day: f"ngày {day:%d} tháng {day.month} năm {day.year}"),
    "dates with times": _of_dates(lambda day: f"{day:%d/%m/%Y} 00:00:00"),
    "ISO dates": _of_dates(date.isoformat),
    "serial numbers": lambda rows, _: plain(
        [tuple(_serial(value) if isinstance(value, date) else value for value in row) for row in rows]
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_equal_rows_give_equal_figures_in_every_layout(
    layout: Callable[[Sequence[Row], Random], list[Row]], tmp_path: Path
) -> None:
    random = Random(2023)
    rows = made_rows(random, 120)
    write_xlsx(tmp_path / "so.xlsx", layout(rows, random))
    assert counted_by_hand(rows) == counted(tmp_path, ["so.xlsx"])


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_equal_rows_give_equal_figures_however_many_workbooks_they_are_split_over(parts: int, tmp_path: Path) -> None:
    rows = made_rows(Random(parts), 120)
    names = [f"quý {part}.xlsx" for part in range(parts)]
    for part, name in enumerate(names):
        write_xlsx(tmp_path / name, plain(rows[part::parts]), title=f"Sheet{part}")
    assert counted_by_hand(rows) == counted(tmp_path, names)


def test_a_dossier_received_in_one_workbook_and_finished_in_another_is_counted_once(tmp_path: Path) -> None:
    rows = made_rows(Random(7), 120)
    unfinished = [(*row[:5], None, *row[6:]) for row in rows]
    write_xlsx(tmp_path / "a.xlsx", plain(rows))
    write_xlsx(tmp_path / "b.xlsx", plain(unfinished))
    assert counted_by_hand(rows) == counted(tmp_path, ["a.xlsx", "b.xlsx"]) == counted(tmp_path, ["b.xlsx", "a.xlsx"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_equal_rows_give_equal_figures_as_text_tables(encoding: str, separator: str, tmp_path: Path) -> None:
    rows = made_rows(Random(11), 60)
    with (tmp_path / "Hồ sơ.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(plain(texts(lambda day: f"{day:%d/%m/%Y}", rows)))
    assert counted_by_hand(rows) == counted(tmp_path, ["Hồ sơ.csv"])


def test_equal_rows_give_equal_figures_as_the_html_table_a_web_system_calls_xls(tmp_path: Path) -> None:
    rows = made_rows(Random(13), 60)
    lines = plain(texts(lambda day: f"{day:%d/%m/%Y} 08:30:00", rows))
    cells = ("".join(f"<td>{html.escape(str(value or ''))}</td>" for value in line) for line in lines)
    table = "".join(f"<tr>{line}</tr>" for line in cells)
    (tmp_path / "xuat.xls").write_text(f"<html><meta charset=utf-8><table>{table}</table></html>", encoding="utf-8")
    assert counted_by_hand(rows) == counted(tmp_path, ["xuat.xls"])


def test_equal_rows_give_equal_figures_under_a_header_of_two_merged_lines(tmp_path: Path) -> None:
    rows = made_rows(Random(17), 60)
    upper: Row = (*HEADERS[:3], "Ngày", None, None, *HEADERS[6:])
    lower: Row = (None, None, None, "Tiếp nhận", "Hẹn trả", "Trả kết quả", None, None)
    areas = ["D1:F1", *(f"{letter}1:{letter}2" for letter in "ABCGH")]
    write_xlsx(tmp_path / "so.xlsx", [upper, lower, *rows], areas)
    assert counted_by_hand(rows) == counted(tmp_path, ["so.xlsx"])
