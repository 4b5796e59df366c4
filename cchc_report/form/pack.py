"""What a form pack says: the rows of the appendix and how each is computed, read strictly from form.toml. Computes nothing."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cchc_report.figures import Denominator
from cchc_report.form.based_on import whole
from cchc_report.form.on_time_rule import as_set
from cchc_report.form.phrases import PHRASES_FILE, Phrases, load_phrases
from cchc_report.form.rule_kinds import Rule, is_additive
from cchc_report.form.sentences import Implied, Sentence
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place

FORM_FILE = "form.toml"
ADDED = "+"  # after a section: a paragraph that goes after its text
_YES = Decimal(1)  # of a choice between no and yes


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FigureFormula(_Strict):
    """The indicator is a figure, or another indicator, as it is."""

    kind: Literal["figure"] = "figure"
    figure: str


class SumFormula(_Strict):
    """The indicator is a sum of figures or indicators."""

    kind: Literal["sum"] = "sum"
    sum: Annotated[tuple[str, ...], Field(min_length=2)]


class ShareOperands(_Strict):
    """Two figures or indicators, the first a part of the second."""

    part: str
    whole: str


class ShareFormula(_Strict):
    """The indicator is the share of one figure in another, in percent."""

    kind: Literal["share"] = "share"
    share: ShareOperands


class EnteredFormula(_Strict):
    """The indicator is entered by hand in the sheet `Chỉ tiêu`."""

    kind: Literal["entered"] = "entered"


Formula = Annotated[FigureFormula | SumFormula | ShareFormula | EnteredFormula, Field(discriminator="kind")]


class RowKind(StrEnum):
    """What a row of the appendix is; headings are a look and may carry a value all the same."""

    GROUP = "group"
    HEADING = "heading"
    COUNT = "count"
    PERCENT = "percent"
    CHOICE = "choice"


class FormRow(_Strict):
    """One row of the appendix."""

    code: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)*(\.[a-z])?$")]
    printed: str | None = (
        None  # as the state's form prints it, misnumbered or "Trong đó"; the code where it is not given
    )
    label: Annotated[str, Field(min_length=1)]
    unit: str = ""  # the choices of a choice are separated by bars: "Không = 0 | Có = 1"
    kind: RowKind
    formula: Formula = EnteredFormula()

    @model_validator(mode="before")
    @classmethod
    def _name_the_formula(cls, row: object) -> object:
        """Let the file say `figure = …`, `sum = […]` or `share = {…}` where the model has one formula."""
        if not isinstance(row, dict):
            return row
        given = [kind for kind in ("figure", "sum", "share") if kind in row]
        if len(given) > 1:
            raise ValueError(f"hai công thức: {', '.join(given)}")
        if not given:
            return row
        rest = {key: value for key, value in row.items() if key not in given}
        return {**rest, "formula": {"kind": given[0], given[0]: row[given[0]]}}

    @property
    def operands(self) -> tuple[str, ...]:
        """The figures and rows the formula names."""
        match self.formula:
            case FigureFormula(figure=name):
                return (name,)
            case SumFormula(sum=names):
                return names
            case ShareFormula(share=share):
                return (share.part, share.whole)
            case EnteredFormula():
                return ()

    @property
    def is_rate(self) -> bool:
        """Tell whether the value is a percentage."""
        return self.unit == "%"

    @property
    def printed_code(self) -> str:
        """The number the appendix prints."""
        return self.code if self.printed is None else self.printed

    @property
    def unit_lines(self) -> tuple[str, ...]:
        """The unit, a choice to a line."""
        return tuple(line.strip() for line in self.unit.split("|")) if self.unit else ()

    @cached_property
    def choices(self) -> dict[Decimal, str]:
        """The allowed values of a choice with their meaning; empty for other rows."""
        if self.kind is not RowKind.CHOICE:
            return {}
        pairs = (line.rpartition("=") for line in self.unit_lines)
        return {Decimal(value.strip()): meaning.strip() for meaning, _, value in pairs if value.strip().isdigit()}


class Swings(_Strict):
    """From where on `cchc compare` marks a change: ten times last year's is a typing error more often than a success."""

    times: Annotated[int, Field(gt=1)] = 10  # a count that is so many times the other, or a part that small of it
    points: Annotated[Decimal, Field(gt=0)] = Decimal(20)  # a rate that moved by so many percentage points
    least: Annotated[int, Field(ge=1)] = 5  # counts that are both below this are never marked


class OutdatedWord(_Strict):
    """A word that the form no longer uses, and what to write instead."""

    word: Annotated[str, Field(min_length=1)]
    hint: Annotated[str, Field(min_length=1)]


