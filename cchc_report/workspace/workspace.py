"""The folder a commune keeps: its settings, the workbooks of a period, the form it reports on, where results go.

Knows files and their names; not what is in a workbook.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from cchc_report.figures import OutgoingLog
from cchc_report.form import FORM_FILE, dated_forms, form_in_force
from cchc_report.form.pack import packaged_forms
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.errors import MachineError, UsageError
from cchc_report.ground.periods import Period, YearStart, parse_period
from cchc_report.ground.regular_file import read_regular
from cchc_report.ground.text import clean, fold, nearest
from cchc_report.tables.column import fields_of
from cchc_report.tables.read import SHEETS
from cchc_report.tables.vocabulary import COUNTED, NOT_COUNTED, Vocabulary
from cchc_report.workbook.marks import is_annotated_copy
from cchc_report.workspace.reporting_body import ReportingBody
from cchc_report.workspace.year_files import WORKBOOK_SUFFIXES, YearFiles, files_below

SETTINGS_FILE = "cchc.toml"
OWN_FORMS = "templates"  # the folder of a workspace that holds forms of its own
_YEAR = re.compile(r"20\d\d")
_OWN_RESULTS = ("phu luc", "tong hop", "tong quan", "so sanh", "ho so dung hen")
_YEAR_WITHIN = re.compile(r"(?<!\d)20\d\d(?!\d)")
_EARLIEST, _LATEST = date(1999, 1, 1), date(2100, 12, 31)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PeriodBounds(_Strict):
    """Explicit bounds of a period: `[periods."2023"] from = 2022-12-07, to = 2023-12-04`."""

    start: Annotated[date, Field(alias="from")]
    cutoff: Annotated[date, Field(alias="to")]

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        if not _EARLIEST <= self.start <= self.cutoff <= _LATEST:
            raise ValueError(
                f"có from {self.start:%d/%m/%Y} và to {self.cutoff:%d/%m/%Y}: from phải trước to, năm 20.."
            )
        return self


class DocumentSettings(_Strict):
    """How the document sheets are kept."""

    outgoing_log: OutgoingLog = OutgoingLog.FULL


class Settings(_Strict):
    """Everything cchc.toml may say; all of it has a default."""

    data: str = "."
    form: str | None = None  # None: the one in force at the period's cut-off
    year_start: YearStart = YearStart.CALENDAR
    periods: dict[str, PeriodBounds] = {}
    documents: DocumentSettings = DocumentSettings()
    body: ReportingBody = ReportingBody()
    columns: dict[str, dict[str, str]] = {}
    choices: dict[str, dict[str, str]] = {}
    sheets: dict[str, str] = {}  # "so-lieu.xlsx/Dự nguồn" to a sheet's title, or that it does not count
    files: dict[str, str] = {}  # a pattern of names to whether they count

    @field_validator("columns")
    @classmethod
    def _names_sheets(cls, columns: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        _require_known("columns", columns, [model.info.title for model in SHEETS], "trang")
        return columns

    @field_validator("choices")
    @classmethod
    def _names_columns(cls, choices: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        headers = [declared.column.header for model in SHEETS for declared in fields_of(model).values()]
        _require_known("choices", choices, list(dict.fromkeys(headers)), "cột")
        return choices

    @field_validator("sheets")
    @classmethod
    def _names_titles(cls, sheets: dict[str, str]) -> dict[str, str]:
        _require_known("sheets", sheets.values(), [*(model.info.title for model in SHEETS), NOT_COUNTED], "trang")
        return sheets

    @field_validator("files")
    @classmethod
    def _says_of_files(cls, files: dict[str, str]) -> dict[str, str]:
        _require_known("files", files.values(), [COUNTED, NOT_COUNTED], "cách ghi")
        return files

    @field_validator("periods")
    @classmethod
    def _names_periods(cls, periods: dict[str, PeriodBounds]) -> dict[str, PeriodBounds]:
        for name in periods:
            try:
                known = parse_period(name).id
            except UsageError as error:
                raise ValueError(f"có tên kỳ “{name}” không dùng được: ghi như 2023, 2023-Q1, 2023-6M") from error
            if known != name:
                raise ValueError(f"có tên kỳ “{name}”: hãy ghi “{known}”")
        return periods


def _require_known(table: str, given: Iterable[str], known: Sequence[str], noun: str) -> None:
    """Raise ValueError where a table of words is for a sheet or column that does not exist: it would change nothing."""
    keys = {fold(name) for name in known}
    for name in given:
        if fold(name) not in keys:
            near = nearest(name, known)
            question = f" Có phải là “{near}”?" if near else f" Các {noun}: {', '.join(known)}."
            raise ValueError(f"có bảng [{table}.“{clean(name)}”] nhưng không có {noun} nào tên như vậy.{question}")


@dataclass(frozen=True)
class Workspace:
    """A commune's folder and its settings."""

    root: Path
    settings: Settings = field(default_factory=Settings)
    today: date | None = (
        None  # the day it is looked at: a period that is not over speaks for it; None: every period is over
    )

    def parse_period(self, text: str, as_of: date | None = None) -> Period:
        """Read a period's name by the settings' reporting year and bounds, counted up to today or to the day given; raises UsageError."""
        period = parse_period(text, self.settings.year_start)
        bounds = self.settings.periods.get(period.id)
        whole = period if bounds is None else period.between(bounds.start, bounds.cutoff)
        if as_of is not None:
            return whole.as_of(as_of)
        return whole if self.today is None else whole.seen_on(self.today)

    def years(self) -> list[str]:
        """Return the years that the folder holds workbooks of, in order."""
        return sorted({year for entry in self._entries() if (year := _year_of(entry))})

    def workbooks(self, period: Period) -> tuple[tuple[tuple[Path, str], ...], tuple[Diagnostic, ...]]:
        """Return the workbooks of the period's year, each with the name diagnostics use, and what is wrong with the set."""
        files = self.files(period)
        return files.sources, files.diagnostics

    def files(self, period: Period) -> YearFiles:
        """Return every file of the period's year: the workbooks, and what is left out of them."""
        year = str(period.year)
        entries = self._entries()
        found = [entry for entry in entries if _stem(entry) == year] or [
            entry for entry in entries if _year_of(entry) == year
        ]
        folders, single = [entry for entry in found if entry.is_dir()], [entry for entry in found if entry.is_file()]
        if len(folders) + len(single) > 1:
            names = ", ".join(entry.name for entry in found)
            twice = Diagnostic.of(
                Code.WORKBOOK_TWICE,
                Place(file=found[0].name),
                f"Năm {year} có nhiều nguồn số liệu: {names}",
                f"Chỉ giữ một: hoặc một sổ tính {year}.xlsx, hoặc thư mục {year} chứa mọi sổ tính của năm.",
            )
            return YearFiles(diagnostics=(twice,))
        if single:
            return YearFiles(tuple((path, path.relative_to(self.root).as_posix()) for path in single))
        files = files_below(folders[0], self.root, self.settings.files) if folders else YearFiles()
        if files.sources:
            return files
        missing = Diagnostic.of(
            Code.WORKBOOK_MISSING,
            Place(file=f"{year}.xlsx"),
            f"Không thấy sổ tính của năm {year} trong {self.shown}",
            f"Đặt sổ tính tên {year}.xlsx, hoặc thư mục {year} chứa các sổ tính, vào thư mục này.",
        )
        return replace(files, diagnostics=(missing, *files.diagnostics))

    @property
    def shown(self) -> str:
        """The folder as a message names it: the current one has no name that a clerk would know it by."""
        return "thư mục này" if self.root == Path() else f"thư mục {self.root}"

    def output_folder(self, period: Period) -> Path:
        """Return where the results of a period go; not yet made."""
        return self.root / "out" / period.id

    def form_folder(self, period: Period) -> Path:
        """Return the folder of the form a period is reported on: the one cchc.toml names, else the one in force at the cut-off.

        Raises UsageError where there is none.
        """
        named = self.settings.form
        return self.find_form(named) if named else self.form_folder_in_force(period)

    def form_folder_in_force(self, period: Period) -> Path:
        """Return the folder of the form in force at a period's cut-off, whichever cchc.toml names; raises UsageError where there is none."""
        return form_in_force(_packaged_folders(), period.end)

    def form_folders(self) -> tuple[Path, ...]:
        """Return the folders of all forms that a report of this workspace may be made on, the newest last."""
        named = self.settings.form
        return (self.find_form(named),) if named else self.dated_form_folders()

    def dated_form_folders(self) -> tuple[Path, ...]:
        """Return the folders of the forms that are or were in force, whichever cchc.toml names, the newest last."""
        forms = dated_forms(_packaged_folders())
        return tuple(sorted(forms, key=lambda folder: forms[folder].valid_from or date.min))

    def find_form(self, name: str) -> Path:
        """Return the folder of a form by its name or path: the workspace's own, else the one the package brings.

        Raises UsageError where there is none.
        """
        for folder in (self.root / name, self.root / OWN_FORMS / name, packaged_forms() / name):
            if (folder / FORM_FILE).is_file():
                return folder
        own = [folder.name for folder in _folders_of_forms(self.root / OWN_FORMS)]
        known = [*own, *(folder.name for folder in _packaged_folders())]
        raise UsageError(f"Không thấy biểu mẫu “{name}”. Các biểu mẫu có sẵn: {', '.join(known)}.")

    def form_name(self, period: Period) -> str:
        """Return the name of a period's form where the package brings it, the same on every machine, else its folder."""
        folder = self.form_folder(period)
        return folder.name if folder.parent == packaged_forms() else str(folder.absolute())

    @property
    def vocabulary(self) -> Vocabulary:
        """The settings' words for headers, choices and sheets."""
        settings = self.settings
        return Vocabulary.of_settings(settings.columns, settings.choices, settings.sheets)

    def _entries(self) -> list[Path]:
        try:
            entries = sorted(self.root.iterdir(), key=lambda entry: entry.name)
        except PermissionError as error:
            raise MachineError(
                f"Không có quyền đọc thư mục {self.root}. Hãy kiểm tra quyền truy cập rồi chạy lại."
            ) from error
        return [
            entry
            for entry in entries
            if not _is_passed_over(entry) and (entry.is_dir() or entry.suffix.lower() in WORKBOOK_SUFFIXES)
        ]


