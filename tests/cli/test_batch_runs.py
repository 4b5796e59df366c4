"""A batch as a run: its screen, what stops it, what it leaves behind, and what it takes up again."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.province import eat_memory
from cchc_report.batch.lock import LOCK_FILE
from tests.batch.processes import NO_PROC, PROC, children_of, is_running
from tests.batch.workspaces import LATE, ON_TIME, UNREADABLE, write_commune, write_workbook
from tests.cli.cli_process import Ended, run

pytestmark = pytest.mark.skipif(not PROC, reason=NO_PROC)

WORKER = "cchc_report.batch.worker"
SLOW = """
import sys, time
sys.addaudithook(lambda event, arguments: time.sleep(60) if event == "open" and "cham/2023/" in str(arguments[0]) else None)
"""


def batch(root: Path, *options: str, **environment: str) -> Ended:
    return run("batch", "2023", ".", *options, folder=root, **environment)


@pytest.fixture
def slow(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the folder that makes Python take a minute to open a workbook of the commune “cham”."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "sitecustomize.py").write_text(SLOW, encoding="utf-8")
    return str(folder)


@contextmanager
def started(root: Path, *options: str, **environment: str) -> Iterator["subprocess.Popen[str]"]:
    """Start a batch in a process group of its own."""
    command = [sys.executable, "-m", "cchc_report", "batch", "2023", ".", *options]
    with subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        yield process


def wait_until(true: Callable[[], object]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise TimeoutError


def contents(root: Path) -> dict[str, bytes]:
    """Return every result below a folder but the history, whose pages keep traces of the order of writing."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("out/**/*"))
        if path.is_file() and path.suffix != ".sqlite"
    }


def test_the_results_are_the_same_bytes_whatever_the_number_of_workers(tmp_path: Path) -> None:
    found = []
    for jobs in ("1", "2", "4"):
        root = tmp_path / jobs
        for number in range(5):
            write_commune(root, f"xa-{number}", ON_TIME, LATE, *([UNREADABLE] if number == 3 else []))
        ended = batch(root, "--jobs", jobs, "--json")
        found.append((ended.out.replace(str(root), ""), contents(root)))
    assert found[0] == found[1] == found[2]
    assert ["ok", "ok", "ok", "errors", "ok"] == [one["status"] for one in json.loads(found[0][0])["communes"]]


def test_ctrl_c_ends_at_once_says_what_is_done_and_leaves_no_worker(tmp_path: Path, slow: str) -> None:
    assert hasattr(os, "killpg")
    for path in ("a", "b", "cham"):
        write_commune(tmp_path, path, ON_TIME)
    with started(tmp_path, "--jobs", "1", PYTHONPATH=slow) as process:
        wait_until((tmp_path / "b" / "out" / "2023" / ".cchc-batch.json").exists)
        workers = children_of(process.pid, WORKER)
        time.sleep(0.3)
        begun = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (130, "") == (process.returncode, out)
    assert "Đã dừng: xong 2/3 xã. Chạy lại lệnh này sẽ chỉ làm các xã còn lại.\n" == err
    assert time.monotonic() - begun < 20
    assert (True, []) == (bool(workers), [one for one in workers if is_running(one)])


def test_after_ctrl_c_only_the_rest_is_done(tmp_path: Path, slow: str) -> None:
    assert hasattr(os, "killpg")
    for path in ("a", "b", "cham"):
        write_commune(tmp_path, path, ON_TIME)
    with started(tmp_path, "--jobs", "1", PYTHONPATH=slow) as process:
        wait_until((tmp_path / "b" / "out" / "2023" / ".cchc-batch.json").exists)
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=30)
    told = json.loads(batch(tmp_path, "--json").out)
    assert [("a", "ok", True), ("b", "ok", True), ("cham", "ok", False)] == [
        (one["path"], one["status"], one["unchanged"]) for one in told["communes"]
    ]


def test_when_the_batch_is_killed_its_workers_end_too(tmp_path: Path, slow: str) -> None:
    for path in ("a", "cham"):
        write_commune(tmp_path, path, ON_TIME)
    with started(tmp_path, "--jobs", "2", PYTHONPATH=slow) as process:
        wait_until((tmp_path / "a" / "out" / "2023" / ".cchc-batch.json").exists)
        workers = children_of(process.pid, WORKER)
        process.kill()
        process.communicate(timeout=30)
    assert workers
    wait_until(lambda: not any(map(is_running, workers)))


def test_a_hanging_commune_is_named_and_the_others_are_done(tmp_path: Path, slow: str) -> None:
    for path in ("a", "b", "cham"):
        write_commune(tmp_path, path, ON_TIME)
    ended = batch(tmp_path, "--jobs", "2", "--timeout", "10", PYTHONPATH=slow)
    assert "3 xã: 2 xong, 1 hỏng" in ended.out.splitlines()
    assert (1, True) == (
        ended.code,
        "→ Quá 10 giây chưa xong nên bị dừng. Hãy kiểm tra sổ tính, hoặc tăng --timeout." in ended.out,
    )


def test_a_memory_eating_commune_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    write_commune(tmp_path, "a", ON_TIME)
    eat_memory(write_workbook(tmp_path, "an", ON_TIME).folder / "2023.xlsx", 10_000_000)
    ended = batch(tmp_path, "--jobs", "2", "--memory", "200")
    assert "2 xã: 1 xong, 1 hỏng" in ended.out.splitlines()
    assert "→ Dùng quá 200 MB bộ nhớ nên bị dừng. Hãy tách sổ tính thành nhiều tệp, hoặc tăng --memory." in ended.out


