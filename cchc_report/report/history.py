"""The history of a workspace: the numbers of every period that was built, in one small SQLite file.

Knows SQLite and plain values; not how a number came about, nor who reports. No name of a person or place gets into the file.
What is wrong with the file is told as a diagnostic and the file is left as it is: no report fails for want of its history.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import Number, is_plausible

if TYPE_CHECKING:
    from sqlite3 import Connection


APPLICATION = 0x43434843  # "CCHC" in the file's header: a database without it is somebody else's
WAITING = 10.0  # seconds for another run that is writing
# Each entry makes the next version of the schema of the one before; an entry that was released is never changed.
MIGRATIONS: Sequence[Sequence[str]] = (
    (
        """CREATE TABLE period (
            id TEXT PRIMARY KEY, start TEXT NOT NULL, cutoff TEXT NOT NULL,
            form TEXT NOT NULL, version TEXT NOT NULL, inputs TEXT NOT NULL
        )""",
        """CREATE TABLE number (
            period TEXT NOT NULL REFERENCES period (id), subject TEXT NOT NULL, position INTEGER NOT NULL,
            name TEXT NOT NULL, label TEXT NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL,
            value TEXT, source TEXT NOT NULL,
            PRIMARY KEY (period, subject, position)
        ) WITHOUT ROWID""",
    ),
)


class NumberKind(StrEnum):
    """How a number is read: a count, a percentage, or the number of a choice, which is no amount."""

    COUNT = "count"
    RATE = "rate"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNumber:
    """A figure or indicator as it was built; a value of None was unknown then. `source` is computed, entered or empty."""

    value: Number | None
    source: str
    label: str
    unit: str
    kind: NumberKind = NumberKind.COUNT


@dataclass(frozen=True, kw_only=True)
class BuiltPeriod:
    """A period's numbers as they were built last: figures by full name, indicators by code, both in the form's order."""

    id: str  # 2023-Q1
    start: date
    cutoff: date
    form: str  # the form's id
    version: str  # of cchc
    inputs: str  # SHA-256 over the workbooks it was counted from
    figures: Mapping[str, KeptNumber]
    indicators: Mapping[str, KeptNumber]

    @property
    def figure_values(self) -> dict[str, Number | None]:
        """The figures' values by full name: dossiers.received."""
        return {name: kept.value for name, kept in self.figures.items()}

    @property
    def indicator_values(self) -> dict[str, Number | None]:
        """The indicators' values by code: 3.3.1."""
        return {code: kept.value for code, kept in self.indicators.items()}


