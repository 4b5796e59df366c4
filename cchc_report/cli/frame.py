"""Typer's help pages in Vietnamese: headings, usage line, and examples at the end. Knows no command.

Typer 0.29 takes only some of these words from gettext, and its click is private; both are why its version is pinned.
"""

import re
from collections.abc import Sequence
from inspect import cleandoc

import typer
from typer._click import Command, Context, HelpFormatter
from typer.core import TyperCommand, TyperGroup, TyperOption

_HEADINGS = {"Options": "Tùy chọn", "Arguments": "Tham số", "Commands": "Lệnh"}
_TYPE = re.compile(r" <[^<>]+>$")
_BOUNDS = re.compile(r"\s*\[[\d.<=]*x[\d.<>=]*\]")
_USAGE = {"[OPTIONS]": "[TÙY CHỌN]", "COMMAND [ARGS]...": "LỆNH …"}


class VietnameseFormatter(HelpFormatter):
    """Lays out a help page under Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or "Cách dùng: ")

    def write_heading(self, heading: str) -> None:
        """Write a section's heading."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names with what they mean."""
        super().write_dl([(_bare_name(name), _translate_mark(text)) for name, text in rows], col_max, col_spacing)


class VietnameseContext(typer.Context):
    """A context whose help is laid out in Vietnamese."""

    formatter_class = VietnameseFormatter


class _Vietnamese(Command):
    """What a command and a group of commands share: the words of their help pages."""

    context_class = VietnameseContext

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the option --help, described in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện trợ giúp này rồi thoát."
            option.default = False  # with None, Typer would load pydantic to check it
        return option

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Return the parts of the usage line; a required argument stands there without braces."""
        return [_USAGE.get(piece, piece.strip("{}").replace("...", "…")) for piece in super().collect_usage_pieces(ctx)]

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - Typer calls it so
        """Write the examples, line by line as they were given."""
        if self.epilog:
            with formatter.section("Ví dụ"):
                for line in cleandoc(self.epilog).splitlines():
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


class VietnameseCommand(_Vietnamese, TyperCommand):
    """A command whose help page is Vietnamese; its epilog holds the examples."""


class VietnameseGroup(_Vietnamese, TyperGroup):
    """A group of commands whose help page is Vietnamese; its epilog holds the examples."""


def _bare_name(name: str) -> str:
    """Return a parameter's name without the Python type that Typer puts after it: `KỲ <str>` is `KỲ`."""
    return _TYPE.sub("", name)


def _translate_mark(text: str) -> str:
    """Translate the mark Typer adds to a required parameter, and leave out the one with a number's bounds (`[x>=1]`)."""
    return _BOUNDS.sub("", text).replace("[required]", "(bắt buộc)")
