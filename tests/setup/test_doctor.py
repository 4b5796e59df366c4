"""The doctor: an answer for everything that may be broken, whose business it is, and the exit code."""

import sys
from pathlib import Path

import pytest

from cchc_report.ground.machine import ask_program, has_font, nearest_folder
from cchc_report.setup.console import VIETNAMESE, Console, lost_letters
from cchc_report.setup.doctor import Check, CheckStatus, Concern, Program, examine, exit_code, judge_room
from cchc_report.setup.open_files import open_files

PROGRAM = Program(
    version="0.1.0",
    folder=Path("goi"),
    command=Path("bin/cchc"),
    python="3.11.7",
    interpreter=Path("bin/python"),
    system="Linux 6",
)
CONSOLE = Console("utf-8", "Có màu")
GIGABYTE = 1_000_000_000
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows starts no scripts")


def look(folder: Path, *, program: Program = PROGRAM, console: Console = CONSOLE) -> dict[str, Check]:
    """Return the answers by their identifiers."""
    return {check.id: check for check in examine(folder, program, console)}


def found(check: Check) -> tuple[CheckStatus, Concern]:
    return check.status, check.concerns


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with one workbook."""
    (tmp_path / "cchc.toml").write_text("", encoding="utf-8")
    (tmp_path / "2023.csv").write_text("a\n", encoding="utf-8")
    return tmp_path


def test_everything_is_looked_at_in_an_order_that_goes_from_the_program_to_the_files(folder: Path) -> None:
    expected = "program python system console colour office word fonts settings output workbooks open_files form"
    assert expected.split() == list(look(folder))


def test_a_workspace_in_order_hinders_nothing(folder: Path) -> None:
    checks = look(folder)
    assert 0 == exit_code(checks.values())
    assert [CheckStatus.OK] * 4 == [checks[name].status for name in ("settings", "workbooks", "open_files", "form")]
    assert "năm 2023: 2023.csv" == checks["workbooks"].message


def test_outside_a_workspace_it_says_so_and_fails_nothing(tmp_path: Path) -> None:
    checks = look(tmp_path)
    assert (CheckStatus.WARNING, Concern.WORKSPACE) == found(checks["settings"])
    assert "chưa phải thư mục làm việc" in checks["settings"].message
    assert "cchc init" in checks["settings"].hint
    assert 0 == exit_code(checks.values())


def test_a_folder_that_is_not_there_is_an_error_and_nothing_in_it_is_looked_at(tmp_path: Path) -> None:
    checks = look(tmp_path / "khong-co")
    assert (CheckStatus.ERROR, Concern.WORKSPACE) == found(checks["settings"])
    assert {"output", "workbooks", "open_files"}.isdisjoint(checks)
    assert 1 == exit_code(checks.values())


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('form = "x\n', "sai cú pháp ở dòng 1"),
        ('from = "x"', "không có mục cài đặt “from”"),
        ('year_start = "lunar"', "giá trị “lunar” không dùng được"),
        ('data = "khong-co"', "thư mục “khong-co” không có"),
    ],
)
def test_broken_settings_are_told_by_their_message_and_hide_nothing(settings: str, told: str, folder: Path) -> None:
    (folder / "cchc.toml").write_text(settings, encoding="utf-8")
    checks = look(folder)
    assert (CheckStatus.ERROR, Concern.WORKSPACE) == found(checks["settings"])
    assert told in checks["settings"].message
    assert "mặc định" in checks["settings"].hint
    assert CheckStatus.OK is checks["workbooks"].status
    assert 1 == exit_code(checks.values())


def test_settings_in_another_encoding_are_an_answer(folder: Path) -> None:
    (folder / "cchc.toml").write_bytes('form = "biểu"'.encode("utf-16"))
    assert "không phải mã UTF-8" in look(folder)["settings"].message


def test_the_settings_that_differ_from_the_default_are_named(folder: Path) -> None:
    text = (
        'year_start = "state"\ndocuments.outgoing_log = "extract"\ncolumns."Hồ sơ"."Ngày vào sổ" = "Ngày tiếp nhận"\n'
    )
    (folder / "cchc.toml").write_text(text, encoding="utf-8")
    told = look(folder)["settings"].message
    assert told.endswith('hợp lệ: year_start = "state", documents.outgoing_log = "extract", columns (1 mục)')


def test_settings_that_point_at_another_folder_are_followed(folder: Path) -> None:
    top = folder / "tren"
    top.mkdir()
    (top / "cchc.toml").write_text('data = ".."', encoding="utf-8")
    checks = look(top)
    assert "chỉ tới" in checks["settings"].message
    assert "năm 2023: 2023.csv" == checks["workbooks"].message


def test_a_form_that_is_not_there_is_an_error(folder: Path) -> None:
    (folder / "cchc.toml").write_text('form = "khong-co"', encoding="utf-8")
    check = look(folder)["form"]
    assert (CheckStatus.ERROR, Concern.WORKSPACE) == found(check)
    assert "Không thấy biểu mẫu “khong-co”" in check.message


def test_a_form_of_one_s_own_is_proved(folder: Path) -> None:
    (folder / "cchc.toml").write_text('form = "cua-xa"', encoding="utf-8")
    (folder / "cua-xa").mkdir()
    (folder / "cua-xa" / "form.toml").write_text("[[indicator", encoding="utf-8")
    check = look(folder)["form"]
    assert (CheckStatus.ERROR, "Gõ “cchc form check” để xem tất cả.") == (check.status, check.hint)
    assert "sai cú pháp" in check.message


def test_two_sources_of_a_year_are_an_error(folder: Path) -> None:
    (folder / "2023").mkdir()
    check = look(folder)["workbooks"]
    assert (CheckStatus.ERROR, Concern.WORKSPACE) == found(check)
    assert "Năm 2023 có nhiều nguồn số liệu" in check.message


def test_of_many_workbooks_the_first_are_named_and_the_rest_counted(folder: Path) -> None:
    (folder / "2024").mkdir()
    for number in range(7):
        (folder / "2024" / f"{number}.csv").write_text("a\n", encoding="utf-8")
    names = ", ".join(f"2024/{number}.csv" for number in range(5))
    assert f"năm 2023: 2023.csv; năm 2024: {names} và 2 tệp khác" == look(folder)["workbooks"].message


def test_files_that_lie_open_are_named_by_their_locks_and_never_by_who_opened_them(folder: Path) -> None:
    results = folder / "out" / "2023"
    results.mkdir(parents=True)
    (results / "bao-cao.docx").touch()
    (folder / "~$2023.csv").write_text("Nguyễn Văn A", encoding="utf-8")  # Excel puts its mark before the name
    (results / "~$o-cao.docx").write_text("Nguyễn Văn A", encoding="utf-8")  # Word in place of two letters
    (results / ".~lock.phu-luc.docx#").write_text("Nguyễn Văn A", encoding="utf-8")
    expected = ("2023.csv", "out/2023/bao-cao.docx", "out/2023/phu-luc.docx")
    assert expected == tuple(path.relative_to(folder).as_posix() for path in open_files(folder))
    checks = look(folder)
    assert (CheckStatus.WARNING, ", ".join(expected)) == (checks["open_files"].status, checks["open_files"].message)
    assert "Nguyễn" not in str(checks)


def test_a_file_in_place_of_the_results_folder_is_an_error_of_the_workspace(folder: Path) -> None:
    (folder / "out").touch()
    check = look(folder)["output"]
    assert (CheckStatus.ERROR, Concern.WORKSPACE) == found(check)
    assert "là một tệp" in check.message


def test_looking_leaves_the_folder_as_it_was(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    look(folder)
    assert before == sorted(folder.rglob("*"))


@pytest.mark.parametrize(
    ("free", "status"),
    [
        (None, CheckStatus.OK),
        (GIGABYTE, CheckStatus.OK),
        (GIGABYTE // 10, CheckStatus.WARNING),
        (GIGABYTE // 100, CheckStatus.ERROR),
    ],
)
def test_a_disk_that_fills_up_is_a_warning_and_a_full_one_an_error(free: int | None, status: CheckStatus) -> None:
    assert status is judge_room(Path("out"), free).status


@pytest.mark.parametrize(("free", "told"), [(1_500_000_000, "1.500 MB"), (82_877_000_000, "82 GB")])
def test_the_room_is_told_as_exactly_as_it_matters(free: int, told: str) -> None:
    assert f"Ghi được vào out, ổ đĩa còn trống {told}" == judge_room(Path("out"), free).message


def test_a_command_that_is_not_on_the_path_is_a_warning(folder: Path) -> None:
    program = Program(
        version="0.1.0",
        folder=Path("goi"),
        command=None,
        python="3.11.7",
        interpreter=Path("bin/python"),
        system="Linux 6",
    )
    check = look(folder, program=program)["program"]
    assert CheckStatus.WARNING is check.status
    assert "python -m cchc_report" in check.hint


@pytest.mark.parametrize(
    ("errors", "code"),
    [((), 0), ((Concern.WORKSPACE,), 1), ((Concern.MACHINE,), 3), ((Concern.WORKSPACE, Concern.MACHINE), 3)],
)
def test_the_exit_code_says_whose_business_it_is(errors: tuple[Concern, ...], code: int) -> None:
    fine = Check(id="a", title="A", status=CheckStatus.WARNING, concerns=Concern.MACHINE, message="…", hint="")
    assert code == exit_code(
        [
            fine,
            *(
                Check(id="b", title="B", status=CheckStatus.ERROR, concerns=concern, message="…", hint="")
                for concern in errors
            ),
        ]
    )


def test_a_console_of_utf_8_shows_every_letter() -> None:
    assert (True, "Bảng mã cp65001, chữ Việt hiện đủ", "") == (
        (console := Console("cp65001", "")).is_utf8,
        console.message,
        console.hint,
    )


@pytest.mark.parametrize(("code_page", "lost"), [("utf-8", 0), ("ascii", 134), ("cp000", 134)])
def test_a_code_page_lacks_letters(code_page: str, lost: int) -> None:
    assert lost == len(lost_letters(code_page))


def test_every_letter_with_a_mark_or_tone_is_counted_once() -> None:
    assert (134, 134) == (len(VIETNAMESE), len(set(VIETNAMESE)))


def test_the_vietnamese_code_page_has_no_e_with_circumflex_and_dot_below() -> None:
    lost = lost_letters("cp1258")
    assert ("ệ" in lost, "ê" in lost, "đ" in lost) == (True, False, False)


def test_a_windows_console_is_told_to_write_files_by_output(folder: Path) -> None:
    check = look(folder, console=Console("cp1258", "", is_windows=True))["console"]
    assert CheckStatus.WARNING is check.status
    assert "trong cửa sổ cchc vẫn hiện đủ" in check.message
    assert "--output TỆP" in check.hint


def test_another_console_is_told_to_set_its_language(folder: Path) -> None:
    check = look(folder, console=Console("ANSI_X3.4-1968", ""))["console"]
    assert CheckStatus.WARNING is check.status
    assert "LANG=C.UTF-8" in check.hint


def test_a_program_is_asked() -> None:
    assert "Python" in (ask_program([sys.executable, "--version"]) or "")


def test_a_program_that_is_not_there_answers_nothing(tmp_path: Path) -> None:
    assert ask_program([str(tmp_path / "khong-co")]) is None


def test_a_program_that_fails_answers_nothing() -> None:
    assert ask_program([sys.executable, "-c", "print('x'); raise SystemExit(1)"]) is None


def test_a_program_that_takes_too_long_is_ended_and_answers_nothing() -> None:
    assert ask_program([sys.executable, "-c", "import time; time.sleep(60)"], timeout=0.3) is None


@ON_POSIX
def test_fonts_are_those_the_system_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lister = tmp_path / "fc-list"
    lister.write_text("#!/bin/sh\necho 'Liberation Serif'\necho 'Times New Roman,Times New Roman Bold'\n")
    lister.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (True, True, False) == tuple(map(has_font, ("Times New Roman", "Liberation Serif", "Arial")))


@ON_POSIX
def test_where_the_list_of_fonts_fails_nothing_is_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lister = tmp_path / "fc-list"
    lister.write_text("#!/bin/sh\nexit 1\n")
    lister.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert has_font("Times New Roman") is None


def test_a_folder_that_is_not_made_yet_would_stand_in_the_nearest_one(tmp_path: Path) -> None:
    assert tmp_path == nearest_folder(tmp_path / "out" / "2023")
