"""The record kept beside a report, as it is written and read again: every figure with its source, and hashes of all it was made of."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Annotated, ClassVar, TypeAlias

from pydantic import Field, JsonValue

from cchc_report.form.compute import IndicatorJson
from cchc_report.ground.json_output import JsonCount, JsonFigures, JsonNumber, JsonOutput
from cchc_report.ground.numbers import is_plausible
from cchc_report.ground.regular_file import read_regular
from cchc_report.tables.ledger_json import LedgerJson

RECORD_VERSION = 2  # of the layout; records of version 1 have no ledger and no day after which the period ends
_LARGEST = 20_000_000  # bytes; a record has some ten thousands

JsonCharts: TypeAlias = dict[str, dict[str, dict[str, JsonNumber]]]  # by chart, category and series
Hash: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="SHA-256 của tệp")]


class RecordFormJson(JsonOutput):
    """The form pack a report was made with."""

    id: Annotated[str, Field(description="Tên biểu mẫu")]
    files: Annotated[dict[str, Hash], Field(description="Các tệp của biểu mẫu")]


class RecordPeriodJson(JsonOutput):
    """The period of a report."""

    id: Annotated[str, Field(description="Tên kỳ, ví dụ 2023-Q1")]
    start: Annotated[str, Field(alias="from", description="Ngày đầu kỳ")]
    cutoff: Annotated[str, Field(alias="to", description="Ngày chốt số liệu: ngày cuối cùng được tính")]
    end: Annotated[str | None, Field(description="Ngày cuối kỳ; null trong bản ghi của phiên bản cũ")] = None


class SourceRowsJson(JsonOutput):
    """The rows of one sheet that a figure was counted from."""

    file: Annotated[str, Field(description="Tên tệp, tính từ thư mục làm việc")]
    sheet: Annotated[str, Field(description="Trang tính")]
    rows: Annotated[
        str,
        Field(
            description="Số dòng, viết gọn thành khoảng: 4-149, 151; trống khi quá nhiều dòng, xem bằng cchc explain"
        ),
    ]
    count: Annotated[JsonCount | None, Field(description="Có bao nhiêu dòng; null khi quá nhiều dòng")]


class SourceJson(JsonOutput):
    """How a figure came about."""

    label: Annotated[str, Field(description="Tên gọi")]
    formula: Annotated[str, Field(description="Công thức, viết bằng tên các số liệu")]
    operands: Annotated[list[str], Field(description="Các số liệu trong công thức")]
    rule: Annotated[str, Field(description="Đếm những dòng nào, hoặc nhập ở ô nào")]
    rows: Annotated[
        list[SourceRowsJson],
        Field(description="Các dòng được đếm; của dòng phụ lục thì xem các số liệu trong công thức"),
    ]


class RecordedDocumentJson(JsonOutput):
    """How a document was made, and a mark of each of its paragraphs and table rows."""

    made_with: Annotated[dict[str, bool], Field(description="Các tùy chọn khi lập")]
    marks: Annotated[str, Field(description="Dấu của từng đoạn và dòng bảng, để biết chỗ nào đã sửa tay")]


class RecordJson(JsonOutput):
    """The record kept beside a report."""

    command: ClassVar[str] = "out/KỲ/bao-cao-KỲ.json"

    record: Annotated[int, Field(ge=1, description="Phiên bản của cấu trúc tệp này")]
    cchc: Annotated[str, Field(description="Phiên bản của cchc")]
    form: Annotated[RecordFormJson, Field(description="Biểu mẫu")]
    period: Annotated[RecordPeriodJson, Field(description="Kỳ báo cáo")]
    settings: Annotated[dict[str, JsonValue], Field(description="Các cài đặt trong cchc.toml có ảnh hưởng tới số liệu")]
    inputs: Annotated[dict[str, Hash], Field(description="Các sổ tính đã đọc")]
    ledger: LedgerJson | None = None  # which records of 0.1 have not
    year_before: Annotated[
        dict[str, JsonValue], Field(description="Kỳ trước mà lời văn so sánh với; chỉ có khi lời văn có so sánh")
    ] = {}  # noqa: RUF012  # pydantic copies defaults
    figures: JsonFigures
    indicators: Annotated[dict[str, IndicatorJson], Field(description="Các dòng của phụ lục theo mã (3.3.2)")]
    sources: Annotated[dict[str, SourceJson], Field(description="Nguồn của từng số liệu và từng dòng phụ lục")]
    charts: Annotated[
        JsonCharts,
        Field(description="Số liệu của các biểu đồ; chỉ có khi lập biểu đồ"),
    ] = {}  # noqa: RUF012  # pydantic copies defaults
    outputs: Annotated[dict[str, Hash], Field(description="Các tệp đã ghi, như lúc lập")]
    documents: Annotated[dict[str, RecordedDocumentJson], Field(description="Các văn bản Word trong số đó")]

    def json_ready(self) -> dict[str, JsonValue]:
        """Return it as it is written: without what this report has nothing of."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def read_record(path: Path) -> RecordJson:
    """Return a record of this version or an earlier one; nothing in it is trusted further than to be compared.

    Raises OSError, and ValueError where the file is none.
    """
    if path.stat().st_size > _LARGEST:
        raise ValueError(path.name)
    text = read_regular(path).decode("utf-8")
    _check_numbers(text)
    return RecordJson.model_validate_json(text)


def _check_numbers(text: str) -> None:
    """Raise ValueError where a number is none that a figure can be, or brackets stand in brackets without end."""
    try:
        json.loads(text, parse_float=_float, parse_int=_int, parse_constant=_float)
    except RecursionError:
        raise ValueError from None


def _float(text: str) -> float:
    if not is_plausible(Decimal(text)):
        raise ValueError(text)
    return float(text)


def _int(text: str) -> int:
    if not is_plausible(number := int(text)):
        raise ValueError(text)
    return number