def open_workspace(folder: Path, today: date | None = None) -> Workspace:
    """Open the workspace in a folder, or the one its cchc.toml points at with `data`, as it is on a day.

    Raises UsageError where the folder or the settings are wrong, with the line to mend.
    """
    if not folder.is_dir():
        raise UsageError(f"Không có thư mục {folder}. Hãy kiểm tra lại đường dẫn sau --data.")
    settings = _read_settings(folder / SETTINGS_FILE)
    if settings.data == ".":
        return Workspace(folder, settings, today)
    target = folder / settings.data
    if not target.is_dir():
        raise UsageError(f"{folder / SETTINGS_FILE}: mục data chỉ tới thư mục “{settings.data}” không có.")
    return Workspace(target, _read_settings(target / SETTINGS_FILE), today)


def year_within(stem: str) -> str | None:
    """Return the one year that a workbook's name holds among other words: 2026 of “bao cao 2026”; None where it holds none or two.

    What the program itself writes beside a report is no workbook of a year.
    """
    if fold(stem).startswith(_OWN_RESULTS):
        return None
    years = set(_YEAR_WITHIN.findall(stem))
    return years.pop() if len(years) == 1 else None


def _year_of(entry: Path) -> str | None:
    stem = _stem(entry)
    if is_year(stem) or entry.is_dir():
        return stem if is_year(stem) else None
    return year_within(stem)


