"""`cchc completion`: what makes the Tab key complete commands and options, for four shells.

The script is only printed, never installed: Typer's own installer edits start-up files and loosens PowerShell's policy.
"""

from enum import StrEnum
from typing import Annotated

import typer
from typer._completion_classes import completion_init
from typer._completion_shared import get_completion_script

from cchc_report.cli.terminal import print_result

EXAMPLES = """
cchc completion bash >> ~/.bashrc
cchc completion powershell >> $PROFILE
"""

VARIABLE = "_CCHC_COMPLETE"  # in the environment when a shell asks what to complete


class Shell(StrEnum):
    """The shells that can complete our commands."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def register_shells() -> None:
    """Teach Typer to answer the completion requests of these shells."""
    completion_init()


def completion(
    shell: Annotated[
        Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish hoặc powershell.", show_default=False)
    ],
) -> None:
    """In đoạn mã mà trình gõ lệnh cần để phím Tab tự điền lệnh và tùy chọn của cchc."""
    print_result(get_completion_script(prog_name="cchc", complete_var=VARIABLE, shell=shell.value))
