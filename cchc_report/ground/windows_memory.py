"""Asks Windows, which has no /proc, for memory: the machine's, and what a program holds."""

import ctypes
import sys

assert sys.platform == "win32"  # noqa: S101 - for mypy, which elsewhere knows of no Windows API


class _MachineMemory(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API; sizes in bytes."""

    _fields_ = [
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        *((name, ctypes.c_uint64) for name in ("free", "page_total", "page_free", "own_total", "own_free", "reserved")),
    ]


class _ProcessMemory(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of the Windows API; sizes in bytes."""

    _fields_ = [
        ("length", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        ("peak", ctypes.c_size_t),
        ("held", ctypes.c_size_t),
        *((f"pool_{number}", ctypes.c_size_t) for number in range(4)),
        ("paged", ctypes.c_size_t),
        ("peak_paged", ctypes.c_size_t),
    ]


_MAY_ASK = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION


def size() -> int | None:
    """Return the bytes of memory the machine has."""
    status = _MachineMemory(length=ctypes.sizeof(_MachineMemory))
    return int(status.total) if ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else None


def held_by(process_id: int) -> int | None:
    """Return the bytes of memory that a program holds now; None where it has ended or is another user's."""
    kernel = ctypes.windll.kernel32
    kernel.OpenProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(kernel.OpenProcess(_MAY_ASK, False, process_id))
    if not process:
        return None
    held = _ProcessMemory(length=ctypes.sizeof(_ProcessMemory))
    told = kernel.K32GetProcessMemoryInfo(process, ctypes.byref(held), held.length)
    kernel.CloseHandle(process)
    return int(held.held) if told else None
