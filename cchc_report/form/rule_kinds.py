"""What a rule of consistency may say: a closed choice of kinds, read strictly from form.toml. Checks nothing."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from cchc_report.ground.codes import Severity

OPTIONAL_MARK = "?"  # after a name: counts as nothing where it is unknown


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _as_list(names: object) -> object:
    """Let `part = "3.4.3"` stand for a list of one."""
    return [names] if isinstance(names, str) else names


Names = Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(min_length=1)]


class AddsUp(_Strict):
    """Parts add up to their total, or to the sum of several; `parts` are names, or one list of named counts.

    The `rest` is a part that a written report may leave out: while it is unknown, the others may fall short of the total.
    """

    kind: Literal["adds_up"] = "adds_up"
    total: Names
    parts: Names
    rest: str | None = None


class AtMost(_Strict):
    """A part, or the sum of several, does not exceed its whole, or the sum of several."""

    kind: Literal["at_most"] = "at_most"
    part: Names
    whole: Names


class Equals(_Strict):
    """The same figure said in several places is the same."""

    kind: Literal["equals"] = "equals"
    names: Annotated[tuple[str, ...], Field(min_length=2)]


class IsShare(_Strict):
    """A printed percentage is what its part and whole give, at the decimals it is printed with."""

    kind: Literal["is_share"] = "is_share"
    rate: str
    part: Names
    whole: Names


class ShareOfCount(_Strict):
    """A percentage can be the share of some whole number of things in one of the wholes that are known.

    `among` is a percentage of the first whole: its share may be meant as the whole as well.
    """

    kind: Literal["share_of_count"] = "share_of_count"
    rate: str
    wholes: Names
    among: str | None = None


class Requires(_Strict):
    """Where there is some of a thing, or of several together, there is some of what it needs."""

    kind: Literal["requires"] = "requires"
    some: Names
    needs: Names


class StatedWith(_Strict):
    """Where a thing was counted, how it was done is stated; where that is stated, there is some of the thing."""

    kind: Literal["stated_with"] = "stated_with"
    count: str
    stated: str


class SharesOf(_Strict):
    """Each percentage of a list of named counts is what the count and the whole give."""

    kind: Literal["shares_of"] = "shares_of"
    entries: str
    whole: str


class InRange(_Strict):
    """A number, or the sum of several, lies between two bounds."""

    kind: Literal["in_range"] = "in_range"
    names: Names
    least: int = 0
    most: int


class SamePeriod(_Strict):
    """The sections name no period and no year but the report's own."""

    kind: Literal["same_period"] = "same_period"
    sections: Names


class ComingYear(_Strict):
    """The sections plan for the coming year, not for the one that ends."""

    kind: Literal["coming_year"] = "coming_year"
    sections: Names


class Cited(_Strict):
    """Documents are cited as they are: with one date and number everywhere, numbered by day, by the cut-off, as the log has them, on a working day."""

    kind: Literal["cited"] = "cited"
    documents: Literal[
        "with_one_date",
        "under_one_number",
        "in_order",
        "issued_by_cutoff",
        "for_this_year",
        "as_logged",
        "on_working_days",
    ]
    sections: Names


class Grounds(_Strict):
    """Where a section cites a document about something, the appendix counts it."""

    kind: Literal["grounds"] = "grounds"
    about: str
    needs: str
    sections: Names


class Numbered(_Strict):
    """The printed numbers of the appendix's rows follow their order."""

    kind: Literal["numbered"] = "numbered"
    printed: Literal["in_order"]


RuleKind = Annotated[
    AddsUp
    | AtMost
    | Equals
    | IsShare
    | SharesOf
    | ShareOfCount
    | InRange
    | Requires
    | StatedWith
    | SamePeriod
    | ComingYear
    | Cited
    | Grounds
    | Numbered,
    Field(discriminator="kind"),
]
_LISTS = {"same_period": "sections", "coming_year": "sections"}  # written as a plain list, like the names of `equals`


class Rule(_Strict):
    """A rule of consistency: what must hold, how grave it is where it does not, and what to do then."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    says: Annotated[str, Field(min_length=1)]  # "Hồ sơ theo hình thức tiếp nhận cộng lại bằng tổng số tiếp nhận"
    severity: Severity = Severity.WARNING
    hint: Annotated[str, Field(min_length=1)]
    check: RuleKind

    @model_validator(mode="before")
    @classmethod
    def _name_the_check(cls, rule: object) -> object:
        """Let the file say `adds_up = {…}` where the model has one check."""
        if not isinstance(rule, dict):
            return rule
        given = [key for key in rule if key not in ("id", "says", "severity", "hint")]
        if len(given) != 1:
            raise ValueError(f"cần đúng một phép kiểm tra, đang có {len(given)}")
        (kind,) = given
        said = rule[kind]
        entries = said if isinstance(said, dict) else {_LISTS.get(kind, "names"): said}
        rest = {key: value for key, value in rule.items() if key != kind}
        return {**rest, "check": {"kind": kind, **entries}}


def names_of(rule: Rule) -> tuple[str, ...]:
    """Return the figures and indicators a rule looks at, without the mark of optional ones."""
    return tuple(name.removesuffix(OPTIONAL_MARK) for name in _named(rule))


def is_additive(rule: Rule) -> bool:
    """Tell whether a rule that holds for each of several units holds for their sums.

    Others are about texts and printed numbers, about rates that somebody typed, or about the size of one unit.
    """
    return isinstance(rule.check, AddsUp | AtMost | Equals | SharesOf)


def needed_by(rule: Rule) -> tuple[str, ...]:
    """Return the figures and indicators without which a rule says nothing."""
    return tuple(name for name in _named(rule) if not name.endswith(OPTIONAL_MARK))


def _named(rule: Rule) -> tuple[str, ...]:  # noqa: C901  # one line a kind of rule
    match rule.check:
        case AddsUp(total=total, parts=parts, rest=rest):
            return (*total, *parts, *_optional(rest))
        case AtMost(part=part, whole=whole):
            return (*part, *whole)
        case Equals(names=names) | InRange(names=names):
            return names
        case IsShare(rate=rate, part=one, whole=all_of_it):
            return (rate, *one, *all_of_it)
        case ShareOfCount(rate=rate, wholes=wholes, among=among):
            return (rate, *_optional(*wholes), *filter(None, (among,)))
        case Requires(some=some, needs=needs):
            return (*some, *needs)
        case StatedWith(count=count, stated=stated):
            return (count, stated)
        case SharesOf(entries=entries, whole=group):
            return (entries, group)
        case Grounds(needs=needed):
            return (needed,)
        case SamePeriod() | ComingYear() | Cited() | Numbered():
            return ()


def _optional(*names: str | None) -> tuple[str, ...]:
    return tuple(f"{name}{OPTIONAL_MARK}" for name in names if name)
