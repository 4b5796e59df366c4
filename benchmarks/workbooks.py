"""Makes the workbooks that are measured: large dossier logs, equal on every run and every machine.

Knows what a busy log looks like. The rows have no mistakes: what costs time here is what every row costs.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

Cell = str | date | None
HEADERS = (
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
    "Trạng thái",
)
COMMUNE = (("Tên xã", "Hoằng Trường"), ("Cơ quan nhận", "UBND huyện Hoằng Hóa"), ("Người ký", "Lê Văn An"))
LARGEST = 1_000_000  # a worksheet ends at row 1.048.576
_FIELDS = (
    "Hộ tịch", "Chứng thực", "Đất đai", "Xây dựng", "Bảo trợ xã hội", "Người có công",
    "Thi đua, khen thưởng", "Tôn giáo", "Tín ngưỡng", "Nuôi con nuôi", "Lâm nghiệp", "Môi trường",
)  # fmt: skip
_OPENING, _OFFICE_DAY = timedelta(hours=7, minutes=30), 9 * 3600  # seconds


def dossier_rows(count: int, *, text_dates: bool = False, seed: int = 2023) -> Iterator[tuple[Cell, ...]]:
    """Yield invented dossiers of 2023, as the columns of `HEADERS`; each seed gives its own, the same for everyone.

    Their days are real dates, as a clerk types them; with `text_dates` they are texts with a time of day, nearly all
    different, as the one-stop software exports them.
    """
    chance = random.Random(seed)  # noqa: S311  # nothing secret depends on it
    for number in range(1, count + 1):
        yield _dossier(number, chance, text_dates=text_dates)


def _dossier(number: int, chance: random.Random, *, text_dates: bool) -> tuple[Cell, ...]:
    received = datetime(2023, 1, 1) + timedelta(days=chance.randrange(360))  # noqa: DTZ001  # a cell's date has no time zone
    due = received + timedelta(days=1 + chance.randrange(20))
    finished = due - timedelta(days=chance.randrange(3)) + timedelta(days=chance.random() < 0.02)
    is_finished, is_online = chance.random() < 0.99, chance.random() < 0.6
    procedure = chance.randrange(189)
    days = [_as_text(day, chance) if text_dates else day.date() for day in (received, due, max(finished, received))]
    return (
        f"H56.33.24-{received:%y%m%d}-{number % 1_000_000:06}",
        f"Thủ tục hành chính số {procedure}",
        f"1.{procedure:06}.000.00.00.H56",
        _FIELDS[procedure % len(_FIELDS)],
        days[0],
        days[1],
        days[2] if is_finished else None,
        "Trực tuyến" if is_online else "Trực tiếp",
        ("Toàn trình" if chance.random() < 0.5 else "Một phần") if is_online else None,
        "Trực tiếp",
        "Có" if is_finished else "Không",
        "Không",
        "Đã trả kết quả" if is_finished else "Đang xử lý",
    )


def _as_text(day: datetime, chance: random.Random) -> str:
    return f"{day + _OPENING + timedelta(seconds=chance.randrange(_OFFICE_DAY)):%d/%m/%Y %H:%M:%S}"


def write_workbook(path: Path, rows: int, *, text_dates: bool = False) -> None:
    """Write a workspace's workbook: a dossier log of so many rows, and the commune it belongs to."""
    from openpyxl import Workbook  # noqa: PLC0415  # the measured processes import this module without it

    if not 0 < rows <= LARGEST:
        raise ValueError(f"rows: 1 to {LARGEST}")
    workbook = Workbook(write_only=True)
    log = workbook.create_sheet("Hồ sơ")
    log.append(HEADERS)
    for row in dossier_rows(rows, text_dates=text_dates):
        log.append(row)
    commune = workbook.create_sheet("Đơn vị")
    for pair in COMMUNE:
        commune.append(pair)
    workbook.save(path)
