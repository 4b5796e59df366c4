"""`cchc verify`: whether a report still agrees with its workbooks, and what was edited by hand since it was built."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_report import __version__
from cchc_report.cli.options import AsJson, Output, Overwrite, Quiet
from cchc_report.cli.show import format_json, plain
from cchc_report.cli.terminal import print_result, show_path
from cchc_report.ground.errors import DataError
from cchc_report.ground.numbers import exact, format_number, format_trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_report.compare.edits import Edit
    from cchc_report.compare.verify import ChangedFigure, FileState, Verification
    from cchc_report.report.record_json import RecordJson

EXAMPLES = """
cchc verify out/2023/bao-cao-2023.docx
                                     báo cáo còn khớp với sổ tính không, chỗ nào bị sửa
cchc verify bao-cao-da-gui.docx --data xa-hoang-truong
                                     báo cáo đã chép đi nơi khác, tên đã đổi
cchc verify out/2023/bao-cao-2023.docx --json -o kiem-tra.json
"""

_LISTED = 20  # places of a kind that are told one by one
_CONTEXT = 30  # characters on either side of what was edited
_STATES = {"changed": "đã đổi", "missing": "không còn", "new": "mới có"}
_KINDS = {"changed": "đã sửa", "added": "thêm vào", "removed": "đã xóa"}


def verify(
    document: Annotated[
        Path, typer.Argument(metavar="BÁO_CÁO.docx", help="Báo cáo Word do cchc lập.", show_default=False)
    ],
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="THƯ_MỤC",
            help="Thư mục làm việc của xã, khi báo cáo không còn nằm trong thư mục out.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
    output: Output = None,
    force: Overwrite = False,
    quiet: Quiet = False,
) -> int:
    """Lập lại báo cáo từ các sổ tính rồi so với tệp: còn khớp không, chỗ nào bị sửa tay, số nào nay đã khác."""
    from cchc_report.compare.verify import verify as verify_document

    found = verify_document(document, data)
    if as_json:
        print_result(format_json(found.to_json()), output, force=force, inputs=[document])
    else:
        lines = [_verdict(found)] if quiet else [_verdict(found), *_lines(found)]
        print_result("\n".join(map(plain, lines)), output, force=force, inputs=[document])
    return 0 if found.agrees else DataError.exit_code


def _verdict(found: "Verification") -> str:
    """Return the line that says it all."""
    if found.agrees:
        ending = "" if found.is_same_file else " (tệp đã lưu lại, chỉ khác định dạng)"
        return f"{show_path(found.document)}: khớp với các sổ tính, không bị sửa tay{ending}"
    said = []
    if found.edits:
        said.append(f"{format_number(len(found.edits))} chỗ bị sửa tay")
    if found.rebuilt.obstacle:
        said.append("không lập lại được để so sánh")
    elif found.rebuilt.figures or found.outdated:
        numbers = len(found.rebuilt.figures)
        said.append(f"{format_number(numbers)} số liệu nay đã khác" if numbers else "văn bản lập lại nay đã khác")
    if found.has_new_errors:
        said.append(f"các sổ tính đang có {format_number(found.rebuilt.errors)} lỗi")
    return f"{show_path(found.document)}: KHÔNG khớp: {', '.join(said)}"


def _lines(found: "Verification") -> "Iterator[str]":
    content, rebuilt = found.recorded.content, found.rebuilt
    yield f"  Ghi lại lúc lập:   {show_path(found.recorded.path)}, văn bản {found.recorded.name}"
    yield f"  Phiên bản cchc:    {_then_and_now(content.cchc)}"
    yield f"  Sổ tính:           {_states(rebuilt.inputs)}"
    yield f"  Biểu mẫu:          {_states(rebuilt.form)}"
    if rebuilt.settings:
        yield f"  Cài đặt đã đổi:    {', '.join(rebuilt.settings)}"
    if rebuilt.obstacle:
        yield f"  Không lập lại được: {rebuilt.obstacle.rstrip('.')}."
    if not found.edits:
        yield f"  Sửa tay:           không{'' if found.is_same_file else ', chỉ khác định dạng'}"
    yield from _section(
        "Sửa tay", [line for edit in found.edits for line in [_edit_line(edit), *_figure_lines(edit, content)]]
    )
    yield from _section("Số liệu nay đã khác", list(map(_changed_line, rebuilt.figures)))
    yield from _section("Lập lại sẽ ghi khác", list(map(_edit_line, found.outdated)))


def _then_and_now(then: str) -> str:
    return then if then == __version__ else f"{then} (lúc lập), nay là {__version__}"


def _states(files: "Sequence[FileState]") -> str:
    told = [f"{one.name} {_STATES[one.state]}" for one in files if one.state != "same"]
    return ", ".join(told) or ("không đổi" if files else "chưa biết")


def _section(title: str, lines: list[str]) -> "Iterator[str]":
    """Yield a heading and lines below it; of very many only the first."""
    if not lines:
        return
    yield f"  {title}:"
    yield from (f"    {line}" for line in lines[:_LISTED])
    if len(lines) > _LISTED:
        yield f"    … và {format_number(len(lines) - _LISTED)} dòng khác; xem đủ bằng --json"


def _edit_line(edit: "Edit") -> str:
    if edit.built is not None and edit.found is not None:
        built, found = _difference(edit.built, edit.found)
        return f"{edit.place}: “{built}” → “{found}”"
    text = edit.found if edit.found is not None else edit.built
    return f"{edit.place}: {_KINDS[edit.kind]}, {_quoted(text)}"


def _figure_lines(edit: "Edit", record: "RecordJson") -> "Iterator[str]":
    for one in edit.figures:
        names = ", ".join(_named(code, record) for code in one.codes)
        yield f"  {names}: {one.built} → {one.found or 'xóa trống'}"


def _named(code: str, record: "RecordJson") -> str:
    """Return a figure's name with what it is called; a number of the year before is called like this year's."""
    source = record.sources.get(code.removeprefix("previous."))
    return f"{code} ({source.label})" if source else code


def _changed_line(figure: "ChangedFigure") -> str:
    """Return the line of a figure; of a list only the entries that differ."""
    match figure.recorded, figure.now:
        case list() as then, list() as now:
            left = [_value([one for one in these if one not in those]) for these, those in ((then, now), (now, then))]
            return f"{figure.code} ({figure.label}): {left[0] or 'không có'} → {left[1] or 'không còn'}"
    return f"{figure.code} ({figure.label}): {_value(figure.recorded)} → {_value(figure.now)}"


def _value(value: object) -> str:
    """Return a value of a record as a person reads it."""
    match value:
        case None:
            return "chưa biết"
        case int() | float() | Decimal():
            return format_trimmed(exact(float(value)), 2)
        case list():
            return "; ".join(map(_value, value))
        case dict():
            return " ".join(_value(one) for one in value.values() if not isinstance(one, list | dict))
        case _:
            return str(value)


def _difference(built: str, found: str) -> tuple[str, str]:
    """Return two texts from shortly before to shortly after what differs."""
    shortest = min(len(built), len(found))
    start = next((at for at in range(shortest) if built[at] != found[at]), shortest)
    end = next((at for at in range(shortest - start) if built[-1 - at] != found[-1 - at]), shortest - start)
    first = 0 if start <= _CONTEXT else built.rfind(" ", 0, start - _CONTEXT) + 1
    cut = [text[first : len(text) - max(end - _CONTEXT, 0)] for text in (built, found)]
    before, after = "… " if first else "", " …" if end > _CONTEXT else ""
    return f"{before}{cut[0]}{after}", f"{before}{cut[1]}{after}"


def _quoted(text: str | None) -> str:
    if text is None:
        return "(có tên người, không in ra)"
    return f"“{text if len(text) <= 4 * _CONTEXT else text[: 4 * _CONTEXT - 1] + '…'}”"