class History(NamedTuple):
    """All built periods, the earliest cut-off first, and what is wrong with the file."""

    periods: tuple[BuiltPeriod, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def read_history(path: Path) -> tuple[BuiltPeriod, ...]:
    """Return the built periods, the earliest cut-off first, a part of the year before the whole that ends with it.

    Empty where there is no history or it cannot be read; `open_history` says why. Raises nothing.
    """
    return open_history(path).periods


def open_history(path: Path) -> History:
    """Return the built periods as `read_history` does, with a warning where the file cannot be read."""
    if not path.is_file():
        return History()
    found, problems = _attempt(path, _read, _READING)
    return History(found or (), problems)


def keep(path: Path, built: BuiltPeriod) -> tuple[Diagnostic, ...]:
    """Put a period's numbers in the place of those it had before, all or none; return a warning where that cannot be done.

    The folder is made where it is missing. Numbers that are the same already are not written again.
    """
    return _attempt(path, lambda connection: _write(connection, built), _WRITING)[1]


def _read(connection: "Connection", only: str | None = None) -> tuple[BuiltPeriod, ...]:
    """Return all periods, or the one with an id."""
    if not _upgraded(connection):
        return ()
    numbers: dict[tuple[str, str], dict[str, KeptNumber]] = {}
    rows = connection.execute(
        """SELECT period, subject, name, value, source, label, unit, kind FROM number
        WHERE ?1 IS NULL OR period = ?1 ORDER BY period, subject, position""",
        (only,),
    )
    for period, subject, name, value, source, label, unit, kind in rows:
        number = KeptNumber(value=_number(value), source=source, label=label, unit=unit, kind=NumberKind(kind))
        numbers.setdefault((period, subject), {})[name] = number
    periods = connection.execute(
        """SELECT id, start, cutoff, form, version, inputs FROM period
        WHERE ?1 IS NULL OR id = ?1 ORDER BY cutoff, start DESC, id""",
        (only,),
    )
    return tuple(
        BuiltPeriod(
            id=identifier,
            start=date.fromisoformat(start),
            cutoff=date.fromisoformat(cutoff),
            form=form,
            version=version,
            inputs=inputs,
            figures=numbers.get((identifier, "figure"), {}),
            indicators=numbers.get((identifier, "indicator"), {}),
        )
        for identifier, start, cutoff, form, version, inputs in periods
    )


def _write(connection: "Connection", built: BuiltPeriod) -> None:
    with _transaction(connection):
        _migrate(connection)
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _Unusable("broken")
        if _read(connection, built.id) == (built,):
            return
        connection.execute("DELETE FROM number WHERE period = ?", (built.id,))
        connection.execute(
            "INSERT OR REPLACE INTO period (id, start, cutoff, form, version, inputs) VALUES (?, ?, ?, ?, ?, ?)",
            (
                built.id,
                built.start.isoformat(),
                built.cutoff.isoformat(),
                built.form,
                built.version,
                built.inputs,
            ),
        )
        connection.executemany(
            """INSERT INTO number (period, subject, position, name, label, unit, kind, value, source)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            _rows(built),
        )


def _rows(built: BuiltPeriod) -> Iterator[tuple[str | int | None, ...]]:
    for subject, numbers in (("figure", built.figures), ("indicator", built.indicators)):
        for position, (name, kept) in enumerate(numbers.items()):
            value = None if kept.value is None else str(kept.value)
            yield built.id, subject, position, name, kept.label, kept.unit, kept.kind, value, kept.source


def _number(text: str | None) -> Number | None:
    """Return a number as it was kept, every digit of it."""
    if text is None:
        return None
    number = int(text) if text.removeprefix("-").isdecimal() else Decimal(text)
    if not is_plausible(number):
        raise ValueError(text)
    return number


class _Unusable(Exception):  # noqa: N818  # never leaves this module
    """The file is not one that this version may read or write; the text is a key of `_SAYINGS`."""


@contextmanager
def _transaction(connection: "Connection") -> Iterator[None]:
    """Hold the file for writing until all is done; what fails in between leaves it as it was."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _migrate(connection: "Connection") -> None:
    """Bring the schema of our file, or of a new one, up to the version this program knows."""
    version = _version(connection)
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        for statement in statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {number}")


def _upgraded(connection: "Connection") -> bool:
    """Bring a schema of an earlier version up to ours; False where nothing has been written yet."""
    version = _version(connection)
    if 0 < version < len(MIGRATIONS):
        with _transaction(connection):
            _migrate(connection)
    return version > 0


def _version(connection: "Connection") -> int:
    """Return the version of the schema, 0 for an empty file; raises _Unusable for a file that is not ours to touch."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (application, version, tables) != (0, 0, 0):
        raise _Unusable("foreign")
    if version > len(MIGRATIONS):
        raise _Unusable("newer")
    return int(version)


_Result = TypeVar("_Result")
_READING, _WRITING = "Không đọc được lịch sử số liệu", "Không ghi được kỳ này vào lịch sử số liệu"
_MOVE = "Báo cáo không bị ảnh hưởng. Hãy chuyển tệp này sang chỗ khác để chương trình lập tệp lịch sử mới."
# What hinders, by the primary result code of SQLite or by our own word, and what to do about it.
_BUSY, _CORRUPT, _FULL, _NOT_SQLITE = 5, 11, 13, 26
_SAYINGS: Mapping[int | str, tuple[str, str]] = MappingProxyType(
    {
        "newer": (
            "tệp do một bản cchc mới hơn ghi",
            "Báo cáo không bị ảnh hưởng. Hãy cập nhật cchc lên bản mới rồi lập lại báo cáo.",
        ),
        "foreign": ("tệp không phải do cchc ghi", _MOVE),
        "broken": ("tệp bị hỏng", _MOVE),
        "missing": (
            "Python trên máy này không có SQLite",
            "Báo cáo không bị ảnh hưởng. Hãy cài Python từ python.org.",
        ),
        _CORRUPT: ("tệp bị hỏng", _MOVE),
        _NOT_SQLITE: ("tệp bị hỏng hoặc không phải do cchc ghi", _MOVE),
        _BUSY: (
            f"một lần chạy cchc khác đang ghi tệp này, đã chờ {WAITING:.0f} giây",
            "Báo cáo không bị ảnh hưởng. Hãy chạy lại lệnh này khi lần chạy kia đã xong.",
        ),
        _FULL: (
            "ổ đĩa đã đầy",
            "Báo cáo không bị ảnh hưởng. Hãy giải phóng dung lượng rồi lập lại báo cáo.",
        ),
        "machine": (
            "máy không cho đọc hoặc ghi tệp này",
            "Báo cáo không bị ảnh hưởng. Hãy kiểm tra quyền đọc, ghi của thư mục và dung lượng trống của ổ đĩa rồi lập lại.",
        ),
    }
)


def _attempt(
    path: Path, work: Callable[["Connection"], _Result], failing: str
) -> tuple[_Result | None, tuple[Diagnostic, ...]]:
    """Open the file and work on it; return what came of it, or None and what hindered."""
    try:
        from sqlite3 import Error, connect  # noqa: PLC0415  # only what reads or writes a history pays for it
    except ImportError:  # a Python that was built without it
        return None, (_problem(path, failing, "missing"),)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(connect(path, timeout=WAITING, isolation_level=None)) as connection:
            return work(connection), ()
    except _Unusable as reason:
        return None, (_problem(path, failing, str(reason)),)
    except Error as error:
        return None, (_problem(path, failing, getattr(error, "sqlite_errorcode", 0) & 0xFF),)
    except OSError:
        return None, (_problem(path, failing, "machine"),)
    except (ValueError, TypeError, ArithmeticError):  # the tables are there and hold what we never write
        return None, (_problem(path, failing, "broken"),)


def _problem(path: Path, failing: str, reason: int | str) -> Diagnostic:
    says, hint = _SAYINGS.get(reason, _SAYINGS["machine"])
    place = Place(file=f"{path.parent.name}/{path.name}")
    return Diagnostic.of(Code.HISTORY_UNUSABLE, place, f"{failing}: {says}", hint)
