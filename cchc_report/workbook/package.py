"""From an openpyxl workbook to the bytes of an .xlsx that are the same on every run: no clock in them."""

import errno
import io
import zipfile
from collections.abc import Callable
from datetime import datetime

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001  # Excel's times have no zone
_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say
_UNIX = 3  # said on Windows too: the same input gives the same bytes

Change = Callable[[str, bytes], bytes]  # a part's name and content to its final content


def to_bytes(
    workbook: Workbook, *, dated: datetime = UNDATED, change: Change | None = None, signature: bytes = b""
) -> bytes:
    """Return a workbook as an .xlsx that says it was made and changed at `dated`.

    `change` has a last look at each part; `signature` is a comment on the zip that any other program drops when it saves.
    """
    workbook.properties.created = workbook.properties.modified = dated
    draft, final = io.BytesIO(), io.BytesIO()
    try:
        ExcelWriter(workbook, zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED)).save()
    except (
        SerialisationError
    ) as error:  # each sheet goes by way of a temporary file, and this is lxml's word for a full disk
        raise OSError(errno.ENOSPC, "no space for temporary files") from error
    with zipfile.ZipFile(draft) as parts, zipfile.ZipFile(final, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = signature
        for name in parts.namelist():
            content = parts.read(name)
            info = zipfile.ZipInfo(name, _ENTRY_DATE)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, _UNIX
            archive.writestr(info, change(name, content) if change else content)
    return final.getvalue()
