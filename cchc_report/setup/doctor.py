"""What a help desk asks first: the program, the machine, the workspace and its settings, each looked at on its own.

Knows neither Typer nor how the answers are printed. One thing that is broken hides no other: a check that fails is an answer.
Never reads what is in a workbook, so that no name can get into an answer.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field

from cchc_report.form import load_form, validity
from cchc_report.form.pack import packaged_forms
from cchc_report.ground.diagnostics import has_errors
from cchc_report.ground.errors import CchcError, DataError, MachineError
from cchc_report.ground.json_output import JsonCount, JsonOutput
from cchc_report.ground.machine import find_word, free_space, has_font, nearest_folder, office_version, try_writing
from cchc_report.ground.numbers import format_number
from cchc_report.setup.console import Console
from cchc_report.setup.open_files import open_files
from cchc_report.workspace.workspace import SETTINGS_FILE, Settings, Workspace, open_workspace

_MEGABYTE, _GIGABYTE = 1_000_000, 1_000_000_000
_TIGHT, _FULL = 500 * _MEGABYTE, 20 * _MEGABYTE  # free bytes below which to warn, and to stop: a report has 0.1 MB
_LISTED = 5  # files named in one line
_FONT, _REPLACEMENT = "Times New Roman", "Liberation Serif"


class CheckStatus(StrEnum):
    """How a thing stands; an error is what keeps `cchc` from working here."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


class Concern(StrEnum):
    """Whose business a thing is."""

    MACHINE = "machine"
    WORKSPACE = "workspace"


class Answer(NamedTuple):
    """How a thing stands, and what to do about it."""

    message: str
    status: CheckStatus = CheckStatus.OK
    hint: str = ""
    concerns: Concern | None = None  # where it is not the usual one of the check


class Check(JsonOutput):
    """One thing that was looked at, with the answer."""

    id: Annotated[str, Field(description="Tên mục kiểm tra, không đổi giữa các phiên bản")]
    title: Annotated[str, Field(description="Mục kiểm tra, bằng tiếng Việt")]
    status: Annotated[CheckStatus, Field(description="OK, chú ý, hoặc lỗi làm cchc không chạy được")]
    concerns: Annotated[Concern, Field(description="Thuộc về máy hay về thư mục làm việc")]
    message: Annotated[str, Field(description="Tình trạng")]
    hint: Annotated[str, Field(description="Nên làm gì; trống khi không phải làm gì")]


class DoctorSummaryJson(JsonOutput):
    """How many lines of the doctor say what."""

    ok: Annotated[JsonCount, Field(description="Số mục tốt")]
    warning: Annotated[JsonCount, Field(description="Số mục cần chú ý")]
    error: Annotated[JsonCount, Field(description="Số mục lỗi")]


class DoctorJson(JsonOutput):
    """What `cchc doctor --json` prints."""

    command: ClassVar[str] = "cchc doctor --json"

    version: Annotated[str, Field(description="Phiên bản của cchc")]
    checks: Annotated[tuple[Check, ...], Field(description="Các mục đã kiểm tra")]
    summary: Annotated[DoctorSummaryJson, Field(description="Số mục theo tình trạng")]

    @classmethod
    def of(cls, version: str, checks: tuple[Check, ...]) -> "DoctorJson":
        """Return all answers, and how many there are of each status."""
        return cls(version=version, checks=checks, summary=DoctorSummaryJson(**count_by_status(checks)))


@dataclass(frozen=True, kw_only=True)
class Program:
    """Which `cchc` runs, on what."""

    version: str
    folder: Path
    command: Path | None  # what the shell starts for `cchc`; None where it is not on the PATH
    python: str
    interpreter: Path
    system: str


