"""The JSON of what reads figures out of other reports and holds them against each other: audit, compare."""

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, JsonValue

from cchc_report.report.json_outputs.base import Diagnostics, JsonNumber, JsonOutput, JsonSummary


class AuditJson(JsonOutput):
    """What `cchc audit --json` prints."""

    command: ClassVar[str] = "cchc audit TỆP --json"

    period: Annotated[str | None, Field(description="Kỳ của báo cáo (2023-Q1); null khi báo cáo không nói rõ")]
    indicators: Annotated[
        dict[str, JsonNumber], Field(description="Các con số đọc được từ phụ lục, theo mã dòng; null là ô trống")
    ]
    figures: Annotated[
        dict[str, JsonValue],
        Field(description="Các số liệu đọc được từ lời văn, theo tên; không có nghĩa là không thấy"),
    ]
    diagnostics: Diagnostics
    summary: JsonSummary


class AuditedJson(AuditJson):
    """One report of a folder."""

    file: Annotated[str, Field(description="Tên tệp, tính từ thư mục được kiểm tra")]


class AuditFolderJson(JsonOutput):
    """What `cchc audit --json` prints for a folder."""

    command: ClassVar[str] = "cchc audit THƯ_MỤC --json"

    reports: Annotated[list[AuditedJson], Field(description="Từng báo cáo, xếp theo tên tệp")]


class ComparedJson(JsonOutput):
    """One indicator in two periods."""

    code: Annotated[str, Field(description="Mã dòng phụ lục hoặc tên số liệu")]
    label: Annotated[str, Field(description="Tên gọi")]
    unit: Annotated[str, Field(description="Đơn vị tính")]
    before: Annotated[JsonNumber, Field(description="Kỳ thứ nhất; null là chưa biết")]
    after: Annotated[JsonNumber, Field(description="Kỳ thứ hai; null là chưa biết")]
    change: Annotated[
        JsonNumber, Field(description="Tăng, giảm bao nhiêu; với tỷ lệ là số điểm phần trăm; null với lựa chọn")
    ]
    percent: Annotated[
        JsonNumber, Field(description="Tăng, giảm bao nhiêu phần trăm; null với tỷ lệ và khi không tính được")
    ]
    mark: Annotated[str | None, Field(description="Vì sao cần xem lại: gấp 10 lần, về 0…; null khi không có gì lạ")]
    only_in: Annotated[
        Literal[1, 2] | None,
        Field(description="1 hoặc 2: dòng chỉ có trong biểu của kỳ thứ nhất hoặc thứ hai; null khi cả hai đều có"),
    ]


class SideJson(JsonOutput):
    """One of the two periods that are compared."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)

    name: Annotated[str, Field(description="Tên kỳ (năm 2022), hoặc tên tệp khi tệp không nói kỳ nào")]
    period: Annotated[str | None, Field(description="Kỳ báo cáo (2022); null khi không biết")]
    start: Annotated[str | None, Field(alias="from", description="Ngày đầu kỳ")]
    cutoff: Annotated[str | None, Field(alias="to", description="Ngày cuối kỳ")]
    source: Annotated[str, Field(description="Lấy từ đâu: sổ tính, lịch sử, hoặc tên tệp")]
    form: Annotated[str | None, Field(description="Biểu mẫu; null khi không biết")]


class CompareJson(JsonOutput):
    """What `cchc compare --json` prints."""

    command: ClassVar[str] = "cchc compare KỲ KỲ --json"

    periods: Annotated[list[str], Field(min_length=2, max_length=2, description="Hai kỳ được so sánh")]
    sides: Annotated[
        list[SideJson], Field(min_length=2, max_length=2, description="Mỗi kỳ là gì và lấy số liệu từ đâu")
    ]
    indicators: Annotated[list[ComparedJson], Field(description="Các dòng của phụ lục, theo thứ tự in")]
    figures: Annotated[list[ComparedJson], Field(description="Các số liệu có tên; trống nếu không có --figures")]
    warnings: Annotated[list[str], Field(description="Điều khiến hai kỳ không so thẳng với nhau được")]