class Form(_Strict):
    """A form pack: what its documents are called, which sections they have, and the rows of the appendix in order."""

    id: str
    title: str
    appendix_name: str  # "Phụ lục 01b"
    appendix_title: str
    valid_from: date | None = None  # the cut-offs it is used for; without either day, only where it is named
    valid_to: date | None = None
    on_time_denominator: Denominator = Denominator.TOTAL
    addressee: bool = True  # whether the report begins "Kính gửi" and its recipients "Như trên"
    sections: tuple[str, ...] = ()
    sums: str | None = None  # the form whose rows and rules this one has, summed over the units that report on it
    swings: Swings = Swings()
    rows: Annotated[tuple[FormRow, ...], Field(alias="indicator", min_length=1)]
    rules: Annotated[tuple[Rule, ...], Field(alias="rule")] = ()
    paper_rules: Annotated[tuple[Rule, ...], Field(alias="paper_rule")] = ()  # of written reports only
    # How a written report is read: the titles of chapters and sections, the sentences with figures, what follows from them.
    section_titles: dict[str, str] = {}
    sentences: Annotated[tuple[Sentence, ...], Field(alias="sentence")] = ()
    implied: tuple[Implied, ...] = ()
    outdated: tuple[OutdatedWord, ...] = ()  # words of the forms before it
    own_phrases: Phrases | None = None  # of a cau-van.toml beside its form.toml

    @cached_property
    def phrases(self) -> Phrases:
        """How the running text of a written report is understood: the form's own file of phrases, else the one for all forms."""
        return self.own_phrases or load_phrases(packaged_forms() / PHRASES_FILE)

    @cached_property
    def narrative_sections(self) -> tuple[str, ...]:
        """The sections that a paragraph may name: II.2 for its text, II.2+ for what is added after it."""
        return (*self.sections, *(f"{section}{ADDED}" for section in self.sections))

    @cached_property
    def by_code(self) -> dict[str, FormRow]:
        """The rows by their codes."""
        return {row.code: row for row in self.rows}

    @cached_property
    def codes_of_figures(self) -> dict[str, tuple[str, ...]]:
        """The codes of the rows that are a figure as it is, by the figure's name."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self.rows:
            if isinstance(row.formula, FigureFormula):
                found[row.formula.figure] = (*found.get(row.formula.figure, ()), row.code)
        return found

    def code_printing(self, figure: str) -> str | None:
        """Return the code of the row that prints a figure by itself, None where no row does: a clerk knows no figure's name."""
        return next(iter(self.codes_of_figures.get(figure, ())), None)

    @property
    def is_dated(self) -> bool:
        """Tell whether the form says from or until when it is used."""
        return self.valid_from is not None or self.valid_to is not None

    def is_in_force(self, day: date) -> bool:
        """Tell whether reports with this cut-off are made on the form; both days given belong to it."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def load_form(folder: Path) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    """Read the form of a folder; None, with what is wrong, where it cannot be used."""
    name = f"{folder.name}/{FORM_FILE}"
    try:
        form = _parse(tuple(_texts(folder)), folder)
        own = load_phrases(folder / PHRASES_FILE) if (folder / PHRASES_FILE).is_file() else None
        return form.model_copy(update={"own_phrases": own}) if own else form, ()
    except OSError:
        return None, (_invalid(name, None, "không đọc được tệp", "Kiểm tra thư mục biểu mẫu có tệp form.toml."),)
    except UnicodeDecodeError:
        return None, (_invalid(name, None, "tệp không phải mã UTF-8", "Lưu lại tệp với Encoding là UTF-8."),)
    except tomllib.TOMLDecodeError as error:
        position = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"dòng {position[1]}, cột {position[2]}" if position else "cuối tệp"
        return None, (
            _invalid(name, where, "sai cú pháp TOML", "Kiểm tra dấu ngoặc kép, dấu bằng và dấu ngoặc vuông."),
        )
    except _BaseError as error:
        hint = f"Đặt thư mục biểu mẫu “{error}” cạnh thư mục này, hoặc ghi tên một biểu mẫu có sẵn."
        return None, (_invalid(name, error.key, f"không có biểu mẫu “{error}” dùng được để {error.use}", hint),)
    except ValidationError as error:
        return None, tuple(_entry_problems(name, error))
    except (RecursionError, ValueError):  # brackets in brackets, a number of thousands of digits
        hint = "Xóa các dấu ngoặc thừa và số dài hàng nghìn chữ số."
        return None, (_invalid(name, None, "có số quá dài hoặc quá nhiều dấu ngoặc lồng nhau", hint),)


class _BaseError(Exception):
    """The form that is to be summed or built on is not there or cannot be used; the text is its name."""

    key, use = "sums", "cộng"


class _BelowError(_BaseError):
    """The form that another is based on is not there, or is based on that one."""

    key, use = "based_on", "dựa vào"


def base_folders(folder: Path) -> tuple[Path, ...]:
    """Return the folders of the forms that a form is based on, the nearest first; nothing of one that cannot be read."""
    try:
        return tuple(each for each, _ in _chain(folder))[1:]
    except (OSError, ValueError, RecursionError, _BaseError):
        return ()


def _texts(folder: Path) -> Iterator[str]:
    """Yield the text of a form and of those it is based on, the nearest first."""
    yield from (text for _, text in _chain(folder))


def _chain(folder: Path) -> Iterator[tuple[Path, str]]:
    seen: list[Path] = []
    below: Path | None = folder
    while below is not None:
        text = (below / FORM_FILE).read_bytes().decode("utf-8-sig")
        yield below, text
        seen.append(below.resolve())
        name = tomllib.loads(text).get("based_on") if "based_on" in text else None
        below = None if name is None else _folder_named(below, str(name))
        if below is not None and below.resolve() in seen:
            raise _BelowError(str(name))


def _folder_named(folder: Path, name: str) -> Path:
    """Return the folder of the form with a name: beside another's folder, else the packaged one."""
    for candidate in (folder.parent / name, packaged_forms() / name):
        if (candidate / FORM_FILE).is_file():
            return candidate
    raise _BelowError(name)


