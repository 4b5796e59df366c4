"""The ledger of what was read, as scripts and records see it."""

from collections.abc import Iterable
from typing import Annotated, TypeAlias

from pydantic import Field

from cchc_report.ground.diagnostics import column_letters
from cchc_report.ground.json_output import JsonCount, JsonOutput
from cchc_report.tables.ledger import Fate, LedgerColumn, LedgerEntry, PassedOver, Why


class WhyJson(JsonOutput):
    """Why something was not read."""

    code: Annotated[str, Field(pattern=r"^CC\d{3}$", description="Mã trong danh mục mã lỗi")]
    text: Annotated[str, Field(description="Lý do, bằng tiếng Việt")]

    @classmethod
    def of(cls, why: Why) -> "WhyJson":
        """Return a reason as scripts see it."""
        return cls(code=why.code.value, text=why.text)


class LedgerColumnJson(JsonOutput):
    """A non-empty column of a sheet that was read."""

    column: Annotated[str, Field(pattern="^[A-Z]+$", description="Chữ cái của cột")]
    header: Annotated[str, Field(description="Tiêu đề cột như trong trang; trống khi cột không có tiêu đề")]
    read_as: Annotated[str | None, Field(description="Cột khai báo mà cột này được đọc thành; null là không đọc")]

    @classmethod
    def of(cls, one: LedgerColumn) -> "LedgerColumnJson":
        """Return a column as scripts see it."""
        return cls(column=column_letters(one.column), header=one.header, read_as=one.read_as)


class LedgerRowsJson(JsonOutput):
    """How many rows of a sheet ended up where; the places add up to the non-empty rows."""

    non_empty: Annotated[JsonCount, Field(description="Số dòng có ít nhất một ô có giá trị")]
    header: Annotated[JsonCount, Field(description="Dòng tiêu đề cột")]
    counted: Annotated[JsonCount, Field(description="Dòng được tính")]
    superseded: Annotated[JsonCount, Field(description="Bản cũ của thứ đã tính ở dòng khác")]
    repeated: Annotated[JsonCount, Field(description="Dòng lặp lại y hệt")]
    outside: Annotated[JsonCount, Field(description="Dòng ngoài kỳ, hoặc không thuộc diện tính")]
    passed_over: Annotated[JsonCount, Field(description="Dòng không phải số liệu: tên bảng, tổng, ghi chú, chữ ký…")]
    rejected: Annotated[JsonCount, Field(description="Dòng có lỗi")]


class PassedOverJson(JsonOutput):
    """Rows passed over for one reason."""

    rows: Annotated[str, Field(description="Số dòng như Excel đánh: 1-3, 9")]
    why: WhyJson

    @classmethod
    def of(cls, one: PassedOver) -> "PassedOverJson":
        """Return the rows as scripts see them."""
        return cls(rows=one.ranges, why=WhyJson.of(one.why))


class LedgerEntryJson(JsonOutput):
    """What became of a sheet, or of a file that was not read."""

    file: Annotated[str, Field(description="Tên tệp, tính từ thư mục làm việc")]
    sheet: Annotated[str | None, Field(description="Trang tính; null khi nói về cả tệp")]
    year: Annotated[
        int | None,
        Field(description="Năm của sổ, chỉ có ở sổ năm trước còn hồ sơ chuyển sang; không cộng vào sổ năm nay"),
    ] = None
    read_as: Annotated[str | None, Field(description="Trang khai báo mà trang này được đọc thành; null là không đọc")]
    columns: Annotated[list[LedgerColumnJson], Field(description="Mọi cột có giá trị của trang được đọc")]
    rows: LedgerRowsJson
    passed_over: Annotated[list[PassedOverJson], Field(description="Các dòng bỏ qua, theo lý do")]
    not_read: Annotated[WhyJson | None, Field(description="Vì sao cả tệp hoặc trang không được đọc; null khi được đọc")]

    @classmethod
    def of(cls, entry: LedgerEntry) -> "LedgerEntryJson":
        """Return a line as scripts see it."""
        return cls(
            file=entry.file,
            sheet=entry.sheet,
            year=entry.year,
            read_as=entry.read_as,
            columns=list(map(LedgerColumnJson.of, entry.columns)),
            rows=LedgerRowsJson(non_empty=entry.non_empty, **{fate.value: entry.rows.get(fate, 0) for fate in Fate}),
            passed_over=list(map(PassedOverJson.of, entry.passed_over)),
            not_read=WhyJson.of(entry.not_read) if entry.not_read else None,
        )


LedgerJson: TypeAlias = Annotated[
    list[LedgerEntryJson], Field(description="Sổ kê: mỗi tệp, mỗi trang và mỗi dòng có giá trị đã đi đâu")
]


def ledger_json(ledger: Iterable[LedgerEntry], *, kept_only: bool = False) -> list[LedgerEntryJson]:
    """Return the ledger as JSON takes it; a record keeps no lines of lock and hidden files."""
    return [LedgerEntryJson.of(entry) for entry in ledger if entry.kept or not kept_only]
