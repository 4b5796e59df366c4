"""What the machine may do to a batch: a full disk, a folder without permission, a workbook that changes or goes while it is read."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.workspaces import LATE, ON_TIME, write_commune
from tests.cli.cli_process import Ended, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and modes of POSIX")

# The workbook is changed once it has been counted, when the first result is written.
CHANGED = """
import os, sys
from pathlib import Path
def change(event, arguments):
    if event == "open" and str(arguments[0]).endswith(".tmp") and os.environ["LOG"]:
        log, os.environ["LOG"] = Path(os.environ["LOG"]), ""
        log.write_text(log.read_text(encoding="utf-8") + os.environ["LINE"], encoding="utf-8")
sys.addaudithook(change)
"""
GONE = """
import os, sys
def remove(event, arguments):
    if event == "open" and str(arguments[0]).endswith("b/2023/Hồ sơ.csv") and os.path.exists(arguments[0]):
        os.unlink(arguments[0])
sys.addaudithook(remove)
"""
SMALL_DISK = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"


def batch(root: Path, *options: str, **environment: str) -> Ended:
    return run("batch", "2023", ".", *options, folder=root, **environment)


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


def with_site(site: Path, code: str) -> str:
    """Make a folder run some code at the start of every Python; return it for PYTHONPATH."""
    (site / "sitecustomize.py").write_text(code, encoding="utf-8")
    return str(site)


def leftovers(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.name.endswith(".tmp")]


def test_the_record_and_the_memory_are_of_the_bytes_that_were_counted(tmp_path: Path, site: Path) -> None:
    log = write_commune(tmp_path, "a", ON_TIME).folder / "2023" / "Hồ sơ.csv"
    counted = hashlib.sha256(log.read_bytes()).hexdigest()
    changing = with_site(site, CHANGED)
    assert 0 == batch(tmp_path, PYTHONPATH=changing, LOG=str(log), LINE=LATE.format("a") + "\n").code
    assert counted != hashlib.sha256(log.read_bytes()).hexdigest()
    record = json.loads((tmp_path / "a" / "out" / "2023" / "bao-cao-2023.json").read_text(encoding="utf-8"))
    assert (counted, 1) == (record["inputs"]["2023/Hồ sơ.csv"], record["figures"]["dossiers.received"])
    told = json.loads(batch(tmp_path, "--json").out)
    assert (False, 2) == (told["communes"][0]["unchanged"], told["totals"]["figures"]["dossiers.received"])


def test_a_workbook_that_goes_while_it_is_read_is_named_and_the_others_are_done(tmp_path: Path, site: Path) -> None:
    for path in ("a", "b", "c"):
        write_commune(tmp_path, path, ON_TIME)
    ended = batch(tmp_path, "--json", "--force", PYTHONPATH=with_site(site, GONE))
    told = json.loads(ended.out)["communes"]
    assert (1, ["ok", "errors", "ok"]) == (ended.code, [one["status"] for one in told])
    assert ("2023/Hồ sơ.csv", "CC001") in {(one["file"], one["code"]) for one in told[1]["diagnostics"]}
    assert not (tmp_path / "b" / "out" / "2023" / "bao-cao-2023.docx").exists()


def test_a_full_disk_is_told_and_leaves_no_half_file_and_the_next_run_completes(tmp_path: Path, site: Path) -> None:
    for path in ("a", "b"):
        write_commune(tmp_path, path, ON_TIME)
    ended = batch(tmp_path, PYTHONPATH=with_site(site, SMALL_DISK))
    assert (3, "") == (ended.code, ended.out)
    assert "lỗi: Ổ đĩa đã đầy, không ghi được. Hãy giải phóng dung lượng rồi chạy lại.\n" == ended.err
    assert [] == leftovers(tmp_path)
    assert [] == [path for path in tmp_path.rglob("*") if path.suffix in {".docx", ".xlsx"}]
    assert 0 == batch(tmp_path).code


@pytest.mark.skipif(sys.platform == "darwin", reason="its file system takes no such name")
def test_a_folder_whose_name_is_no_text_stops_no_file_of_all_communes(tmp_path: Path) -> None:
    write_commune(tmp_path, "a", ON_TIME)
    write_commune(tmp_path, os.fsdecode(b"b\xff"), "not,a,dossier")
    told = json.loads(batch(tmp_path, "--json").out)
    assert (["ok", "errors"], [".xlsx", ".html", ".docx"]) == (
        [one["status"] for one in told["communes"]],
        [Path(name).suffix for name in told["outputs"]],
    )


def test_what_a_killed_run_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    folder = write_commune(tmp_path, "a", ON_TIME).folder / "out" / "2023"
    folder.mkdir(parents=True)
    (folder / ".bao-cao-2023-ab12cd34.tmp").write_bytes(b"half")
    (folder / "của tôi.tmp").write_bytes(b"mine")
    batch(tmp_path)
    assert ["của tôi.tmp"] == [path.name for path in leftovers(tmp_path)]


def test_a_document_without_its_record_is_ours_where_it_is_what_would_be_written(tmp_path: Path) -> None:
    folder = write_commune(tmp_path, "a", ON_TIME).folder / "out" / "2023"
    batch(tmp_path)
    for name in ("bao-cao-2023.json", ".cchc-batch.json"):
        (folder / name).unlink()
    assert 0 == batch(tmp_path).code


plain_user = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0 and not shutil.which("setpriv"),
    reason="the superuser reads and writes where modes forbid it",
)


@plain_user
def test_a_commune_whose_folder_nobody_may_look_into_is_named_and_not_forgotten(tmp_path: Path) -> None:
    for path in ("huyen/a", "huyen/b"):
        write_commune(tmp_path, path, ON_TIME)
    (tmp_path / "huyen" / "b").chmod(0)
    ended = as_plain_user(tmp_path, "--json")
    (tmp_path / "huyen" / "b").chmod(0o700)
    told = json.loads(ended.stdout)["communes"]
    assert (1, ["huyen/a ok", "huyen/b failed"]) == (
        ended.returncode,
        [f"{one['path']} {one['status']}" for one in told],
    )
    assert "kiểm tra quyền truy cập" in told[1]["message"]


@plain_user
def test_a_folder_without_permission_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    for path in ("a", "b"):
        write_commune(tmp_path, path, ON_TIME)
    (tmp_path / "b").chmod(0o500)
    ended = as_plain_user(tmp_path, "--json")
    told = json.loads(ended.stdout)["communes"]
    (tmp_path / "b").chmod(0o700)
    assert (1, ["ok", "failed"]) == (ended.returncode, [one["status"] for one in told])
    assert "Không ghi được vào " in told[1]["message"]
    shutil.rmtree(tmp_path / "out")
    tmp_path.chmod(0o500)
    whole = as_plain_user(tmp_path)
    tmp_path.chmod(0o700)
    assert (3, "") == (whole.returncode, whole.stdout)
    assert whole.stderr.startswith("lỗi: Không có quyền đọc hoặc ghi “out”.")


def as_plain_user(root: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run a batch without the superuser's right to pass over modes."""
    assert hasattr(os, "geteuid")
    barred = "-dac_override,-dac_read_search"
    bare = ["setpriv", f"--bounding-set={barred}", f"--inh-caps={barred}"] if os.geteuid() == 0 else []
    command = [*bare, sys.executable, "-m", "cchc_report", "batch", "2023", ".", *options]
    return subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
