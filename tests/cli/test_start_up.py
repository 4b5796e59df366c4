import pytest

from .cli_process import run_python

WATCHED = "openpyxl docx docxtpl lxml rich pydantic python_calamine jinja2"
SCRIPT = f"""
import sys
from cchc_report.cli.main import main
main(sys.argv[1:])
print(sorted(set("{WATCHED}".split()) & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["--help", "--version", "build --help", "validate --help", "xyz"])
def test_what_needs_no_library_loads_none(command: str) -> None:
    assert "[]" == run_python("-c", SCRIPT, *command.split()).err.splitlines()[-1]


def test_checking_files_loads_no_word_library() -> None:
    loaded = run_python("-c", SCRIPT, "validate", "khong-co.xlsx").err.splitlines()[-1]
    assert set() == {"docx", "docxtpl", "rich"} & set(eval(loaded))  # noqa: S307 - a list that the script above printed
