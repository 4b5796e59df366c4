from pathlib import Path

import pytest

from .cli_process import COMMANDS, run

LISTED = ", ".join(COMMANDS)

CASES = {
    "an unknown command": (("xyz",), f"Không có lệnh “xyz”. Các lệnh: {LISTED}."),
    "a mistyped command": (
        ("buidl",),
        f"Không có lệnh “buidl”. Có phải bạn muốn gõ “build”? Các lệnh: {LISTED}.",
    ),
    "a mistyped subcommand": (
        ("form", "chek"),
        "Không có lệnh “chek”. Có phải bạn muốn gõ “check”? Các lệnh: new, check, names.",
    ),
    "a command with a quote": (("it's",), f"Không có lệnh “it's”. Các lệnh: {LISTED}."),
    "a missing argument": (("build",), "Thiếu tham số KỲ."),
    "an unknown option": (("build", "2023", "--xyzzy"), "Không có tùy chọn --xyzzy."),
    "a mistyped option": (("build", "2023", "--spilt"), "Không có tùy chọn --spilt. Có phải bạn muốn gõ --split?"),
    "an unknown short option": (("build", "2023", "-x"), "Không có tùy chọn -x."),
    "an unknown option before the command": (
        ("--verbose",),
        "Không có tùy chọn --verbose. Có phải bạn muốn gõ --version?",
    ),
    "an option without its value": (("build", "2023", "--data"), "Tùy chọn --data cần một giá trị đi sau nó."),
    "a value for a flag": (("build", "2023", "--pdf=1"), "Tùy chọn --pdf không nhận giá trị."),
    "an extra argument": (("build", "2023", "2024"), "Thừa tham số: 2024."),
    "a value out of a list": (
        ("validate", "--format", "xml"),
        "Giá trị “xml” của --format không hợp lệ. Chỉ nhận: text, json, github.",
    ),
    "a shell we do not know": (
        ("completion", "tcsh"),
        "Giá trị “tcsh” của SHELL không hợp lệ. Chỉ nhận: bash, zsh, fish, powershell.",
    ),
    "options with no command": (("--",), f"Thiếu tên lệnh. Các lệnh: {LISTED}."),
    "no period": (
        ("build", "203"),
        "Không hiểu kỳ báo cáo “203”. Hãy gõ một trong các dạng: 2023 (cả năm), 2023-Q1 (quý I), 2023-6M (6 tháng), 2023-9M (9 tháng).",
    ),
    "neither a period nor a file": (
        ("validate", "2023-Q5"),
        "“2023-Q5” không phải kỳ báo cáo (2023, 2023-Q1, 2023-6M, 2023-9M) và cũng không có tệp nào tên như vậy.",
    ),
    "two periods": (
        ("validate", "2023-Q1", "2023-Q2"),
        "Mỗi lần chỉ kiểm tra một kỳ báo cáo, hoặc một số tệp; không trộn hai thứ trong một lệnh.",
    ),
    "a folder for a file": (
        ("validate", "."),
        "“.” là thư mục. Muốn kiểm tra cả thư mục, hãy gõ: cchc validate --data .",
    ),
    "a folder that is not there": (
        ("build", "2023", "--data", "khong-co"),
        "Không có thư mục khong-co. Hãy kiểm tra lại đường dẫn sau --data.",
    ),
    "an output without JSON": (
        ("build", "2023", "--output", "a.docx"),
        "--output là tệp nhận kết quả JSON, chỉ dùng cùng --json. Báo cáo luôn nằm trong thư mục out của kỳ.",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), CASES.values(), ids=CASES.keys())
def test_a_wrong_command_line_is_told_in_vietnamese_and_ends_with_2(
    arguments: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    ended = run(*arguments, folder=tmp_path)
    assert (2, "", f"lỗi: {message}") == (ended.code, ended.out, ended.err.splitlines()[0])


def test_a_wrong_option_points_at_the_help_of_its_command() -> None:
    assert "  → Xem cách dùng: cchc build --help" == run("build", "--nope").err.splitlines()[-1]
