"""Writes the workbooks of the sample communes from the tables in their `source/`: `python sample_data/make_sample.py [FOLDER]`.

Knows which workbooks each commune keeps and what their sheets hold; must not know the package that reads them, so that it
stays an independent witness. The same source gives the same bytes on every run.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dossier_plan import Dossier, WorkingDays, plan_dossiers, working_days
from excel_files import COMMUNE_SHEET, Cell, Row, Table, saved

ROOT = Path(__file__).resolve().parent.parent
# Each sheet's source, in the order of a workbook.
PLAIN_SHEETS = {
    COMMUNE_SHEET: "commune",
    "Nhân sự": "staff",
    "Văn bản đi": "issued",
    "Tổng hợp văn bản": "document_totals",
    "Thủ tục": "procedures",
    "Nhiệm vụ": "tasks",
    "Chỉ tiêu": "indicators",
    "Thuyết minh": "narrative",
}
DOSSIER_HEADER = [
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
]
STATUS_HEADER = "Trạng thái"
STATUSES = {  # of a dossier that has come to its end
    "đúng hẹn": "Đã trả kết quả",
    "quá hạn": "Đã trả kết quả",
    "rút hồ sơ": "Công dân yêu cầu rút hồ sơ",
    "yêu cầu bổ sung": "Yêu cầu bổ sung",
    "không tiếp nhận": "Không được tiếp nhận",
}
IN_WORK = "Đang xử lý"
NUMBER_HEADERS = {"Số lượng", "Số liệu", "Số hồ sơ", "Số ngày làm việc"}
DATE_HEADERS = {"Ngày ban hành", "Ngày bắt đầu", "Ngày kết thúc", "Hạn hoàn thành", "Ngày hoàn thành"}


@dataclass(frozen=True)
class Log:
    """One workbook of dossiers: those received or finished from one day to another, as they stood on the last of them."""

    name: str
    period: str  # in the title above the header
    since: date
    until: date


@dataclass(frozen=True)
class Sample:
    """A commune of the sample: its folder, and the workbooks it keeps."""

    folder: str
    commune: str
    year: int  # that its workbooks are named after
    code_prefix: str  # the commune's identifier in the province's one-stop software
    logs: tuple[Log, ...]
    has_status: bool  # whether its logs have the column
    workbooks: Mapping[str, tuple[str, ...]]  # the sheets of each, but for the logs
    desk: str = "Bộ phận Tiếp nhận và Trả kết quả UBND"

    def source(self, name: str) -> Table:
        """Read a tab-separated source table; its first line is the sheet's header."""
        with (ROOT / self.folder / "source" / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
            header, *rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return Table(header, [[_cell(title, text) for title, text in zip(header, row, strict=True)] for row in rows])


def _quarter(number: int, year: int = 2023) -> Log:
    """Return the log that is kept for a quarter: the carried over ones stand in it too."""
    ends = (date(year, 3, 31), date(year, 6, 30), date(year, 9, 30), date(year, 12, 31))
    roman = ("I", "II", "III", "IV")[number - 1]
    return Log(f"ho-so-quy-{number}", f"QUÝ {roman} NĂM {year}", date(year, 3 * number - 2, 1), ends[number - 1])


SAMPLES = (
    Sample(
        "sample_data/hoang-truong",
        "Hoằng Trường",
        2023,
        "H56.33.24",
        (Log("ho-so-2023", "NĂM 2023", date(2023, 1, 1), date(2023, 12, 31)),),
        has_status=False,
        workbooks={"so-lieu-2023": tuple(PLAIN_SHEETS)},
    ),
    Sample(
        "sample_data/hoang-lam",
        "Hoằng Lâm",
        2023,
        "H56.33.48",
        tuple(map(_quarter, (1, 2, 3, 4))),
        has_status=True,
        workbooks={
            "nhan-su": ("Nhân sự",),
            "van-ban": ("Văn bản đi", "Tổng hợp văn bản"),
            "so-lieu-chung": (COMMUNE_SHEET, "Thủ tục", "Nhiệm vụ", "Chỉ tiêu", "Thuyết minh"),
        },
    ),
    Sample(
        "sample_data/hoang-tien",
        "Hoằng Tiến",
        2025,
        "H56.16.12",
        (_quarter(3, 2025), _quarter(4, 2025)),
        has_status=True,
        workbooks={"so-lieu-2025": tuple(PLAIN_SHEETS)},
        desk="Trung tâm Phục vụ hành chính công",
    ),
)


def _cell(header: str, text: str) -> Cell:
    if not text:
        return None
    if header in NUMBER_HEADERS:
        return int(text)
    if header in DATE_HEADERS:
        day, month, year = map(int, text.split("/"))
        return date(year, month, day)
    return text.replace("\\n", "\n")


def coded(dossiers: Iterable[Dossier], prefix: str, days: list[date]) -> list[tuple[str, Dossier]]:
    """Return the dossiers with their codes, which carry the day of receipt and a running number within it."""
    received_on_day: Counter[int] = Counter()
    found = []
    for dossier in dossiers:
        received_on_day[dossier.received] += 1
        code = f"{prefix}-{days[dossier.received]:%y%m%d}-{received_on_day[dossier.received]:04}"
        found.append((code, dossier))
    return found


def log_table(sample: Sample, log: Log, dossiers: list[tuple[str, Dossier]], calendar: WorkingDays) -> Table:
    """Return the dossier log of a time: a dossier that was not finished in it stands there unfinished."""
    procedures = {procedure["Mã thủ tục"]: procedure for procedure in sample.source("procedures").records()}
    until = calendar.last_by(log.until)
    before = calendar.last_by(log.since - timedelta(days=1))
    rows: list[Row] = []
    for code, dossier in dossiers:
        if dossier.received > until or dossier.is_finished_by(before):
            continue
        procedure = procedures[dossier.batch["Mã thủ tục"]]
        cells = _dossier_cells(dossier, procedure, calendar.days, until)
        status = [_status(dossier, until)] if sample.has_status else []
        rows.append([len(rows) + 1, code, *cells, *status])
    return Table(DOSSIER_HEADER + [STATUS_HEADER] * sample.has_status, rows)


def _dossier_cells(dossier: Dossier, procedure: Mapping[str, Cell], days: list[date], until: int) -> Row:
    """Return the cells after the code, in the order of the header, as they stand on a day."""
    batch, is_finished = dossier.batch, dossier.is_finished_by(until)
    channel = batch["Hình thức tiếp nhận"]
    # Results of online ones too: so the commune of the published report handed them out.
    returned = batch.get("Hình thức trả") or ("BCCI" if channel == "BCCI" else "Trực tiếp")
    return [
        procedure["Tên thủ tục"],
        procedure["Mã thủ tục"],
        procedure["Lĩnh vực"],
        days[dossier.received],
        days[dossier.due],
        days[dossier.finished] if is_finished and dossier.finished is not None else None,
        channel,
        batch["Mức độ DVC"],
        returned if is_finished else None,
        batch.get("Công khai", "Có") if is_finished else "Không",
        _yes_no(dossier.is_overdue_by(until)),
    ]


def _status(dossier: Dossier, until: int) -> str:
    is_done = dossier.finished is None or dossier.is_finished_by(until)
    return STATUSES.get(str(dossier.batch["Kết quả"]), IN_WORK) if is_done else IN_WORK


def procedure_table(listed: Table) -> Table:
    """Return the procedures; where the source says no more, the interlinked ones are so at both levels, and all have their process."""
    if "Quy trình ISO" in listed.header:
        return listed
    mechanism = listed.header.index("Cơ chế")
    more = ["Liên thông cùng cấp", "Liên thông các cấp", "Quy trình ISO", "Điện tử hóa"]
    rows = [[*row, *[_yes_no(row[mechanism] == "Một cửa liên thông")] * 2, "Có", "Có"] for row in listed.rows]
    return Table(listed.header + more, rows)


def _yes_no(holds: bool) -> str:
    return "Có" if holds else "Không"


def plain_table(sample: Sample, sheet: str) -> Table:
    """Return the table of a sheet that is no log."""
    table = sample.source(PLAIN_SHEETS[sheet])
    return procedure_table(table) if sheet == "Thủ tục" else table


def workbooks_of(sample: Sample) -> dict[str, bytes]:
    """Return the workbooks of a commune by their names; the logs have two title rows above their headers."""
    calendar = working_days(sample.logs[0].since, sample.logs[-1].until)
    dossiers = coded(plan_dossiers(sample.source("dossiers"), calendar), sample.code_prefix, calendar.days)
    found = {}
    for log in sample.logs:
        titles = (
            f"SỔ THEO DÕI HỒ SƠ TIẾP NHẬN VÀ TRẢ KẾT QUẢ {log.period}",
            f"{sample.desk} xã {sample.commune} (dữ liệu mẫu)",
        )
        found[log.name] = saved({"Hồ sơ": log_table(sample, log, dossiers, calendar)}, titles)
    for name, sheets in sample.workbooks.items():
        found[name] = saved({sheet: plain_table(sample, sheet) for sheet in sheets})
    return found


def main(arguments: list[str]) -> None:
    """Write the workbooks of every commune into the folder of its year, below the given folder or in place."""
    root = Path(arguments[0]) if arguments else ROOT
    for sample in SAMPLES:
        folder = root / sample.folder / str(sample.year)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in workbooks_of(sample).items():
            (folder / f"{name}.xlsx").write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1:])
