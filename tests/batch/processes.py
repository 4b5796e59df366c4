"""What processes there are, as the system tells: Linux's /proc, without a library."""

from pathlib import Path

PROC = Path("/proc/self/statm").exists()
NO_PROC = "only where the system tells of its processes in files"


def children_of(parent: int, word: str) -> list[int]:
    """Return the numbers of a process's children that run and whose command holds a word."""
    folders = [folder for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    return sorted(int(folder.name) for folder in folders if _parent(folder) == parent and word in _command(folder))


def is_running(number: int) -> bool:
    """Tell whether a process runs; one that ended and was not yet asked for its end does not."""
    return _status(Path(f"/proc/{number}"))[:1] not in ([], ["Z"])


def _status(folder: Path) -> list[str]:
    """Return a process's state and its parent's number; nothing where it is gone."""
    try:
        return (folder / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _parent(folder: Path) -> int:
    status = _status(folder)
    return int(status[1]) if len(status) > 1 and status[0] != "Z" else 0


def _command(folder: Path) -> str:
    try:
        return (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""