def examine(folder: Path, program: Program, console: Console) -> tuple[Check, ...]:
    """Look at everything; whatever is broken, there is an answer for each thing."""
    workspace, settings = _open(folder)
    machine = Concern.MACHINE
    return (
        _look("program", "Chương trình", machine, lambda: _program(program)),
        _look("python", "Python", machine, lambda: Answer(f"{program.python} ({program.interpreter})")),
        _look("system", "Hệ điều hành", machine, lambda: Answer(program.system)),
        _look("console", "Cửa sổ lệnh", machine, lambda: _console(console)),
        _look("colour", "Màu chữ", machine, lambda: Answer(console.colour)),
        _look("office", "LibreOffice", machine, _office),
        _look("word", "Microsoft Word", machine, _word),
        _look("fonts", "Phông chữ", machine, _fonts),
        settings,
        *_look_at_workspace(workspace),
    )


def _look_at_workspace(workspace: Workspace) -> Iterator[Check]:
    """Look at what a folder holds, where there is one."""
    machine, own = Concern.MACHINE, Concern.WORKSPACE
    if os.path.isdir(workspace.root):  # noqa: PTH112 - unlike Path's, it is False where the folder may not even be looked at
        yield _look("output", "Thư mục kết quả", machine, lambda: _output(workspace.root / "out"))
        yield _look("workbooks", "Sổ tính", own, lambda: _workbooks(workspace))
        yield _look("open_files", "Tệp đang mở", own, lambda: _open_files(workspace.root))
    yield _look("form", "Biểu mẫu", own, lambda: _form(workspace))


def exit_code(checks: Iterable[Check]) -> int:
    """Return 0 where nothing hinders, else the code of what does: the machine before the workspace."""
    hindered = {check.concerns for check in checks if check.status is CheckStatus.ERROR}
    if Concern.MACHINE in hindered:
        return MachineError.exit_code
    return DataError.exit_code if hindered else 0


def count_by_status(checks: Iterable[Check]) -> dict[CheckStatus, int]:
    """Return how many answers there are of each status, zeros included."""
    found = Counter(check.status for check in checks)
    return {status: found[status] for status in CheckStatus}


def _look(name: str, title: str, concerns: Concern, look: Callable[[], Answer]) -> Check:
    """Look, and make an answer of whatever goes wrong; the text of a foreign error is not shown."""
    try:
        answer = look()
    except CchcError as error:
        whose = Concern.MACHINE if isinstance(error, MachineError) else concerns
        answer = Answer(str(error), CheckStatus.ERROR, concerns=whose)
    except OSError as error:
        place = f" “{error.filename}”" if error.filename else ""
        hint = "Kiểm tra quyền truy cập; nếu tệp đang mở trong Excel hoặc Word, hãy đóng lại rồi chạy lại."
        answer = Answer(f"Không đọc hoặc ghi được{place}", CheckStatus.ERROR, hint, Concern.MACHINE)
    except Exception as error:  # the doctor goes on whatever is ill
        hint = "Hãy gửi nguyên dòng này cho người phụ trách phần mềm."
        answer = Answer(f"Không kiểm tra được ({type(error).__name__})", CheckStatus.ERROR, hint)
    return Check(
        id=name,
        title=title,
        status=answer.status,
        concerns=answer.concerns or concerns,
        message=answer.message,
        hint=answer.hint,
    )


def _program(program: Program) -> Answer:
    where = f"cchc {program.version}, cài ở {program.folder}"
    if program.command is not None:
        return Answer(f"{where}; lệnh cchc là {program.command}")
    hint = "Gõ “python -m cchc_report” thay cho “cchc”, hoặc thêm thư mục chứa lệnh cchc vào biến PATH."
    return Answer(f"{where}; PATH không có lệnh cchc", CheckStatus.WARNING, hint)


def _console(console: Console) -> Answer:
    return Answer(console.message, CheckStatus.OK if console.is_utf8 else CheckStatus.WARNING, console.hint)


def _office() -> Answer:
    from cchc_report.document.pdf.pdf import find_soffice  # noqa: PLC0415 - a Word library that does not load is an answer

    program = find_soffice()
    if program is None:
        hint = "Chỉ cần khi lập PDF (cchc build --pdf): hãy cài LibreOffice, hoặc mở tệp Word và chọn Lưu thành PDF."
        return Answer("Không thấy trên máy này", CheckStatus.WARNING, hint)
    version = office_version(program)
    if version is None:
        hint = "Chưa lập được PDF: hãy đóng LibreOffice đang mở rồi chạy lại, hoặc cài lại LibreOffice."
        return Answer(f"Có ở {program} nhưng không trả lời", CheckStatus.WARNING, hint)
    return Answer(f"{version} ({program})")


