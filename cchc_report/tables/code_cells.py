"""Cells that hold a code: what Excel cannot keep of a long one is told, never compared."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator

from cchc_report.ground.codes import Code
from cchc_report.tables.values import problem, read_text

_MOST_DIGITS = 15  # that Excel keeps of a number
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E\+\d+", re.IGNORECASE)


def read_code(value: object) -> str:
    """Read a cell as a code; one of 16 digits and more that is a number has lost its last digits."""
    is_long = (
        isinstance(value, int | float | Decimal) and not isinstance(value, bool) and abs(value) >= 10**_MOST_DIGITS
    )
    if is_long or (isinstance(value, str) and _SCIENTIFIC.fullmatch(value.strip())):
        raise problem(
            Code.CODE_CUT_OFF,
            "mã dài từ 16 chữ số trở lên mà ô là số: Excel chỉ giữ 15 chữ số đầu, các chữ số cuối đã mất",
            "Định dạng ô là Văn bản (Text) rồi gõ lại mã, hoặc xuất lại tệp từ phần mềm.",
        )
    return read_text(value)


CodeText = Annotated[str, BeforeValidator(read_code)]
