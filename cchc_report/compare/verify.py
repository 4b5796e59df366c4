"""Holds a report against what it was made of: whether its inputs still give it, and what was edited by hand since.

Rebuilds in memory and writes nothing. What was edited is told by the marks in the record, so that it is known even where
the inputs have changed; what the document said there, by the rebuilt one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from lxml import etree
from pydantic import Field, JsonValue

from cchc_report import __version__
from cchc_report.compare.edits import Edit, compare_asides, compare_units, without_names
from cchc_report.compare.recorded import Recorded, find_recorded
from cchc_report.document import Package, PackageError, Unit, asides_of, compile_templates, to_package, units_of
from cchc_report.figures.figure import to_json
from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import count_by_severity
from cchc_report.ground.errors import CchcError, MachineError, UsageError
from cchc_report.ground.json_output import JsonCount, JsonOutput
from cchc_report.ground.outputs import digest
from cchc_report.ground.periods import Period
from cchc_report.ground.regular_file import NotRegularFileError, read_regular
from cchc_report.report.build import Report, build_report
from cchc_report.report.publish import TRACED, WantedDocuments, render_traced
from cchc_report.report.record import form_hashes, input_hashes, marks_of, settings_json
from cchc_report.report.record_json import RecordPeriodJson
from cchc_report.workspace.workspace import Workspace, open_workspace

_SUFFIXES = (".docx",)


class FileState(JsonOutput):
    """One of the files a report was made of, then and now."""

    name: Annotated[str, Field(description="Tên tệp")]
    state: Annotated[
        Literal["same", "changed", "missing", "new"], Field(description="Còn nguyên, đã đổi, không còn, hoặc mới có")
    ]


class ChangedFigure(JsonOutput):
    """A figure that is another one now."""

    code: Annotated[str, Field(description="Tên số liệu hoặc mã dòng phụ lục")]
    label: Annotated[str, Field(description="Tên gọi")]
    recorded: Annotated[JsonValue, Field(description="Giá trị lúc lập")]
    now: Annotated[JsonValue, Field(description="Giá trị tính lại bây giờ")]


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """What the inputs give now."""

    errors: int = 0
    inputs: tuple[FileState, ...] = ()
    form: tuple[FileState, ...] = ()
    settings: tuple[str, ...] = ()  # that have changed
    figures: tuple[ChangedFigure, ...] = ()
    asides: tuple[Unit, ...] = ()  # headers and footers of the form
    units: tuple[Unit, ...] = ()
    names: tuple[str, ...] = ()  # of persons, never to be told
    obstacle: str = ""  # why there are no units


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What holding a document against its record and its inputs came to."""

    document: Path
    recorded: Recorded
    is_same_file: bool
    rebuilt: Rebuilt
    edits: tuple[Edit, ...]  # by hand
    outdated: tuple[Edit, ...]  # places that would read otherwise if it were built now

    @property
    def agrees(self) -> bool:
        """Tell whether the inputs still give this very text, and nobody has edited it."""
        found = self.rebuilt
        return not (self.edits or self.outdated or found.figures or found.obstacle or self.has_new_errors)

    @property
    def has_new_errors(self) -> bool:
        """Tell whether the workbooks hold errors now, though the report is no draft."""
        return self.rebuilt.errors > 0 and not self.recorded.is_draft

    def to_json(self) -> "VerifyJson":
        """Return what `cchc verify --json` prints."""
        found = self.rebuilt
        return VerifyJson(
            document=str(self.document.absolute()),
            record=str(self.recorded.path.absolute()),
            name=self.recorded.name,
            period=self.recorded.content.period.id,
            agrees=self.agrees,
            same_file=self.is_same_file,
            rebuilt=not found.obstacle,
            obstacle=found.obstacle,
            errors=found.errors,
            versions={"recorded": self.recorded.content.cchc, "now": __version__},
            inputs=found.inputs,
            form=found.form,
            settings=list(found.settings),
            figures=found.figures,
            edits=self.edits,
            outdated=[OutdatedJson(place=one.place, built=one.built, now=one.found) for one in self.outdated],
        )


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
    inputs: Annotated[tuple[FileState, ...], Field(description="Các sổ tính")]
    form: Annotated[tuple[FileState, ...], Field(description="Các tệp của biểu mẫu")]
    settings: Annotated[list[str], Field(description="Các cài đặt đã đổi")]
    figures: Annotated[tuple[ChangedFigure, ...], Field(description="Các số liệu tính lại ra khác")]
    edits: Annotated[tuple[Edit, ...], Field(description="Những chỗ bị sửa tay")]
    outdated: Annotated[list[OutdatedJson], Field(description="Những chỗ lập lại sẽ ghi khác")]


