"""The numbers of the built periods in their file: whole or not at all, and never at the cost of what somebody else wrote."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import date
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

import pytest

from cchc_report.report import history
from cchc_report.report.history import BuiltPeriod, KeptNumber, NumberKind, keep, open_history, read_history

RATE = Decimal(158800) / 1603  # 28 digits


def built(period: str = "2023", received: int | None = 1603, inputs: str = "a" * 64) -> BuiltPeriod:
    """Return a period with a figure and three indicators."""
    return BuiltPeriod(
        id=period,
        start=date(2023, 1, 1),
        cutoff={"2023-Q1": date(2023, 3, 31), "2023-6M": date(2023, 6, 30)}.get(period, date(2023, 12, 31)),
        form="thanh-hoa-2023",
        version="0.1.0",
        inputs=inputs,
        figures={"dossiers.received": KeptNumber(value=received, source="computed", label="Hồ sơ tiếp nhận", unit="")},
        indicators={
            "3.3.2": KeptNumber(value=RATE, source="computed", label="Tỷ lệ đúng hẹn", unit="%", kind=NumberKind.RATE),
            "1.1": KeptNumber(value=0, source="entered", label="Số văn bản", unit="Văn bản"),
            "1.2": KeptNumber(value=None, source="empty", label="Số cuộc kiểm tra", unit="Cuộc"),
        },
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out" / "lich-su.sqlite"


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            "period": list(connection.execute("SELECT * FROM period")),
            "number": list(connection.execute("SELECT * FROM number")),
        }


def test_a_period_comes_back_as_it_was_kept_every_digit_and_the_unknown_as_unknown(path: Path) -> None:
    assert () == keep(path, built())
    (found,) = read_history(path)
    assert built() == found
    assert ["3.3.2", "1.1", "1.2"] == list(found.indicators)  # in the form's order
    assert {"3.3.2": RATE, "1.1": 0, "1.2": None} == found.indicator_values
    assert {"dossiers.received": 1603} == found.figure_values


def test_periods_come_by_their_cut_off_the_part_before_the_whole(path: Path) -> None:
    for period in ("2023", "2023-6M", "2023-Q1"):
        keep(path, built(period))
    fourth = BuiltPeriod(
        id="2023-Q4",
        start=date(2023, 10, 1),
        cutoff=date(2023, 12, 31),
        form="f",
        version="0",
        inputs="",
        figures={},
        indicators={},
    )
    keep(path, fourth)
    assert ["2023-Q1", "2023-6M", "2023-Q4", "2023"] == [one.id for one in read_history(path)]


def test_a_period_built_again_takes_the_place_of_what_it_was(path: Path) -> None:
    keep(path, built(received=1599))
    keep(path, built(received=1603))
    (found,) = read_history(path)
    assert 1603 == found.figures["dossiers.received"].value
    assert 4 == len(contents(path)["number"])


def test_the_same_numbers_leave_the_file_untouched(path: Path) -> None:
    keep(path, built())
    before = path.read_bytes()
    keep(path, built())
    assert before == path.read_bytes()


def test_the_same_periods_make_the_same_bytes(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac" / "lich-su.sqlite"
    for file in (path, other):
        keep(file, built("2023-Q1"))
        keep(file, built("2023"))
    assert path.read_bytes() == other.read_bytes()


def test_no_history_is_an_empty_one_and_reading_makes_no_file(path: Path) -> None:
    assert ((), ()) == open_history(path)
    assert not path.exists()


def test_an_empty_file_is_a_history_not_yet_begun(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert ((), ()) == open_history(path)
    assert () == keep(path, built())
    assert (built(),) == read_history(path)


@pytest.mark.parametrize("content", [b"Not a database at all. " * 99, b"PK\x03\x04" + bytes(5000)], ids=["text", "zip"])
def test_a_file_that_is_no_database_is_named_and_left_as_it_is(content: bytes, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    (problem,) = keep(path, built())
    assert ("CC007", "out/lich-su.sqlite") == (problem.code.identifier, problem.place.file)
    assert "Không ghi được kỳ này vào lịch sử số liệu: tệp bị hỏng hoặc không phải do cchc ghi" == problem.message
    assert content == path.read_bytes()
    periods, (unread,) = open_history(path)
    assert () == periods
    assert unread.message.startswith("Không đọc được lịch sử số liệu: tệp bị hỏng")


def test_a_history_cut_short_is_named_and_left_as_it_is(path: Path) -> None:
    for number in range(9):
        keep(path, built(f"202{number}"))
    content = path.read_bytes()[:6000]
    path.write_bytes(content)
    (problem,) = keep(path, built("2030"))
    assert "tệp bị hỏng" in problem.message
    assert content == path.read_bytes()
    assert () == read_history(path)


def test_somebody_else_s_database_is_named_and_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE period (id)")
        connection.commit()
    content = path.read_bytes()
    (problem,) = keep(path, built())
    assert "tệp không phải do cchc ghi" in problem.message
    assert content == path.read_bytes()


def test_a_newer_schema_is_refused_and_left_as_it_is(path: Path) -> None:
    keep(path, built())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    content = path.read_bytes()
    (problem,) = keep(path, built(received=1))
    assert "Không ghi được kỳ này vào lịch sử số liệu: tệp do một bản cchc mới hơn ghi" == problem.message
    assert "cập nhật cchc" in problem.hint
    assert "mới hơn" in open_history(path).problems[0].message
    assert content == path.read_bytes()


def test_an_older_schema_is_brought_up_to_date_with_all_it_holds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(path, built("2023-Q1"))
    later = (*history.MIGRATIONS, ("ALTER TABLE period ADD COLUMN remark TEXT",))
    monkeypatch.setattr(history, "MIGRATIONS", later)
    assert (built("2023-Q1"),) == read_history(path)
    assert () == keep(path, built("2023"))
    assert [None, None] == [row[-1] for row in contents(path)["period"]]
    with closing(sqlite3.connect(path)) as connection:
        assert (2,) == connection.execute("PRAGMA user_version").fetchone()


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(path, built())
    content = path.read_bytes()
    later = (*history.MIGRATIONS, ("ALTER TABLE period ADD COLUMN remark TEXT", "no statement at all"))
    monkeypatch.setattr(history, "MIGRATIONS", later)
    assert 1 == len(keep(path, built(received=1)))
    assert content == path.read_bytes()


def test_values_that_we_never_write_are_told_as_a_broken_file(path: Path) -> None:
    keep(path, built())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE number SET value = 'mười' WHERE name = '3.3.2'")
        connection.commit()
    assert "tệp bị hỏng" in open_history(path).problems[0].message


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    (problem,) = keep(tmp_path / "out" / "lich-su.sqlite", built())
    assert "máy không cho đọc hoặc ghi tệp này" in problem.message


def test_a_folder_in_the_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    (problem,) = keep(path, built())
    assert "máy không cho đọc hoặc ghi tệp này" in problem.message


def test_a_file_held_by_another_run_is_waited_for_and_then_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(path, built("2023-Q1"))
    monkeypatch.setattr(history, "WAITING", 0.2)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        (problem,) = keep(path, built("2023"))
    assert "một lần chạy cchc khác đang ghi tệp này" in problem.message
    assert (built("2023-Q1"),) == read_history(path)


def _keep_many(path: Path, quarter: int) -> int:
    """Keep a quarter forty times, each time with other numbers; return how often that failed."""
    return sum(len(keep(path, built(f"2023-Q{quarter}", received=turn))) for turn in range(40))


def test_two_runs_at_once_lose_nothing(path: Path) -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        assert [0, 0] == list(pool.map(_keep_many, (path, path), (1, 2)))
    assert {"2023-Q1": 39, "2023-Q2": 39} == {
        one.id: one.figures["dossiers.received"].value for one in read_history(path)
    }


DIE_WHILE_WRITING = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from cchc_report.report.history import keep
from tests.report.test_history import built

class Deadly(dict):
    def items(self):
        yield from super().items()
        os.kill(os.getpid(), signal.SIGKILL)

one = built().figures["dossiers.received"]
keep(Path(sys.argv[1]), replace(built(received=1), figures=Deadly({f"x{number}": one for number in range(60_000)})))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends a process in another way")
def test_a_run_killed_while_it_writes_leaves_what_was_there(path: Path) -> None:
    assert hasattr(signal, "SIGKILL")
    keep(path, built())
    root = Path(__file__).parents[2]
    ended = subprocess.run([sys.executable, "-c", DIE_WHILE_WRITING, str(path)], cwd=root, check=False)
    assert -signal.SIGKILL == ended.returncode
    assert path.with_name("lich-su.sqlite-journal").exists()  # it had begun to write into the file
    assert (built(),) == read_history(path)
    assert () == keep(path, built("2023-Q1"))


FILL_THE_DISK = """
import json, resource, sys
from dataclasses import replace
from pathlib import Path
from cchc_report.report.history import keep
from tests.report.test_history import built
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
one = built().figures["dossiers.received"]
(problem,) = keep(Path(sys.argv[1]), replace(built(received=1), figures={f"x{number}": one for number in range(3_000)}))
print(json.dumps(problem.message))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit to a file's size")
def test_a_full_disk_is_told_and_leaves_what_was_there(path: Path) -> None:
    keep(path, built())
    root = Path(__file__).parents[2]
    ended = subprocess.run([sys.executable, "-c", FILL_THE_DISK, str(path)], cwd=root, check=True, capture_output=True)
    assert "máy không cho đọc hoặc ghi tệp này" in json.loads(ended.stdout)
    assert (built(),) == read_history(path)


@pytest.fixture
def read_only(path: Path) -> Iterator[Path]:
    keep(path, built())
    path.chmod(0o444)
    path.parent.chmod(0o555)
    yield path
    path.parent.chmod(0o755)
    path.chmod(0o644)


@pytest.mark.usefixtures("bound_by_modes")
def test_a_read_only_folder_is_told_and_can_still_be_read(read_only: Path) -> None:
    (problem,) = keep(read_only, built(received=1))
    assert "máy không cho đọc hoặc ghi tệp này" in problem.message
    assert (built(),) == read_history(read_only)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+999999", "9" * 4000])
def test_a_number_that_no_figure_can_be_makes_the_file_a_broken_one(path: Path, value: str) -> None:
    keep(path, built())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE number SET value = ?", (value,))
        connection.commit()

    found = open_history(path)

    assert () == found.periods
    assert ["CC007"] == [problem.code.identifier for problem in found.problems]
