"""Takes from the superuser, for a while, the right to read and write where modes forbid it; Linux alone can."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_VERSION_3 = 0x20080522
_PASSES_OVER_MODES = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("process", ctypes.c_int)]


class _Rights(ctypes.Structure):
    _fields_ = [("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32)]


@contextmanager
def bound_by_modes() -> Iterator[None]:
    """Let this thread heed the modes of files, as any other user's must."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "capset"):
        pytest.skip("Hãy chạy bằng tài khoản thường: root ghi được cả vào nơi bị cấm")
    header, rights = _Header(_VERSION_3, 0), (_Rights * 2)()
    libc.capget(ctypes.byref(header), ctypes.byref(rights))
    had = rights[0].effective
    rights[0].effective = had & ~_PASSES_OVER_MODES
    libc.capset(ctypes.byref(header), ctypes.byref(rights))
    try:
        yield
    finally:
        rights[0].effective = had
        libc.capset(ctypes.byref(header), ctypes.byref(rights))
