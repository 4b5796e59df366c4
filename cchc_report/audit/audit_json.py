"""What auditing written reports prints with `--json`."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from cchc_report.audit.audit import Audit
from cchc_report.audit.ledger import ReadNumbers
from cchc_report.audit.understanding import InSection
from cchc_report.figures.figure import to_json
from cchc_report.ground.json_output import (
    Diagnostics,
    JsonCount,
    JsonNumber,
    JsonOutput,
    JsonSummary,
    SummaryJson,
    diagnostics_json,
    number_json,
)


class ReadNumbersJson(JsonOutput):
    """How many numbers one half of a report has, and what was made of them."""

    numbers: Annotated[JsonCount, Field(description="Số con số đã đọc")]
    understood: Annotated[JsonCount, Field(description="Hiểu là một số liệu của biểu mẫu")]
    aside: Annotated[JsonCount, Field(description="Nói chuyện khác: kỳ khác, một phần, việc biểu mẫu không hỏi")]
    unknown: Annotated[int, Field(description="Có thể là số liệu nhưng chưa hiểu")]

    @classmethod
    def of(cls, read: ReadNumbers) -> "ReadNumbersJson":
        """Return the counts of one half."""
        return cls(numbers=read.all, understood=read.understood, aside=read.aside, unknown=read.unknown)


class ReadLedgerJson(JsonOutput):
    """What was read of a report, and which main figures were not found."""

    text: Annotated[ReadNumbersJson, Field(description="Lời văn")]
    tables: Annotated[ReadNumbersJson, Field(description="Các bảng phụ lục")]
    missing: Annotated[list[str], Field(description="Các số liệu chính không thấy ở đâu")]


class NumberReadJson(JsonOutput):
    """A number of the text, and what was made of it."""

    section: Annotated[str | None, Field(description="Mục của báo cáo; null khi không rõ")]
    words: Annotated[str, Field(description="Câu chữ quanh con số")]
    number: Annotated[JsonNumber, Field(description="Con số")]
    figure: Annotated[str | None, Field(description="Tên số liệu; null khi không phải hoặc chưa hiểu")]
    entry: Annotated[str | None, Field(description="Phần nào của số liệu dạng danh sách")]
    aside: Annotated[str | None, Field(description="Vì sao không phải số liệu của biểu mẫu")]

    @classmethod
    def of(cls, one: InSection) -> "NumberReadJson":
        """Return what was made of a number."""
        said = one.said
        return cls(
            section=one.section or None,
            words=said.words,
            number=number_json(said.number.value),
            figure=said.figure,
            entry=said.entry or None,
            aside=said.why or None,
        )


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
    read: Annotated[ReadLedgerJson, Field(description="Đọc được bao nhiêu con số, hiểu bao nhiêu")]
    numbers: Annotated[
        list[NumberReadJson] | None, Field(description="Từng con số của lời văn; null nếu không có --show")
    ] = None
    diagnostics: Diagnostics
    summary: JsonSummary

    @classmethod
    def of(cls, audit: Audit, *, numbers: bool = False) -> "AuditJson":
        """Return a report's figures and problems, with each number of its text if that is wanted."""
        body, read = audit.body, audit.ledger
        values = {**body.values(audit.form), **{name: said.value for name, said in body.figures.items()}}
        return cls(
            period=audit.period.id if audit.period else None,
            indicators={code: number_json(value) for code, value in audit.appendix.values.items()},
            figures={name: to_json(value) for name, value in values.items()},
            read=ReadLedgerJson(
                text=ReadNumbersJson.of(read.text), tables=ReadNumbersJson.of(read.tables), missing=list(read.missing)
            ),
            numbers=list(map(NumberReadJson.of, body.numbers)) if numbers else None,
            diagnostics=diagnostics_json(audit.diagnostics),
            summary=SummaryJson.of(audit.diagnostics, audit.rows),
        )


class AuditedJson(AuditJson):
    """One report of a folder."""

    file: Annotated[str, Field(description="Tên tệp, tính từ thư mục được kiểm tra")]


class AuditFolderJson(JsonOutput):
    """What `cchc audit --json` prints for a folder."""

    command: ClassVar[str] = "cchc audit THƯ_MỤC --json"

    reports: Annotated[list[AuditedJson], Field(description="Từng báo cáo, xếp theo tên tệp")]

    @classmethod
    def of_all(cls, audits: Iterable[Audit], *, numbers: bool = False) -> "AuditFolderJson":
        """Return the figures and problems of each report, with its name."""
        found = [(one.file, AuditJson.of(one, numbers=numbers)) for one in audits]
        return cls(reports=[AuditedJson(file=file, **dict(told)) for file, told in found])
