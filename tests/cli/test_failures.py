import errno

import pytest

from cchc_report.ground.errors import DataError, MachineError, UsageError
from cchc_report.ground.failures import describe_failure

from .cli_process import Ended, run_python

# A command of our own in the real application: what a fault in any command comes to.
FAULTY = """
import signal, sys
from cchc_report.cli.app import app
from cchc_report.cli.main import main

@app.command("fail")
def fail() -> None:
    {statement}

sys.exit(main(["fail"]))
"""


def fail_with(statement: str, debug: str = "") -> Ended:
    return run_python("-c", FAULTY.format(statement=statement), CCHC_DEBUG=debug)


def test_ctrl_c_ends_quietly_with_130() -> None:
    assert (130, "", "") == fail_with("signal.raise_signal(signal.SIGINT)")


def test_a_fault_of_ours_is_named_without_a_traceback_and_without_what_it_quotes() -> None:
    code, _, err = fail_with("{}['Nguyễn Văn A']")
    assert (3, True) == (code, err.startswith("lỗi nội bộ: KeyError ở main.py, dòng "))
    assert "Nguyễn Văn A" not in err
    assert "Traceback" not in err


def test_a_developer_may_ask_for_the_traceback() -> None:
    assert "Traceback" in fail_with("{}['x']", debug="1").err


def test_a_panic_of_a_native_library_is_a_fault_like_any_other() -> None:
    assert (3, "") == fail_with("raise BaseException")[:2]


def test_a_full_disk_ends_with_3() -> None:
    failure = describe_failure(OSError(errno.ENOSPC, "No space left on device", "out/a.docx"))
    assert (3, "lỗi: Ổ đĩa đã đầy, không ghi được “out/a.docx”. Hãy giải phóng dung lượng rồi chạy lại.") == (
        failure.exit_code,
        failure.message,
    )


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOENT, errno.EIO])
def test_the_system_s_own_words_are_never_shown(number: int) -> None:
    failure = describe_failure(OSError(number, "English words", "tệp.xlsx"))
    assert 3 == failure.exit_code
    assert "English" not in failure.message
    assert "“tệp.xlsx”" in failure.message


def test_a_lack_of_memory_ends_with_3() -> None:
    assert 3 == describe_failure(MemoryError()).exit_code


@pytest.mark.parametrize(("kind", "code"), [(DataError, 1), (UsageError, 2), (MachineError, 3)])
def test_our_own_errors_carry_their_sentence_and_code(kind: type[DataError], code: int) -> None:
    assert ("lỗi: Câu trọn vẹn.", code) == describe_failure(kind("Câu trọn vẹn."))
