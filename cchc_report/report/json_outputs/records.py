"""The JSON kept beside a report, and what verifying a report against it prints."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import ConfigDict, Field, JsonValue

from cchc_report.report.json_outputs.base import JsonCount, JsonFigures, JsonNumber, JsonOutput, LedgerJson
from cchc_report.report.json_outputs.reports import IndicatorJson

Hash: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="SHA-256 của tệp")]


class RecordFormJson(JsonOutput):
    """The form pack a report was made with."""

    id: Annotated[str, Field(description="Tên biểu mẫu")]
    files: Annotated[dict[str, Hash], Field(description="Các tệp của biểu mẫu")]


class RecordPeriodJson(JsonOutput):
    """The period of a report."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, populate_by_name=True)

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
    figures: JsonFigures
    indicators: Annotated[dict[str, IndicatorJson], Field(description="Các dòng của phụ lục theo mã (3.3.2)")]
    sources: Annotated[dict[str, SourceJson], Field(description="Nguồn của từng số liệu và từng dòng phụ lục")]
    outputs: Annotated[dict[str, Hash], Field(description="Các tệp đã ghi, như lúc lập")]
    documents: Annotated[dict[str, RecordedDocumentJson], Field(description="Các văn bản Word trong số đó")]
    year_before: Annotated[
        dict[str, JsonValue], Field(description="Kỳ trước mà lời văn so sánh với; chỉ có khi lời văn có so sánh")
    ] = {}  # noqa: RUF012  # pydantic copies defaults
    charts: Annotated[
        dict[str, dict[str, dict[str, JsonNumber]]],
        Field(description="Số liệu của các biểu đồ; chỉ có khi lập biểu đồ"),
    ] = {}  # noqa: RUF012  # pydantic copies defaults


class InputStateJson(JsonOutput):
    """One of the files that a report was made of."""

    name: Annotated[str, Field(description="Tên tệp")]
    state: Annotated[
        Literal["same", "changed", "missing", "new"], Field(description="Còn nguyên, đã đổi, không còn, hoặc mới có")
    ]


class ChangedFigureJson(JsonOutput):
    """A figure that is another one now."""

    code: Annotated[str, Field(description="Tên số liệu hoặc mã dòng phụ lục")]
    label: Annotated[str, Field(description="Tên gọi")]
    recorded: Annotated[JsonValue, Field(description="Giá trị lúc lập")]
    now: Annotated[JsonValue, Field(description="Giá trị tính lại bây giờ")]


class EditedFigureJson(JsonOutput):
    """A figure that someone has overwritten in the document."""

    codes: Annotated[list[str], Field(description="Tên số liệu hoặc mã dòng phụ lục")]
    built: Annotated[str, Field(description="Con số đã in")]
    found: Annotated[str, Field(description="Đang ghi")]


class EditJson(JsonOutput):
    """A place that was edited in the document since it was built."""

    place: Annotated[str, Field(description="Đoạn nào, hoặc bảng, dòng, cột nào")]
    kind: Annotated[Literal["changed", "added", "removed"], Field(description="Đã sửa, thêm vào, hoặc xóa đi")]
    built: Annotated[str | None, Field(description="Văn bản lúc lập; null khi không còn biết, hoặc có tên người ký")]
    found: Annotated[str | None, Field(description="Văn bản đang có; null khi đã xóa, hoặc có tên người ký")]
    figures: Annotated[list[EditedFigureJson], Field(description="Các con số bị sửa trong chỗ ấy")]


class OutdatedJson(JsonOutput):
    """A place that would read otherwise if the report were built now."""

    place: Annotated[str, Field(description="Đoạn nào, hoặc bảng, dòng nào")]
    built: Annotated[str | None, Field(description="Văn bản lúc lập; null khi không còn biết, hoặc có tên người ký")]
    now: Annotated[str | None, Field(description="Lập lại bây giờ; null khi không còn chỗ ấy, hoặc có tên người ký")]


class VerifyJson(JsonOutput):
    """What `cchc verify --json` prints."""

    command: ClassVar[str] = "cchc verify BÁO_CÁO.docx --json"

    document: Annotated[str, Field(description="Tệp được kiểm tra")]
    record: Annotated[str, Field(description="Tệp .json ghi lại lúc lập")]
    name: Annotated[str, Field(description="Tên của văn bản lúc lập")]
    period: Annotated[str, Field(description="Kỳ báo cáo")]
    agrees: Annotated[bool, Field(description="Còn khớp với các sổ tính và chưa bị sửa tay")]
    same_file: Annotated[
        bool, Field(description="Đúng từng byte như lúc lập; false mà không có chỗ sửa là chỉ khác định dạng")
    ]
    rebuilt: Annotated[bool, Field(description="Đã lập lại được để so sánh")]
    obstacle: Annotated[str, Field(description="Vì sao không lập lại được; trống khi lập lại được")]
    errors: Annotated[JsonCount, Field(description="Số lỗi hiện có trong các sổ tính")]
    versions: Annotated[dict[str, str], Field(description="Phiên bản cchc lúc lập (recorded) và bây giờ (now)")]
    inputs: Annotated[list[InputStateJson], Field(description="Các sổ tính")]
    form: Annotated[list[InputStateJson], Field(description="Các tệp của biểu mẫu")]
    settings: Annotated[list[str], Field(description="Các cài đặt đã đổi")]
    figures: Annotated[list[ChangedFigureJson], Field(description="Các số liệu tính lại ra khác")]
    edits: Annotated[list[EditJson], Field(description="Những chỗ bị sửa tay")]
    outdated: Annotated[list[OutdatedJson], Field(description="Những chỗ lập lại sẽ ghi khác")]
