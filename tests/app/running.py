"""A page that is served by a real process, for tests."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Running:
    """The address of a served page, and the process that serves it."""

    address: str
    process: "subprocess.Popen[str]"

    def ask(
        self,
        path: str = "",
        headers: Mapping[str, str] | None = None,
        *,
        address: str | None = None,
        body: bytes | None = None,
    ) -> tuple[int, str]:
        """Return the status and the text of an answer."""
        request = urllib.request.Request((address or self.address) + path, data=body, headers=dict(headers or {}))  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Running]:
    """Serve a folder until the end of the block."""
    command = [sys.executable, "-m", "cchc_report", "app", str(folder), "--no-open", *options]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment
    ) as process:
        assert process.stdout is not None
        try:
            yield Running(process.stdout.readline().strip(), process)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(20)
