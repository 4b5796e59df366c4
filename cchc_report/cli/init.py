"""`cchc init`: make a folder a workspace, ready to be filled in."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_report.cli.show import format_diagnostics
from cchc_report.cli.terminal import print_notice, print_result, show_path
from cchc_report.ground.errors import UsageError
from cchc_report.ground.numbers import format_number
from cchc_report.ground.periods import PeriodKind, parse_period

if TYPE_CHECKING:
    from cchc_report.setup.new_workspace import NewWorkspace

EXAMPLES = """
cchc init xa-hoang-truong            tạo thư mục với sổ tính trống của năm nay
cchc init . --year 2024              dùng thư mục hiện tại, sổ tính 2024.xlsx
cchc init . --year 2024 --from 2023.xlsx
                                     mang đơn vị, nhân sự, thủ tục, hồ sơ chưa xong sang
"""


def init(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="THƯ_MỤC", help="Thư mục mới hoặc có sẵn; dấu chấm là thư mục hiện tại.", show_default=False
        ),
    ],
    year: Annotated[
        str | None,
        typer.Option("--year", metavar="NĂM", help="Năm của sổ tính trống (mặc định: năm nay).", show_default=False),
    ] = None,
    old: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="TỆP",
            help="Sổ tính năm trước: mang các trang Đơn vị, Nhân sự, Thủ tục và hồ sơ chưa xong sang.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Tạo thư mục làm việc: cài đặt, sổ tính trống có danh sách chọn, hai tệp bấm đúp. Không đụng vào tệp đã có."""
    number = _read_year(year) if year is not None else time.localtime().tm_year
    from cchc_report.setup.new_workspace import create_workspace

    created = create_workspace(folder, number, old)
    _print(created)
    if old is not None and not created.carried:
        print_notice(f"Sổ tính năm {number} đã có sẵn nên không mang gì từ {old.name} sang.")
    if created.made:
        there = f"mở thư mục {show_path(folder)}, " if folder != Path() else ""
        print_notice(
            f"Tiếp theo: {there}điền sổ {number}.xlsx, lưu và đóng lại, rồi bấm đúp 1-kiem-tra.cmd hoặc gõ “cchc validate {number}”."
        )
    return 0


def _read_year(text: str) -> int:
    """Return the year a user named. Raises UsageError."""
    try:
        period = parse_period(text)
    except UsageError:
        period = None
    if period is None or period.kind is not PeriodKind.YEAR:
        raise UsageError(f"“{text}” không phải là năm. Hãy gõ năm bốn chữ số, ví dụ --year 2024.")
    return period.year


def _print(found: "NewWorkspace") -> None:
    """Print the files that were made; what was there and what could not be carried over are notices."""
    print_notice(format_diagnostics(found.problems))
    if found.problems:
        print_notice("Các dòng có lỗi ở trên không được mang sang sổ mới.")
    for title, rows in found.carried.items():
        print_notice(f"Mang sang trang {title}: {format_number(rows)} dòng")
    for path in found.kept:
        print_notice(f"Đã có sẵn, giữ nguyên: {show_path(path)}")
    print_result("\n".join(f"Đã tạo: {show_path(path)}" for path in found.made))
