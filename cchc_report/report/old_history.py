"""The history as version 0.1 kept it, in SQLite: what it alone knows becomes records of numbers; the file stays, renamed.

Goes with the first version that no longer meets such files.
"""

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import JsonValue

from cchc_report.form import Source
from cchc_report.form.compute import IndicatorJson
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.errors import UsageError
from cchc_report.ground.json_output import number_json
from cchc_report.ground.numbers import Number, is_plausible
from cchc_report.ground.outputs import readable_json, write_all
from cchc_report.ground.periods import parse_period
from cchc_report.report.built import BuiltPeriod, KeptNumber, NumberKind
from cchc_report.report.record_json import RECORD_VERSION, RecordFormJson, RecordJson, RecordPeriodJson, SourceJson
from cchc_report.workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlite3 import Connection

OLD_HISTORY, ADOPTED = "lich-su.sqlite", "lich-su-cu.sqlite"
_APPLICATION, _SCHEMA = 0x43434843, 1  # what such a file says of itself: "CCHC", the one version there was
_RULE = "Lấy từ lịch sử số liệu của bản 0.1.0; văn bản và sổ tính của kỳ ấy không còn"


def adopt_old_history(workspace: Workspace) -> tuple[Diagnostic, ...]:
    """Make records of what an old history alone knows, and rename it; return a warning where that cannot be done."""
    folder = workspace.root / "out"
    path = folder / OLD_HISTORY
    if not path.exists():
        return ()
    try:
        periods = _read(path)
    except (ValueError, TypeError, ArithmeticError):
        return (_problem("tệp bị hỏng, hoặc không phải do cchc ghi", "Hãy chuyển tệp này sang chỗ khác."),)
    records = {folder / one.id / f"bao-cao-{one.id}.json": one for one in periods}
    new = {file: _record(one) for file, one in records.items() if not file.exists()}
    try:
        for file in new:
            file.parent.mkdir(exist_ok=True)
        write_all({file: readable_json(record.json_ready()).encode() for file, record in new.items()})
        path.replace(path.with_name(ADOPTED))
    except OSError:
        return (_problem("máy không cho ghi vào thư mục out", "Hãy kiểm tra quyền ghi và dung lượng ổ đĩa."),)
    return ()


def _problem(why: str, hint: str) -> Diagnostic:
    message = f"Không chuyển được lịch sử số liệu của bản cũ: {why}"
    return Diagnostic.of(
        Code.HISTORY_UNUSABLE, Place(file=f"out/{OLD_HISTORY}"), message, f"Báo cáo không bị ảnh hưởng. {hint}"
    )


def _read(path: Path) -> tuple[BuiltPeriod, ...]:
    """Return the periods of an old history; raises ValueError, TypeError or ArithmeticError for a file that is none."""
    try:
        from sqlite3 import Error, connect  # noqa: PLC0415  # only who has an old history pays for it
    except ImportError:  # a Python that was built without it
        raise ValueError from None
    try:
        with closing(connect(path, timeout=10.0)) as connection:
            return _periods(connection)
    except Error:
        raise ValueError(path.name) from None


def _periods(connection: "Connection") -> tuple[BuiltPeriod, ...]:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if (application, version) != (_APPLICATION, _SCHEMA):
        raise ValueError(application)
    numbers: dict[tuple[str, str], dict[str, KeptNumber]] = {}
    rows = connection.execute(
        "SELECT period, subject, name, value, source, label, unit, kind FROM number ORDER BY period, subject, position"
    )
    for period, subject, name, value, source, label, unit, kind in rows:
        number = KeptNumber(value=_number(value), source=source, label=label, unit=unit, kind=NumberKind(kind))
        numbers.setdefault((period, subject), {})[name] = number
    return tuple(
        BuiltPeriod(
            id=_named(identifier),
            start=date.fromisoformat(start),
            cutoff=date.fromisoformat(cutoff),
            form=form,
            version=version,
            inputs=inputs,
            figures=numbers.get((identifier, "figure"), {}),
            indicators=numbers.get((identifier, "indicator"), {}),
        )
        for identifier, start, cutoff, form, version, inputs in connection.execute(
            "SELECT id, start, cutoff, form, version, inputs FROM period ORDER BY id"
        )
    )


def _named(identifier: str) -> str:
    """Return a period's name; raises ValueError for what leads to another folder."""
    try:
        return parse_period(identifier).id
    except UsageError:
        raise ValueError(identifier) from None


def _number(text: str | None) -> Number | None:
    """Return a number as it was kept, every digit of it."""
    if text is None:
        return None
    number = int(text) if text.removeprefix("-").isdecimal() else Decimal(text)
    if not is_plausible(number):
        raise ValueError(text)
    return number


def _record(built: BuiltPeriod) -> RecordJson:
    """Return the record of a period of which nothing but the numbers is left."""
    cutoff = built.cutoff.isoformat()
    return RecordJson(
        record=RECORD_VERSION,
        cchc=built.version,
        form=RecordFormJson(id=built.form, files={}),
        period=RecordPeriodJson(id=built.id, start=built.start.isoformat(), cutoff=cutoff, end=cutoff),
        settings={},
        inputs={},
        figures=_values(built.figures),
        indicators={
            code: IndicatorJson(value=number_json(one.value), source=Source(one.source))
            for code, one in built.indicators.items()
        },
        sources={
            name: SourceJson(label=one.label, formula=name, operands=[], rule=_RULE, rows=[])
            for name, one in (*built.figures.items(), *built.indicators.items())
        },
        outputs={},
        documents={},
    )


def _values(numbers: Mapping[str, KeptNumber]) -> dict[str, JsonValue]:
    return {name: number_json(one.value) for name, one in numbers.items()}