@lru_cache(maxsize=16)  # a batch reads the same few forms for hundreds of communes
def _parse(texts: tuple[str, ...], folder: Path) -> Form:
    said: dict[str, object] = {}
    for text in reversed(texts):
        said = whole(tomllib.loads(text), said)
    name = said.get("sums")
    form = Form.model_validate(_summed(said, _base(folder, name)) if isinstance(name, str) else said)
    return form.model_copy(update={"rules": as_set(form.rules, form.on_time_denominator)})


def _base(folder: Path, name: str) -> Form:
    """Return the form with a name beside a form's folder, else the packaged one."""
    for candidate in (folder.parent / name, packaged_forms() / name):
        if (candidate / FORM_FILE).is_file() and candidate.resolve() != folder.resolve():
            form, _ = load_form(candidate)
            if form is not None and form.sums is None:
                return form
    raise _BaseError(name)


def _summed(said: dict[str, object], base: Form) -> dict[str, object]:
    """Return what a form says with the rows and rules of the form it sums: rows of its own take the place of those of their code."""
    given = said.get("indicator", [])
    own = {str(row.get("code")): row for row in given if isinstance(row, dict)} if isinstance(given, list) else {}
    rows: list[object] = [own.pop(row.code) if row.code in own else _of_many(row) for row in base.rows]
    rules = [rule for rule in base.rules if is_additive(rule)]
    added = said.get("rule", [])
    return {
        "on_time_denominator": base.on_time_denominator,
        **said,
        "indicator": [*rows, *own.values()],
        "rule": [*rules, *(added if isinstance(added, list) else ())],
    }


def _of_many(row: FormRow) -> FormRow:
    """Return a row as the sum of many units has it: a choice becomes the number of units that chose yes."""
    if row.kind is not RowKind.CHOICE:
        return row
    meanings = row.choices
    unit = f"Số đơn vị: {meanings[_YES]}" if set(meanings) == {0, _YES} else " | ".join(meanings.values())
    return row.model_copy(update={"kind": RowKind.COUNT, "unit": unit})


def packaged_forms() -> Path:
    """Return the folder of the forms that come with the package, installed or run from its source."""
    installed = Path(str(files("cchc_report"))) / "templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


def _entry_problems(name: str, error: ValidationError) -> Iterator[Diagnostic]:
    """Yield each wrong entry once: a list with a wrong entry is called too short besides."""
    found = error.errors(include_url=False)
    for one in found:
        here, size = one["loc"], len(one["loc"])
        if not any(len(other["loc"]) > size and other["loc"][:size] == here for other in found):
            yield _entry_problem(name, here, one["type"], one["msg"])


def _entry_problem(name: str, location: tuple[int | str, ...], kind: str, message: str) -> Diagnostic:
    """Say in Vietnamese which entry of the file is wrong, and how."""
    where = _name_of(location)
    reasons = {
        "missing": "thiếu mục này",
        "extra_forbidden": "mục này không có trong biểu mẫu",
        "enum": "giá trị không có trong danh mục",
        "string_pattern_mismatch": "mã chỉ tiêu phải có dạng 3.3.1 hoặc 3.3.1.a",
        "value_error": message.removeprefix("Value error, "),
    }
    return Diagnostic.of(
        Code.FORM_INVALID,
        Place(file=name, label=where),
        f"Mục {where}: {reasons.get(kind, 'giá trị sai kiểu')}",
        "Sửa mục này trong form.toml theo mẫu của các mục bên cạnh.",
    )


def _name_of(location: tuple[int | str, ...]) -> str:
    """Name an entry as the file writes it, `indicator[12].share.whole`: there, a row has no `formula` and no kind of one."""
    if "formula" in location[:-1]:
        at = location.index("formula")
        location = location[:at] + location[at + 2 :]
    return ".".join(f"[{part + 1}]" if isinstance(part, int) else part for part in location).replace(".[", "[")


def _invalid(name: str, where: str | None, message: str, hint: str) -> Diagnostic:
    shown = f"{where}: {message}" if where else message
    return Diagnostic.of(Code.FORM_INVALID, Place(file=name, label=where), shown[0].upper() + shown[1:], hint)
