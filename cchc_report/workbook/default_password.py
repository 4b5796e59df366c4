"""Opens a workbook that Excel locked with its built-in password, as it does to protect a book's structure: nobody is ever asked for it."""

import io

_BUILT_IN = "VelvetSweatshop"  # [MS-OFFCRYPTO], 2.4.2.3


def unlocked(content: bytes) -> bytes | None:
    """Return what is in an encrypted workbook, None where it has a password of its own or cannot be opened."""
    from msoffcrypto import OfficeFile  # type: ignore[import-untyped]  # ships no types

    found = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(content))
        file.load_key(password=_BUILT_IN, verify_password=False)
        file.decrypt(found)
    except Exception:  # of a damaged file it raises all sorts of them
        return None
    return found.getvalue() or None
