"""Which pages are open on this machine: one note a folder, so that a second start finds the first."""

import hashlib
import json
import os
import tempfile
import urllib.request
from contextlib import suppress
from pathlib import Path

_PATIENCE = 1.0  # seconds for an answer from this very machine


def _note_of(root: Path) -> Path:
    owner = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    name = hashlib.sha256(f"{owner}\n{root.resolve()}".encode()).hexdigest()[:24]
    return Path(tempfile.gettempdir()) / f"cchc-{name}.json"


def find_running(root: Path) -> str | None:
    """Return the address of the page that is open on a folder, None where there is none that answers."""
    note = _note_of(root)
    try:
        if hasattr(os, "getuid") and note.lstat().st_uid != os.getuid():
            return None  # somebody else's note could lead anywhere
        address = json.loads(note.read_text(encoding="utf-8"))["address"]
        if not str(address).startswith("http://127.0.0.1:"):
            return None
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{address}alive", timeout=_PATIENCE) as answer:
            return str(address) if answer.read() == b"cchc" else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_running(root: Path, address: str) -> None:
    """Leave a note of the address, readable by this user alone; where that cannot be done a second page opens, no more."""
    note = _note_of(root)
    with suppress(OSError):
        note.unlink(missing_ok=True)
        handle = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"address": address}, file)


def forget_running(root: Path) -> None:
    """Take the note away."""
    with suppress(OSError):
        _note_of(root).unlink(missing_ok=True)