def _word() -> Answer:
    program = find_word()
    return Answer(str(program) if program else "Không thấy; báo cáo là tệp .docx, LibreOffice cũng mở được")


def _fonts() -> Answer:
    found = has_font(_FONT)
    if found:
        return Answer(f"Có {_FONT}")
    if found is None:
        hint = f"Mở một tệp Word và xem phông {_FONT} có trong danh sách không."
        return Answer("Máy không cho biết có những phông nào", CheckStatus.WARNING, hint)
    hint = f"Tệp Word không bị ảnh hưởng. Muốn bản PDF lập trên máy này đúng phông, hãy cài {_FONT}."
    if has_font(_REPLACEMENT):
        return Answer(f"Không có {_FONT}; bản PDF dùng {_REPLACEMENT}, cùng bề rộng chữ", CheckStatus.WARNING, hint)
    return Answer(f"Không có {_FONT} và {_REPLACEMENT}; bản PDF có thể lệch trang", CheckStatus.WARNING, hint)


def _output(folder: Path) -> Answer:
    """Try to write where the reports go; a folder that is not there yet is not made."""
    there = nearest_folder(folder)
    if not there.is_dir():
        hint = "Báo cáo cần một thư mục ở đó. Hãy đổi tên tệp đó rồi chạy lại."
        return Answer(f"{there} là một tệp, không ghi được báo cáo", CheckStatus.ERROR, hint, Concern.WORKSPACE)
    try:
        try_writing(there)
    except OSError:
        hint = "Hãy kiểm tra quyền ghi và dung lượng ổ đĩa, hoặc chép thư mục làm việc sang ổ đĩa khác."
        return Answer(f"Không ghi được vào {there}", CheckStatus.ERROR, hint)
    return judge_room(there, free_space(there))


def judge_room(folder: Path, free: int | None) -> Answer:
    """Judge the free bytes of a folder that can be written to."""
    written = f"Ghi được vào {folder}"
    if free is None:
        return Answer(written)
    room = f"{free // _GIGABYTE} GB" if free >= 10 * _GIGABYTE else f"{format_number(free // _MEGABYTE)} MB"
    message = f"{written}, ổ đĩa còn trống {room}"
    if free >= _TIGHT:
        return Answer(message)
    status = CheckStatus.ERROR if free < _FULL else CheckStatus.WARNING
    return Answer(message, status, "Ổ đĩa sắp đầy: hãy xóa bớt tệp không dùng rồi chạy lại.")


def _open(folder: Path) -> tuple[Workspace, Check]:
    """Open the workspace; where its settings are broken, the rest is looked at with the default ones."""
    opened = [Workspace(folder)]

    def look() -> Answer:
        opened.append(open_workspace(folder))
        return _settings(folder, opened[-1])

    check = _look("settings", "Cài đặt", Concern.WORKSPACE, look)
    if check.status is CheckStatus.ERROR and not check.hint:
        hint = "Sửa xong hãy chạy lại: các mục dưới đây xem theo cài đặt mặc định."
        check = check.model_copy(update={"hint": hint})
    return opened[-1], check


def _settings(folder: Path, workspace: Workspace) -> Answer:
    """Say which settings hold; outside a workspace, how to get into one."""
    file = workspace.root / SETTINGS_FILE
    pointed = f"{folder / SETTINGS_FILE} chỉ tới {workspace.root}; " if workspace.root != folder else ""
    if file.is_file():
        changed = ", ".join(_changed(workspace.settings)) or "mọi mục như mặc định"
        return Answer(f"{pointed}{file} hợp lệ: {changed}")
    if pointed or workspace.years():
        return Answer(f"{pointed}không có {SETTINGS_FILE}, mọi mục lấy mặc định")
    hint = "Chạy cchc trong thư mục có sổ tính, hoặc thêm --data THƯ_MỤC; muốn tạo mới, gõ “cchc init TÊN”."
    return Answer(
        f"{folder.absolute()} chưa phải thư mục làm việc: không có {SETTINGS_FILE}", CheckStatus.WARNING, hint
    )


