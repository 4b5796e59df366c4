"""Makes a workspace that is ready to be filled in: settings, a blank workbook, two files to double-click. Never touches a file that is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from cchc_report.form import Form, usable_form
from cchc_report.form.pack import EnteredFormula, RowKind
from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.errors import DataError, MachineError, UsageError
from cchc_report.ground.outputs import write_all
from cchc_report.report.last_year import open_at_start
from cchc_report.tables.blank_sheets import BlankWanted, WantedIndicator, blank_sheets
from cchc_report.tables.carry_over import CARRIED, carry_over
from cchc_report.tables.column import SheetModel
from cchc_report.tables.read import Scope, read_tables
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.workbook.blank import blank_workbook
from cchc_report.workspace.workspace import SETTINGS_FILE, Workspace, open_workspace

CHECK_LAUNCHER, BUILD_LAUNCHER = "1-kiem-tra.cmd", "2-lap-bao-cao.cmd"
_STEPS = (
    "Nhập số liệu vào từng trang, dưới dòng tiêu đề. Cột tô đậm là bắt buộc; đưa chuột lên tiêu đề để xem cách ghi.",
    "Dòng chữ nghiêng bắt đầu bằng “(ví dụ)” chỉ để xem, không được tính; có thể để nguyên hoặc xóa.",
    "Chỉ hai trang “Đơn vị” và “Hồ sơ” là bắt buộc. Có thể dán số liệu xuất từ phần mềm một cửa vào trang “Hồ sơ”.",
    "Gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/03/{year}. Không đổi tên trang và tên cột.",
    f"Lưu và đóng sổ tính, rồi bấm đúp tệp {CHECK_LAUNCHER}: các ô sai được tô màu trong một bản sao, kèm cách sửa.",
    f"Khi hết lỗi, bấm đúp tệp {BUILD_LAUNCHER} để lập báo cáo; tệp Word nằm trong thư mục out.",
)


ExampleRows = Mapping[type[SheetModel], Sequence[SheetModel]]  # by the sheet they are of


@dataclass(frozen=True)
class NewWorkspace:
    """What was made and what was there already, and what of last year's workbook could not be carried over."""

    made: tuple[Path, ...]
    kept: tuple[Path, ...]
    carried: Mapping[str, int]  # rows by the sheet's title
    problems: tuple[Diagnostic, ...] = ()


def create_workspace(folder: Path, year: int, old: Path | None = None) -> NewWorkspace:
    """Make a folder a workspace with a blank workbook for a year, which begins with the unit, staff, procedures and unfinished dossiers of `old`.

    Raises UsageError where the folder cannot be one, DataError where `old` has nothing to carry over, MachineError.
    """
    carried, problems = ({}, ()) if old is None else _read_old(old, year)
    _make_folder(folder)
    workspace = open_workspace(folder)
    contents = {folder / name: _read_starter(name, year) for name in (SETTINGS_FILE, CHECK_LAUNCHER, BUILD_LAUNCHER)}
    kept = tuple(path for path in contents if path.exists())
    there = _workbook_of(workspace, year)
    if there is None:
        wanted = _wanted(usable_form(workspace.form_folder(workspace.parse_period(str(year)))))
        steps = [step.format(year=year) for step in _STEPS]
        contents[workspace.root / f"{year}.xlsx"] = blank_workbook(blank_sheets(year, wanted, carried), steps)
    else:
        kept, carried, problems = (*kept, there), {}, ()
    new = {path: content for path, content in contents.items() if path not in kept}
    _write(folder, new)
    counts = {model.info.title: len(rows) for model, rows in carried.items()}
    return NewWorkspace(tuple(new), kept, counts, problems)


def _write(folder: Path, new: Mapping[Path, bytes]) -> None:
    try:
        write_all(new)
    except OSError as error:
        raise MachineError(
            f"Không ghi được vào thư mục {folder}. Hãy kiểm tra quyền ghi và dung lượng ổ đĩa."
        ) from error


def _make_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"“{folder}” là một tệp. Hãy cho tên một thư mục mới hoặc thư mục có sẵn.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineError(f"Không tạo được thư mục {folder}. Hãy kiểm tra tên và quyền ghi.") from error


def _read_starter(name: str, year: int) -> bytes:
    """Return a file of the starter set with the year in it; what cmd.exe runs has the line ends of Windows."""
    text = (files(__package__) / "starter" / name).read_text(encoding="utf-8").replace("\r\n", "\n")
    text = text.replace("{year}", str(year))
    return (text.replace("\n", "\r\n") if name.endswith(".cmd") else text).encode()


def _workbook_of(workspace: Workspace, year: int) -> Path | None:
    """Return the workbook or folder that the year's figures are in already."""
    if str(year) not in workspace.years():
        return None
    folder = workspace.root / str(year)
    workbooks, _ = workspace.workbooks(workspace.parse_period(str(year)))
    return folder if folder.is_dir() or not workbooks else workbooks[0][0]


def _read_old(old: Path, year: int) -> tuple[ExampleRows, tuple[Diagnostic, ...]]:
    """Return what last year's workbook carries over, and the errors of those sheets: their rows stay behind."""
    if not old.is_file():
        raise UsageError(f"Không có tệp {old}. Hãy kiểm tra lại đường dẫn sau --from.")
    reading = read_tables([(old, old.name)], scope=Scope.PARTS)
    carried = dict(carry_over(reading.tables, year))
    if still_open := tuple(open_at_start(reading.tables.dossiers, date(year, 1, 1))):
        carried[DossierRow] = still_open
    titles = {DossierRow.info.title, *(model.info.title for model in CARRIED)}
    problems = tuple(
        one
        for one in reading.diagnostics
        if one.severity is Severity.ERROR and (one.place.sheet in titles or one.place.sheet is None)
    )
    if not any(carried.values()):
        reasons = f" {problems[0].message}. {problems[0].hint}" if problems else ""
        raise DataError(f"{old.name} không có gì để mang sang: cần trang {', '.join(sorted(titles))}.{reasons}")
    return carried, problems


def _wanted(form: Form) -> BlankWanted:
    """Return what the form asks a clerk for."""
    asked = (RowKind.COUNT, RowKind.PERCENT, RowKind.CHOICE)
    return BlankWanted(
        form.sections,
        tuple(
            WantedIndicator(row.code, row.label, " | ".join(row.unit_lines), tuple(map(str, row.choices)))
            for row in form.rows
            if row.kind in asked and isinstance(row.formula, EnteredFormula)
        ),
    )