def test_a_second_batch_on_the_same_folder_is_told_to_wait_and_a_dead_one_bars_nobody(
    tmp_path: Path, slow: str
) -> None:
    for path in ("a", "cham"):
        write_commune(tmp_path, path, ON_TIME)
    with started(tmp_path, "--jobs", "1", PYTHONPATH=slow) as process:
        wait_until((tmp_path / "a" / "out" / "2023" / ".cchc-batch.json").exists)
        second = batch(tmp_path)
        process.kill()
        process.communicate(timeout=30)
    assert (3, "") == (second.code, second.out)
    assert "lỗi: Một lệnh cchc batch khác đang ghi vào out. Hãy đợi lệnh đó xong rồi chạy lại.\n" == second.err
    assert (True, 0) == ((tmp_path / "out" / LOCK_FILE).exists(), batch(tmp_path).code)


def test_the_first_errors_of_each_commune_are_told_folded_with_the_way_to_see_all(tmp_path: Path) -> None:
    write_commune(tmp_path, "xa-a", ON_TIME)
    write_commune(tmp_path, "xa-b", *(UNREADABLE.replace("-3,", f"-{number},") for number in range(9)))
    told = batch(tmp_path).err.splitlines()
    assert "xa-b: 9 lỗi" == told[0]
    assert told[1].startswith("  2023/Hồ sơ.csv [Hồ sơ] E2: lỗi CC202: ")
    assert "    … và 6 ô khác cùng lỗi CC202 (E5, E6, E7, …)" in told
    assert not any("xa-a" in line for line in told)


def test_communes_of_one_name_in_strange_folders_each_get_their_own(tmp_path: Path) -> None:
    deep = "/".join(["huyen-" + "x" * 60] * 3)
    paths = ["a/xã", unicodedata.normalize("NFD", "b/xã"), "c/-..-", "d/ba dấu cách & “ngoặc”", f"{deep}/{'x' * 40}"]
    for path in paths:
        job = write_commune(tmp_path, path, ON_TIME)
        unit = job.folder / "2023" / "Đơn vị.csv"
        unit.write_text(unit.read_text(encoding="utf-8").replace("Hoằng Trường", "../Hoằng/Trường"), encoding="utf-8")
    told = json.loads(batch(tmp_path, "--json").out)
    assert sorted(paths) == [one["path"] for one in told["communes"]]
    assert {("../Hoằng/Trường", "ok")} == {(one["name"], one["status"]) for one in told["communes"]}
    outputs = [path for one in told["communes"] for path in one["outputs"]]
    expected = [str(Path(path) / "out" / "2023" / "bao-cao-2023.docx") for path in sorted(paths)]
    assert expected == outputs
    assert all((tmp_path / path).is_file() for path in outputs)
    assert {"out"} | {path.split("/", maxsplit=1)[0] for path in paths} == {path.name for path in tmp_path.iterdir()}


def test_two_communes_whose_settings_lead_to_one_folder_are_counted_once(tmp_path: Path) -> None:
    write_commune(tmp_path, "b", ON_TIME)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "cchc.toml").write_text('data = "../b"\n', encoding="utf-8")
    told = json.loads(batch(tmp_path, "--json").out)
    assert [("a", "failed"), ("b", "ok")] == [(one["path"], one["status"]) for one in told["communes"]]
    assert "cùng thư mục với xã b" in told["communes"][0]["message"]
    assert 1 == told["totals"]["figures"]["dossiers.received"]


@pytest.mark.parametrize(("key", "value"), [("data", "../../ngoai"), ("form", "../../ngoai/bieu-mau")])
def test_settings_lead_no_batch_out_of_a_commune_s_folder(tmp_path: Path, key: str, value: str) -> None:
    (root := tmp_path / "tinh").mkdir()
    write_commune(root, "a", ON_TIME)
    write_commune(tmp_path, "ngoai", ON_TIME)
    (root / "a" / "cchc.toml").write_text(f'{key} = "{value}"\n', encoding="utf-8")
    before = contents(tmp_path / "ngoai")
    told = json.loads(batch(root, "--json").out)
    assert ["failed"] == [one["status"] for one in told["communes"]]
    assert f"Mục {key} trong cchc.toml chỉ ra ngoài thư mục của xã" in told["communes"][0]["message"]
    assert before == contents(tmp_path / "ngoai")


def test_a_check_takes_what_a_batch_has_found_and_writes_nothing(tmp_path: Path) -> None:
    write_commune(tmp_path, "a", ON_TIME)
    batch(tmp_path)
    before = contents(tmp_path)
    told = json.loads(batch(tmp_path, "--validate-only", "--json").out)
    assert [("ok", True, [])] == [(one["status"], one["unchanged"], one["outputs"]) for one in told["communes"]]
    assert ([], before) == (told["outputs"], contents(tmp_path))


def test_the_screen_shows_the_commune_in_work_how_many_are_done_and_how_fast(tmp_path: Path, slow: str) -> None:
    for path in ("a", "b", "cham"):
        write_commune(tmp_path, path, ON_TIME)
    screen = on_a_terminal(tmp_path, "--jobs", "1", "--timeout", "10", PYTHONPATH=slow)
    assert re.search(r"cham +\S+ 2/3 xã \d+ xã/phút, còn ", screen)
    assert "3 xã: 2 xong, 1 hỏng" in screen


def on_a_terminal(root: Path, *options: str, **environment: str) -> str:
    """Return everything a batch writes to a terminal of its own."""
    assert hasattr(pty, "openpty")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", "LINES": "30", **environment}
    command = [sys.executable, "-m", "cchc_report", "batch", "2023", ".", *options]
    with subprocess.Popen(
        command, cwd=root, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ):
        os.close(theirs)
        written = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            written += piece
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written.decode("utf-8"))
