"""The one place that reads a clock: which day it is, and the day a user asks the figures to speak for."""

from datetime import UTC, date, datetime
from typing import Annotated, TypeAlias

import typer

from cchc_report.ground.errors import UsageError

AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="NGÀY",
        help="Số liệu tính đến ngày này, ví dụ 30/11/2023. Bỏ trống: ngày cuối kỳ, hoặc Ngày báo cáo, hoặc hôm nay nếu kỳ chưa hết.",
        show_default=False,
    ),
]


def today() -> date:
    """Return the day it is here."""
    return datetime.now(UTC).astimezone().date()


def read_day(text: str | None) -> date | None:
    """Return the day that `--as-of` names, None without it; raises UsageError."""
    if text is None:
        return None
    from pydantic_core import PydanticCustomError

    from cchc_report.tables.dates import parse_moment

    try:
        return parse_moment(text).date()
    except PydanticCustomError as error:
        raise UsageError(f"Không hiểu ngày “{text}” sau --as-of. Hãy gõ ngày/tháng/năm, ví dụ 30/11/2023.") from error