def _changed(settings: Settings) -> Iterator[str]:
    """Yield the settings that differ from the default; of a table only how much it holds."""
    default = Settings()
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if value == getattr(default, name):
            continue
        match value:
            case str():
                yield f'{name} = "{value}"'
            case dict():
                yield f"{name} ({format_number(len(value))} mục)"
            case _:
                yield ", ".join(
                    f'{name}.{key} = "{each}"' for key, each in value if each != getattr(getattr(default, name), key)
                )


def _form(workspace: Workspace) -> Answer:
    """Prove the form that cchc.toml names, else those of the years there are, else all that a period may choose."""
    from cchc_report.setup.form_proof import prove_form  # noqa: PLC0415 - as in `_office`

    is_there = os.path.isdir(workspace.root)  # noqa: PTH112 - as in `_look_at_workspace`
    years = [workspace.parse_period(year) for year in workspace.years()] if is_there else []
    folders = dict.fromkeys(map(workspace.form_folder, years)) or dict.fromkeys(workspace.form_folders())
    where = "; ".join(_described(folder, workspace) for folder in folders)
    problems = [problem for folder in folders for problem in prove_form(folder)]
    if not problems:
        return Answer(f"{where}, kiểm tra không có lỗi")
    status = CheckStatus.ERROR if has_errors(problems) else CheckStatus.WARNING
    message = f"{where} có {format_number(len(problems))} vấn đề, trước hết là: {problems[0].message}"
    return Answer(message, status, "Gõ “cchc form check” để xem tất cả.")


def _described(folder: Path, workspace: Workspace) -> str:
    """Name a form, and say for which periods it is chosen where cchc.toml names none."""
    if workspace.settings.form:
        return f"{folder.name} (có sẵn)" if folder.parent == packaged_forms() else str(folder)
    form, _ = load_form(folder)
    return f"{folder.name} (có sẵn, cho kỳ chốt số liệu {validity(form)})" if form else folder.name


def _workbooks(workspace: Workspace) -> Answer:
    """List the workbooks of each year; one that cannot be opened is an answer too."""
    years = workspace.years()
    if not years:
        hint = "Đặt sổ tính tên theo năm, ví dụ 2023.xlsx, hoặc thư mục 2023 chứa các sổ tính, vào thư mục này."
        return Answer(f"Không có sổ tính của năm nào trong {workspace.root.absolute()}", CheckStatus.WARNING, hint)
    found = {year: workspace.workbooks(workspace.parse_period(year)) for year in years}
    for workbooks, _ in found.values():
        for path, _ in workbooks:
            with path.open("rb") as file:
                file.read(1)
    problems = [problem for _, several in found.values() for problem in several]
    if problems:
        return Answer(problems[0].message, CheckStatus.ERROR, problems[0].hint)
    return Answer("; ".join(f"năm {year}: {_list([name for _, name in found[year][0]])}" for year in years))


def _open_files(root: Path) -> Answer:
    names = [path.relative_to(root).as_posix() for path in open_files(root)]
    if not names:
        return Answer("Không có tệp nào đang mở trong Excel, Word hoặc LibreOffice")
    hint = (
        "Hãy lưu và đóng: số liệu chưa lưu thì chưa được tính, báo cáo đang mở thì không ghi đè được. "
        "Nếu đã đóng mà vẫn báo, hãy xóa tệp khóa (~$… hoặc .~lock…) ở cùng thư mục."
    )
    return Answer(_list(names), CheckStatus.WARNING, hint)


def _list(names: list[str]) -> str:
    rest = f" và {format_number(len(names) - _LISTED)} tệp khác" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + rest