def verify(document: Path, workspace_folder: Path | None = None) -> Verification:
    """Hold a document against its record and its inputs; the workspace is where the record lies, unless it is given.

    Raises UsageError where the file is no report that was built here, MachineError where it cannot be read.
    """
    content = _read(document)
    units = _units(document.name, content)
    marks = marks_of(units).split()
    given = open_workspace(workspace_folder) if workspace_folder is not None else None
    folders = [document.parent, *(sorted((given.root / "out").glob("*/")) if given else [])]
    recorded = find_recorded(document.name, digest(content), marks, folders)
    rebuilt = _rebuild(recorded, given or open_workspace(_workspace_of(recorded.path)))
    built = recorded.document.marks.split()
    now = list(zip(marks_of(rebuilt.units).split(), rebuilt.units, strict=True))
    ours = recorded.name.removesuffix(".docx").endswith(TRACED)
    asides = asides_of(to_package(document.name, content), comments=not ours)
    if rebuilt.obstacle:  # what the form's headers and footers said is not known
        asides = tuple(one for one in asides if one.place not in {"đầu trang", "cuối trang"})
    edits = (*compare_units(built, marks, units, now), *compare_asides(rebuilt.asides, asides))
    still = list(zip(marks, units, strict=True))  # what was built, as far as nobody has edited it
    outdated = compare_units(built, [mark for mark, _ in now], rebuilt.units, still) if now else ()
    return Verification(
        document=document,
        recorded=recorded,
        is_same_file=digest(content) == recorded.sha256,
        rebuilt=rebuilt,
        edits=tuple(without_names(edit, rebuilt.names) for edit in edits),
        outdated=tuple(without_names(edit, rebuilt.names) for edit in outdated),
    )


def _read(document: Path) -> bytes:
    if document.suffix.lower() == ".pdf":
        raise UsageError(
            f"“{document.name}” là tệp PDF: chữ trong đó không đọc lại được chắc chắn để so sánh. Hãy kiểm tra tệp .docx mà nó được làm ra, trong cùng thư mục."
        )
    if document.suffix.lower() not in _SUFFIXES:
        raise UsageError(
            f"“{document.name}” không phải tệp Word. Hãy cho tên tệp báo cáo .docx trong thư mục out của kỳ."
        )
    try:
        return read_regular(document)
    except (FileNotFoundError, IsADirectoryError):
        raise UsageError(f"Không có tệp {document}. Hãy kiểm tra lại đường dẫn.") from None
    except NotRegularFileError:
        raise UsageError(
            f"“{document.name}” là thiết bị hoặc đường ống của máy, không phải tệp, nên không đọc. Hãy cho tên tệp báo cáo .docx trong thư mục out của kỳ."
        ) from None
    except OSError as error:
        raise MachineError(
            f"Không đọc được {document}. Nếu tệp đang mở trong Word, hãy đóng tệp đó rồi chạy lại."
        ) from error


def _units(name: str, content: bytes) -> tuple[Unit, ...]:
    try:
        return units_of(to_package(name, content))
    except (PackageError, etree.XMLSyntaxError, AssertionError):
        raise UsageError(f"“{name}” bị hỏng, có mật khẩu, hoặc không phải tệp Word (.docx).") from None


def _workspace_of(record: Path) -> Path:
    """Return the folder whose out/PERIOD a record lies in, or its own where it has been moved elsewhere."""
    folder = record.absolute().parent
    return folder.parent.parent if folder.parent.name == "out" else folder


