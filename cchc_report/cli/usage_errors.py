"""Typer's own complaints about a command line, said again in Vietnamese. Its English text is read at most for a value in it.

Typer 0.29 carries a private copy of click whose messages do not go through gettext; the version is pinned for that reason.
"""

import re

from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperGroup, TyperOption

from cchc_report.ground.text import nearest

_EXTRA_ARGUMENTS = re.compile(r"Got unexpected extra argument(?:\(s\)|s)? \((?P<arguments>.*)\)", re.DOTALL)
_UNKNOWN_COMMAND = re.compile(r"No such command (?P<name>'.*?'|\".*?\")\.")


def translate_usage_error(error: ClickException) -> str:
    """Return what is wrong with the command line, and on a second line the command that shows its help."""
    context = error.ctx if isinstance(error, UsageError) else None
    hint = f"\n  → Xem cách dùng: {context.command_path} --help" if context else ""
    return _describe(error) + hint


def _describe(error: ClickException) -> str:
    """Return the sentence alone."""
    match error:
        case MissingParameter():
            return _describe_missing(error)
        case BadParameter():
            return _describe_bad_value(error)
        case NoSuchOption():
            return _describe_unknown_option(error)
        case BadOptionUsage() if "does not take" in error.message:
            return f"Tùy chọn {error.option_name} không nhận giá trị."
        case BadOptionUsage():
            return f"Tùy chọn {error.option_name} cần một giá trị đi sau nó."
        case UsageError():
            return _describe_by_message(error)
    return "Lệnh gõ chưa đúng."


def _describe_by_message(error: UsageError) -> str:
    """Return the sentence for the complaints that have no class of their own."""
    if extra := _EXTRA_ARGUMENTS.fullmatch(error.message):
        return f"Thừa tham số: {extra['arguments']}."
    if unknown := _UNKNOWN_COMMAND.match(error.message):
        return _describe_unknown_command(error, unknown["name"][1:-1])
    if error.message.startswith("Missing command"):
        return f"Thiếu tên lệnh. Các lệnh: {', '.join(_commands(error))}."
    return "Lệnh gõ chưa đúng."


def _describe_missing(error: MissingParameter) -> str:
    if isinstance(error.param, TyperOption):
        return f"Thiếu tùy chọn {error.param.opts[0]}."
    return f"Thiếu tham số {error.param.display_name_raw}." if error.param else "Thiếu tham số."


def _describe_bad_value(error: BadParameter) -> str:
    """Name the parameter, and the values it takes where they are a closed list."""
    if error.param is None:
        return "Có giá trị không hợp lệ."
    name = error.param.opts[0] if isinstance(error.param, TyperOption) else error.param.display_name_raw
    choices = [str(getattr(choice, "value", choice)) for choice in error.param.type_descriptor.choices or ()]
    allowed = f" Chỉ nhận: {', '.join(choices)}." if choices else ""
    return f"Giá trị{_quote_value(error)} của {name} không hợp lệ.{allowed}"


def _quote_value(error: BadParameter) -> str:
    """Return the value that was refused, in quotes, where Typer's checker (pydantic) has kept it."""
    from pydantic import ValidationError  # already loaded wherever a value has been refused

    cause = error.__cause__
    return f" “{cause.errors()[0]['input']}”" if isinstance(cause, ValidationError) else ""


def _describe_unknown_option(error: NoSuchOption) -> str:
    likely = " hoặc ".join(sorted(error.possibilities or ()))
    return f"Không có tùy chọn {error.option_name}." + (f" Có phải bạn muốn gõ {likely}?" if likely else "")


def _describe_unknown_command(error: UsageError, name: str) -> str:
    commands = _commands(error)
    likely = nearest(name, commands)
    suggestion = f" Có phải bạn muốn gõ “{likely}”?" if likely else ""
    return f"Không có lệnh “{name}”.{suggestion} Các lệnh: {', '.join(commands)}."


def _commands(error: UsageError) -> list[str]:
    """Return the names of the commands that could have stood there."""
    command = error.ctx.command if error.ctx else None
    return list(command.commands) if isinstance(command, TyperGroup) else []
