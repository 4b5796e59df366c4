"""What ended a run, told to a clerk: an exception becomes a sentence and an exit code. Prints nothing.

The text of a foreign exception is never shown: it is English, and it may quote a cell with a person's name.
"""

import traceback
from pathlib import Path
from typing import NamedTuple

from cchc_report.ground.errors import CchcError, MachineError, describe_os_error
from cchc_report.ground.text import clean

_PACKAGE = Path(__file__).parents[1].name


class Failure(NamedTuple):
    """A complete message, several lines perhaps, and the exit code that goes with it."""

    message: str
    exit_code: int


def describe_failure(error: BaseException) -> Failure:
    """Return what to print and the code to exit with for an exception that ended the run."""
    match error:
        case CchcError():
            return Failure(f"lỗi: {clean(str(error))}", error.exit_code)  # a name in it may hold line breaks
        case OSError():
            return Failure(f"lỗi: {clean(describe_os_error(error))}", MachineError.exit_code)
        case MemoryError():
            return Failure(
                "lỗi: Máy không đủ bộ nhớ. Hãy đóng bớt chương trình khác hoặc tách sổ tính thành nhiều tệp.",
                MachineError.exit_code,
            )
    return Failure(_describe_bug(error), MachineError.exit_code)


def _describe_bug(error: BaseException) -> str:
    """Return a short report of a fault of the program itself: its kind and the last line of ours that ran."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _PACKAGE in Path(frame.filename).parts]
    where = f" ở {Path(frames[-1].filename).name}, dòng {frames[-1].lineno}" if frames else ""
    return (
        f"lỗi nội bộ: {type(error).__name__}{where}. Đây là lỗi của chương trình, không phải của số liệu.\n"
        "  → Hãy gửi nguyên dòng trên và lệnh đã gõ cho người phụ trách phần mềm. "
        "Muốn có chi tiết: đặt biến môi trường CCHC_DEBUG=1 rồi chạy lại."
    )
