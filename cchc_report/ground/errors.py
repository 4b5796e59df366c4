"""The exceptions that mean "no report", and nothing else; what is wrong with data is a value (`diagnostics`).

CchcError            carries the sentence a clerk reads and the exit code
├── UsageError       2: the command, its arguments or the settings are wrong
├── DataError        1: the inputs allow no report; the diagnostics say why
└── MachineError     3: the disk, a permission or an open file stopped us

Caught only in `cli/` and `batch/`. An error of the system is told by `describe_os_error`, never in its own English words.
"""

import errno
from typing import ClassVar

_NO_SPACE = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


class CchcError(Exception):
    """Base of all errors that end a run; its text is Vietnamese and complete."""

    exit_code: ClassVar[int] = 1


class UsageError(CchcError):
    """The command was used wrongly: an unknown period, a folder that is not there, a setting that does not exist."""

    exit_code = 2


class DataError(CchcError):
    """The inputs hold errors that forbid a report; they have been told as diagnostics."""

    exit_code = 1


class MachineError(CchcError):
    """The machine failed us: no space, no permission, a file held open by another program."""

    exit_code = 3


def describe_os_error(error: OSError, name: str | None = None) -> str:
    """Return the sentence for an error of the system, with the file it is about; `name` is what to call that file."""
    told = name or error.filename
    named = f" “{told}”" if told else ""
    if error.errno in _NO_SPACE:
        return f"Ổ đĩa đã đầy, không ghi được{named}. Hãy giải phóng dung lượng rồi chạy lại."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"Không có quyền đọc hoặc ghi{named}. Nếu tệp đang mở trong Excel hoặc Word, hãy đóng lại rồi chạy lại."
    if isinstance(error, FileNotFoundError):
        return f"Không tìm thấy tệp hoặc thư mục{named}. Hãy kiểm tra lại đường dẫn rồi chạy lại."
    return f"Máy không đọc hoặc ghi được{named} (mã lỗi hệ thống {error.errno}). Hãy thử lại hoặc hỏi bộ phận kỹ thuật."