def is_year(name: str) -> bool:
    """Tell whether a file's or folder's name is a year, so that it holds what that year's reports are made of."""
    return _YEAR.fullmatch(name) is not None


def _packaged_folders() -> tuple[Path, ...]:
    return _folders_of_forms(packaged_forms())


def _folders_of_forms(folder: Path) -> tuple[Path, ...]:
    """Return the forms kept in a folder, by name."""
    return tuple(sorted(file.parent for file in folder.glob(f"*/{FORM_FILE}")))


def _read_settings(path: Path) -> Settings:
    try:
        text = read_regular(path).decode("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path}: tệp không phải mã UTF-8. Mở bằng Notepad và lưu lại với Encoding là UTF-8."
        ) from error
    except OSError as error:
        raise MachineError(f"Không đọc được {path}. Hãy kiểm tra quyền truy cập rồi chạy lại.") from error
    try:
        return Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        position = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"dòng {position[1]}, cột {position[2]}" if position else "cuối tệp"
        raise UsageError(
            f'{path}: sai cú pháp ở {where}. Kiểm tra dấu ngoặc kép và dấu bằng, ví dụ: form = "xa-2025".'
        ) from error
    except ValidationError as error:
        raise UsageError(f"{path}: {_settings_problem(error)}") from error
    except (RecursionError, ValueError) as error:  # brackets in brackets, a number of thousands of digits
        raise UsageError(f"{path}: có số quá dài hoặc quá nhiều dấu ngoặc lồng nhau. Hãy xóa mục đó.") from error


def _settings_problem(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"]))
    if first["type"] == "extra_forbidden":
        near = nearest(
            str(first["loc"][-1]),
            [*Settings.model_fields, *DocumentSettings.model_fields, *ReportingBody.model_fields, "from", "to"],
        )
        return f"không có mục cài đặt “{where}”." + (f" Có phải là “{near}”?" if near else "")
    if first["type"] == "enum":
        return f"mục “{where}” có giá trị “{first['input']}” không dùng được."
    if first["type"] == "value_error":
        return f"mục “{where}” {str(first['ctx']['error']).rstrip('.')}."
    return f"mục “{where}” sai kiểu hoặc còn thiếu."


def _stem(entry: Path) -> str:
    return unicodedata.normalize("NFC", entry.name if entry.is_dir() else entry.stem).strip()


def _is_passed_over(entry: Path) -> bool:
    """Tell whether a file is a lock or hidden file of Excel, LibreOffice or the system, or a copy that we annotated."""
    return entry.name.startswith((".", "~$")) or is_annotated_copy(entry)
