import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.workbooks import GOOD, write_workspace

from .running import Running, running


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("xã A & B")
    write_workspace(folder, GOOD)
    with running(folder) as served:
        yield served


def test_the_first_line_is_the_whole_address_with_its_key(page: Running) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", page.address)
    assert 200 == page.ask()[0]


@pytest.mark.parametrize("path", ["", "x/", "static/app.js", "2023/problems"])
def test_without_the_key_nothing_is_shown(page: Running, path: str) -> None:
    root = page.address.rsplit("/", 2)[0] + "/"
    assert 403 == page.ask(path, address=root)[0]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "example.org"},
        {"Origin": "http://example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_foreign_host_or_origin_is_refused(page: Running, headers: dict[str, str]) -> None:
    assert 403 == page.ask(headers=headers)[0]
    assert 403 == page.ask("begin", headers, body=b"year=2030")[0]


def test_its_own_origin_may_ask(page: Running) -> None:
    origin = page.address.rsplit("/", 2)[0]
    assert 200 == page.ask(headers={"Origin": origin})[0]


def test_what_is_wrong_with_a_request_is_said_in_words(page: Running) -> None:
    status, text = page.ask("nam-nao/problems")
    assert 409 == status
    assert "Chưa làm được" in text


def test_no_file_outside_the_outputs_is_sent(page: Running) -> None:
    for name in ("..%2f2023.xlsx", "%2e%2e/2023.xlsx", "cchc.toml"):
        assert 200 != page.ask(f"2023/out/{name}")[0]


def test_a_second_start_tells_the_first(page: Running, tmp_path: Path) -> None:
    folder = page.process.args[4] if isinstance(page.process.args, list) else ""
    again = subprocess.run(
        [sys.executable, "-m", "cchc_report", "app", str(folder), "--no-open"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (0, page.address) == (again.returncode, again.stdout.strip())
    assert "đang mở sẵn" in again.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows hands no Ctrl-C to one child alone")
def test_ctrl_c_ends_it_with_130(tmp_path: Path) -> None:
    with running(tmp_path) as served:
        assert 200 == served.ask()[0]
        served.process.send_signal(signal.SIGINT)
        assert 130 == served.process.wait(20)


def test_a_port_that_is_taken_is_told(page: Running, tmp_path: Path) -> None:
    port = page.address.split(":")[2].split("/")[0]
    ended = subprocess.run(
        [sys.executable, "-m", "cchc_report", "app", str(tmp_path), "--no-open", "--port", port],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (3, "") == (ended.returncode, ended.stdout)
    assert f"Cổng {port} đang có chương trình khác dùng" in ended.stderr
