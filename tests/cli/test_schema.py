"""`cchc schema` as its users run it, and the real JSON of the commands held to the schemas it prints."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from cchc_report.batch.batch_json import BatchJson
from cchc_report.cli.json_outputs import OUTPUTS
from cchc_report.ground.codes import Severity
from cchc_report.reference.schema import all_schemas, find_schema
from cchc_report.report.report_json import ValidateJson
from cchc_report.setup.doctor import DoctorJson
from cchc_report.tables.column import fields_of
from cchc_report.tables.read import SHEETS
from cchc_report.tables.sheets.dossiers import Channel, DossierRow

from .cli_process import run
from .workbooks import BAD, GOOD, write_workspace

SAMPLE = str(Path(__file__).parent.parent.parent / "sample_data" / "hoang-truong")
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def walk(value: object) -> Iterator[dict[str, object]]:
    """Yield every object within a schema."""
    match value:
        case dict():
            yield value
            for inner in value.values():
                yield from walk(inner)
        case list():
            for inner in value:
                yield from walk(inner)


def test_without_a_name_all_sheets_and_outputs_are_printed() -> None:
    ended = run("schema")
    found = json.loads(ended.out)
    assert (0, "", ["sheets", "outputs"]) == (ended.code, ended.err, list(found))
    assert [model.info.title for model in SHEETS] == list(found["sheets"])
    assert [
        "validate",
        "build",
        "explain",
        "record",
        "verify",
        "compare",
        "audit",
        "audit folder",
        "batch",
        "doctor",
    ] == list(found["outputs"])


@pytest.mark.parametrize("name", ["Hồ sơ", "ho so", "HO-SO", "Sổ theo dõi hồ sơ"])
def test_a_sheet_is_found_by_any_of_its_names(name: str) -> None:
    assert json.loads(run("schema", "Hồ sơ").out) == json.loads(run("schema", name).out)


def test_an_output_is_found_by_its_command_and_goes_to_a_file(tmp_path: Path) -> None:
    ended = run("schema", "build", "-o", "build.json", folder=tmp_path)
    found = json.loads((tmp_path / "build.json").read_text(encoding="utf-8"))
    assert (0, "", "cchc build KỲ --json") == (ended.code, ended.out, found["title"])


@pytest.mark.parametrize(("name", "near"), [("biuld", "build"), ("Hồ sờ xã", "Hồ sơ"), ("doctr", "doctor")])
def test_an_unknown_name_is_wrong_use_and_gets_the_nearest(name: str, near: str) -> None:
    ended = run("schema", name)
    assert (2, "") == (ended.code, ended.out)
    assert f"Không có lược đồ “{name}”. Có phải là “{near}”?" in ended.err


def test_each_schema_names_its_draft_and_itself() -> None:
    schemas = [schema for kind in all_schemas(OUTPUTS).values() if isinstance(kind, dict) for schema in kind.values()]
    assert {DRAFT} == {schema["$schema"] for schema in schemas}
    assert len(schemas) == len({schema["$id"] for schema in schemas})


@pytest.mark.parametrize("model", SHEETS, ids=lambda model: model.__name__)
def test_a_sheet_s_schema_has_every_declared_column(model: type[DossierRow]) -> None:
    schema = find_schema(model.info.title, OUTPUTS)
    row = schema.get("items", schema)
    assert isinstance(row, dict)
    declared = fields_of(model).values()
    expected = {one.column.header: (list(one.column.synonyms), one.column.note) for one in declared}
    found = {name: (column["x-synonyms"], column["description"]) for name, column in row["properties"].items()}
    assert expected == found
    assert [one.column.header for one in declared if one.absence is Severity.ERROR] == row["required"]


def test_a_column_of_choices_lists_them_with_their_other_spellings() -> None:
    row = find_schema("Hồ sơ", OUTPUTS)["items"]
    assert isinstance(row, dict)
    channel = row["properties"]["Hình thức tiếp nhận"]
    assert ["Trực tiếp", "BCCI", "Trực tuyến"] == channel["enum"]
    assert "Nộp trực tiếp" in channel["x-choices"]["Trực tiếp"]
    assert {choice.value: list(choice.synonyms) for choice in Channel} == channel["x-choices"]


def test_an_optional_cell_may_be_empty_and_a_required_one_may_not() -> None:
    row = find_schema("Hồ sơ", OUTPUTS)["items"]
    assert isinstance(row, dict)
    assert {"format": "date", "type": "string"}.items() <= row["properties"]["Ngày tiếp nhận"].items()
    assert {"type": "null"} in row["properties"]["Ngày trả kết quả"]["anyOf"]
    assert ["Có", "Không", None] == row["properties"]["Công khai"]["enum"]


def test_every_reference_of_an_output_is_defined_in_it() -> None:
    for name in OUTPUTS:
        schema = find_schema(name, OUTPUTS)
        definitions = schema.get("$defs", {})
        assert isinstance(definitions, dict)
        wanted = {part["$ref"] for part in walk(schema) if isinstance(part.get("$ref"), str)}
        assert wanted <= {f"#/$defs/{each}" for each in definitions}


def test_no_docstring_gets_into_a_schema() -> None:
    docstrings = {part.__doc__ for output in OUTPUTS.values() for part in (output, *output.__mro__)}
    told = {str(part.get("description")) for name in OUTPUTS for part in walk(find_schema(name, OUTPUTS))}
    assert set() == docstrings & told


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("validate", ("validate", "--format", "json")),
        ("build", ("build", "2023", "--json")),
        ("build", ("build", "2023", "--draft", "--json")),
        ("explain", ("explain", "2023", "3.3.2", "--json")),
        ("doctor", ("doctor", "--json")),
    ],
)
@pytest.mark.parametrize("dossier", [GOOD, BAD], ids=["good", "bad"])
def test_the_real_output_is_what_the_schema_promises(
    name: str, arguments: tuple[str, ...], dossier: str, tmp_path: Path
) -> None:
    ended = run(*arguments, folder=write_workspace(tmp_path, GOOD, dossier))
    assert "" != ended.out
    assert json.loads(ended.out) == OUTPUTS[name].model_validate_json(ended.out, strict=True).json_ready()


@pytest.mark.parametrize("name", ["3.3.2", "staffing.groups", "documents.cited", "1.2.2", "dossiers.published"])
def test_figures_of_every_kind_are_explained_as_the_schema_promises(name: str) -> None:
    ended = run("explain", "2023", name, "--json", "--data", SAMPLE)
    assert name == OUTPUTS["explain"].model_validate_json(ended.out, strict=True).json_ready()["code"]


def test_a_batch_with_a_good_a_bad_and_a_broken_commune_prints_what_the_schema_promises(tmp_path: Path) -> None:
    for name, dossier in (("a", GOOD), ("b", BAD), ("c", GOOD)):
        (tmp_path / name).mkdir()
        write_workspace(tmp_path / name, dossier)
    (tmp_path / "c" / "cchc.toml").write_text("form = ", encoding="utf-8")
    told = BatchJson.model_validate_json(run("batch", "2023", str(tmp_path), "--json").out, strict=True)
    assert {"a": "ok", "b": "errors", "c": "failed"} == {one.path: one.status for one in told.communes}


def test_the_checks_of_a_broken_workspace_are_what_the_schema_promises(tmp_path: Path) -> None:
    (tmp_path / "cchc.toml").write_text("form = ", encoding="utf-8")
    told = DoctorJson.model_validate_json(run("doctor", "--json", folder=tmp_path).out, strict=True)
    assert 1 == told.summary.error


@pytest.mark.parametrize(
    "broken",
    [
        '{"diagnostics": [], "summary": {"error": 0, "warning": 0, "note": 0, "rows": {}}, "more": 1}',
        '{"diagnostics": [], "summary": {"error": 0, "warning": 0, "rows": {}}}',
        '{"diagnostics": [], "summary": {"error": "0", "warning": 0, "note": 0, "rows": {}}}',
    ],
    ids=["a key more", "a key less", "a number as text"],
)
def test_an_output_that_breaks_the_promise_is_refused(broken: str) -> None:
    with pytest.raises(ValidationError):
        ValidateJson.model_validate_json(broken)
