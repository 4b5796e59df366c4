"""A headless Chromium driven through its own pipe (the DevTools protocol), so that no driver needs to be installed.

Not for Windows, whose Python hands no pipes on to a program.
"""

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# The browser speaks on the files numbered 3 and 4: move our pipes there, by way of numbers that are surely free.
_START = """
import fcntl, os, sys
pipes = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3]]
for number, pipe in enumerate(pipes, start=3):
    os.dup2(pipe, number)
os.execv(sys.argv[3], sys.argv[3:])
"""
_PATIENCE = 60  # seconds
_CODES = {"Tab": 9, "Enter": 13}


def find_browser() -> str | None:
    """Return the program, None where this machine has none that can be driven."""
    return None if sys.platform == "win32" else next(filter(None, map(shutil.which, _NAMES)), None)


class Page:
    """An open page: runs scripts in it and keeps what its console said."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from = to_browser, from_browser
        self._number, self._rest = 0, b""
        self._session: str | None = None
        self.complaints: list[str] = []
        self.requests: list[str] = []

    def open(self, url: str) -> None:
        """Open a page and wait until it has loaded."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = str(self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Page.navigate", url=url)
        while self._receive().get("method") != "Page.loadEventFired":
            pass

    def run(self, script: str) -> object:
        """Return the value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        result = answer["result"]
        assert isinstance(result, dict)
        return result.get("value")

    def press(self, key: str, text: str = "") -> None:
        """Press a key of the keyboard."""
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, text=text, windowsVirtualKeyCode=_CODES[key]
            )

    def call(self, method: str, **parameters: object) -> dict[str, object]:
        """Send a command and return its answer; what happens meanwhile is noted."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        session = {"sessionId": self._session} if self._session else {}
        os.write(self._to, json.dumps(message | session).encode() + b"\0")
        while (answer := self._receive()).get("id") != self._number:
            pass
        assert "error" not in answer, answer
        result = answer["result"]
        assert isinstance(result, dict)
        return result

    def _receive(self) -> dict[str, object]:
        while b"\0" not in self._rest:
            assert select.select([self._from], [], [], _PATIENCE)[0], "the browser says nothing"
            received = os.read(self._from, 65536)
            assert received, "the browser has ended"
            self._rest += received
        line, _, self._rest = self._rest.partition(b"\0")
        message = json.loads(line)
        assert isinstance(message, dict)
        if message.get("method") in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
            self.complaints.append(line.decode())
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        return message


@contextmanager
def open_page(browser: str, file: Path, profile: Path) -> Iterator[Page]:
    """Open a file in a browser of its own, and end it afterwards."""
    assert hasattr(os, "geteuid")
    commands, to_browser = os.pipe()
    from_browser, answers = os.pipe()
    flags = ["--headless", "--remote-debugging-pipe", f"--user-data-dir={profile}", "--no-first-run", "--disable-gpu"]
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # root has no other way
    with subprocess.Popen(
        [sys.executable, "-c", _START, str(commands), str(answers), browser, *flags, *sandbox],
        pass_fds=(commands, answers),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(commands)
        os.close(answers)
        try:
            page = Page(to_browser, from_browser)
            page.open(file.as_uri())
            yield page
        finally:
            os.close(to_browser)
            process.terminate()
            process.wait()
            os.close(from_browser)