def _rebuild(recorded: Recorded, workspace: Workspace) -> Rebuilt:
    """Build the report anew, in memory."""
    content = recorded.content
    try:
        period = _counted_as(content.period, workspace.parse_period(content.period.id))
        report = build_report(workspace, period)
        inputs = tuple(_states(content.inputs, input_hashes(report)))
        if not report.inputs or all(one.state == "missing" for one in inputs if one.state != "new"):
            return Rebuilt(
                inputs=inputs, obstacle="không thấy các sổ tính của kỳ này. Thêm --data với thư mục làm việc của xã"
            )
        form = tuple(_states(content.form.files, form_hashes(workspace.form_folder(report.period))))
        package = _rebuilt_package(recorded, report, workspace)
    except OSError:
        return Rebuilt(obstacle="không đọc được các sổ tính hoặc biểu mẫu; hãy kiểm tra quyền truy cập")
    except CchcError as error:
        return Rebuilt(obstacle=str(error))
    return Rebuilt(
        errors=count_by_severity(report.diagnostics)[Severity.ERROR],
        inputs=inputs,
        form=form,
        settings=tuple(_changed_settings(recorded, workspace, period)),
        figures=tuple(_changed_figures(recorded, report)),
        asides=asides_of(package, comments=False),
        units=units_of(package),
        names=(report.tables.commune.signer,) if report.tables.commune else (),
    )


def _counted_as(kept: RecordPeriodJson, period: Period) -> Period:
    """Return the period counted up to the day that the report spoke for; raises UsageError where that day is none of it."""
    try:
        return period.as_of(date.fromisoformat(kept.cutoff))
    except ValueError:
        raise UsageError(f"ngày chốt số liệu “{kept.cutoff}” trong tệp ghi lại không phải là ngày") from None


def _rebuilt_package(recorded: Recorded, report: Report, workspace: Workspace) -> Package:
    """Return the rebuilt document, each figure in it with its name."""
    options = recorded.document.made_with
    known = {one.name for one in fields(WantedDocuments)}
    if not options.keys() <= known:
        raise UsageError(f"báo cáo được lập bằng cchc {recorded.content.cchc} với tùy chọn mà bản này không có")
    documents = render_traced(
        report, compile_templates(workspace.form_folder(report.period)), WantedDocuments(**options), names_only=True
    )
    stem = recorded.name.removesuffix(".docx").removesuffix(TRACED)
    content = documents.get(f"{stem}.docx")
    if content is None:
        raise UsageError(f"biểu mẫu bây giờ không còn văn bản tên “{stem}.docx”")
    return to_package(recorded.name, content)


def _states(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[FileState]:
    for name in dict.fromkeys((*then, *now)):
        if name not in now:
            yield FileState(name=name, state="missing")
        elif name not in then:
            yield FileState(name=name, state="new")
        else:
            yield FileState(name=name, state="same" if then[name] == now[name] else "changed")


def _changed_settings(recorded: Recorded, workspace: Workspace, period: Period) -> Iterator[str]:
    then, now = recorded.content.settings, settings_json(workspace)
    yield from (name for name in dict.fromkeys((*then, *now)) if then.get(name) != now.get(name))
    kept = recorded.content.period
    if (period.start.isoformat(), period.end.isoformat()) != (kept.start, kept.end or kept.cutoff):
        yield "from, to"


def _changed_figures(recorded: Recorded, report: Report) -> Iterator[ChangedFigure]:
    """Yield the figures and rows whose value is another one, or that only one of the two has."""
    sources = recorded.content.sources
    then: dict[str, JsonValue] = dict(recorded.content.figures)
    then |= {code: indicator.value for code, indicator in recorded.content.indicators.items()}
    now = {name: to_json(figure.value) for name, figure in report.figures.items()}
    now |= {code: to_json(indicator.value) for code, indicator in report.indicators.items()}
    labels = {name: figure.label for name, figure in report.figures.items()}
    labels |= {code: indicator.label for code, indicator in report.indicators.items()}
    for name in dict.fromkeys((*then, *now)):
        if then.get(name) != now.get(name):
            label = labels.get(name) or (sources[name].label if name in sources else "")
            yield ChangedFigure(code=name, label=label, recorded=then.get(name), now=now.get(name))
