"""JSON Schemas (draft 2020-12) of the sheets and of the JSON outputs, generated from their declarations; nothing is typed twice.

A sheet's schema describes its rows as objects whose keys are the headers and whose values are what a clerk would best write;
a workbook may hold them in other notations too, which only the reader knows.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from cchc_report.ground.codes import Severity
from cchc_report.ground.errors import UsageError
from cchc_report.ground.json_output import JsonOutput
from cchc_report.ground.text import fold, nearest
from cchc_report.tables.blank_sheets import NO, YES, cell_type
from cchc_report.tables.column import Field, SheetModel, fields_of
from cchc_report.tables.read import SHEETS
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.values import Choice

Schema: TypeAlias = dict[str, object]
Outputs: TypeAlias = Mapping[str, type[JsonOutput]]  # by the command that prints each
# Each schema has an `$id`, so that the references inside it hold where several stand in one file.
DIALECT = "https://json-schema.org/draft/2020-12/schema"
# A filled cell by the kind of its value; Có/Không and choices are lists of words, all else is text.
_CELLS: Mapping[type, Schema] = MappingProxyType(
    {
        date: TypeAdapter(date).json_schema(),
        datetime: TypeAdapter(date | datetime).json_schema(),  # the time of day may be left out
        Decimal: TypeAdapter(float).json_schema(),
        int: TypeAdapter(int).json_schema(),
    }
)
_TEXT = TypeAdapter(str).json_schema()


def all_schemas(outputs: Outputs) -> Schema:
    """Return every schema: of the sheets by their titles, of the outputs by their commands."""
    return {
        "sheets": {model.info.title: sheet_schema(model) for model in SHEETS},
        "outputs": {name: output_schema(name, output) for name, output in outputs.items()},
    }


def find_schema(name: str, outputs: Outputs) -> Schema:
    """Return the schema of a sheet, by any name it may have in a workbook, or of a command's output.

    Raises UsageError for another name, with the nearest one.
    """
    wanted = fold(name)
    for model in SHEETS:
        if wanted in model.info.keys:
            return sheet_schema(model)
    if wanted in outputs:
        return output_schema(wanted, outputs[wanted])
    titles, commands = [model.info.title for model in SHEETS], list(outputs)
    near = nearest(name, [*titles, *commands])
    question = f" Có phải là “{near}”?" if near else ""
    raise UsageError(
        f"Không có lược đồ “{name}”.{question} Các trang: {', '.join(titles)}. Các kết quả JSON: {', '.join(commands)}."
    )


def sheet_schema(model: type[SheetModel]) -> Schema:
    """Return the schema of a sheet: a list of its rows; that of `Đơn vị` is the one object its two columns make."""
    info = model.info
    named = {
        "$schema": DIALECT,
        "$id": f"urn:cchc:sheet:{fold(info.title).replace(' ', '-')}",
        "title": info.title,
        "description": _about(model),
        "x-synonyms": list(info.synonyms),
    }
    row = _row(model)
    if model is Commune:
        return {**named, **row}
    return {**named, "type": "array", "minItems": int(info.required), "items": row}


def output_schema(name: str, output: type[JsonOutput]) -> Schema:
    """Return the schema of a command's JSON output."""
    generated = output.model_json_schema(schema_generator=_WithoutOurWords)
    return {"$schema": DIALECT, "$id": f"urn:cchc:output:{name}", "title": output.command, **generated}


def _about(model: type[SheetModel]) -> str:
    """Say what a row is, and what the sheet's absence does."""
    info = model.info
    rows = "Cột A là tên mục, cột B là nội dung." if model is Commune else f"Mỗi dòng một {info.noun}."
    if info.required:
        return f"{rows} Trang bắt buộc."
    return f"{rows} Trang tùy chọn" + (f"; không có thì để trống {info.feeds}." if info.feeds else ".")


def _row(model: type[SheetModel]) -> Schema:
    """Return the schema of a row; a column is required where its absence is an error, and other columns may stand beside it."""
    fields = fields_of(model).values()
    return {
        "type": "object",
        "properties": {declared.column.header: _cell(model, declared) for declared in fields},
        "required": [declared.column.header for declared in fields if declared.absence is Severity.ERROR],
    }


def _cell(model: type[SheetModel], declared: Field) -> Schema:
    """Return the schema of a column's cells; null is an empty one."""
    column, kind = declared.column, cell_type(model, declared.name)
    content = _content(kind)
    found: Schema = {"description": column.note, **(content if declared.required else _or_empty(content))}
    found["x-synonyms"] = list(column.synonyms)
    if issubclass(kind, Choice):
        found["x-choices"] = {choice.value: list(choice.synonyms) for choice in kind}
    if column.feeds:
        found["x-feeds"] = column.feeds
    return found


def _content(kind: type) -> Schema:
    """Return the schema of a filled cell."""
    if issubclass(kind, Choice):
        return {"enum": [choice.value for choice in kind]}
    if issubclass(kind, bool):
        return {"enum": [YES, NO]}
    return dict(_CELLS.get(kind, _TEXT))


def _or_empty(content: Schema) -> Schema:
    """Return the schema that also takes an empty cell."""
    match content:
        case {"enum": [*words]}:
            return {"enum": [*words, None]}
        case {"anyOf": [*kinds]}:
            return {"anyOf": [*kinds, {"type": "null"}]}
    return {"anyOf": [content, {"type": "null"}]}


_AnySchema: TypeAlias = (
    core_schema.CoreSchema
    | core_schema.ModelField
    | core_schema.DataclassField
    | core_schema.TypedDictField
    | core_schema.ComputedField
)


class _WithoutOurWords(GenerateJsonSchema):
    """Leaves out the docstrings and titles of the declarations: they are for programmers."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - pydantic calls it so
        """Set no title that is only a key in other letters."""
        return False

    def generate_inner(self, schema: _AnySchema) -> JsonSchemaValue:
        """Return the words of a choice where it is used: its name and docstring are for programmers too."""
        match schema:
            case {"type": "enum", "members": [*members]}:
                return {"enum": [str(member) for member in members], "type": "string"}
        return super().generate_inner(schema)

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return a model's schema without the name and docstring of its class."""
        generated = super().model_schema(schema)
        return {key: value for key, value in generated.items() if key not in {"title", "description"}}
