"""Hears that a workbook was saved in Excel, and tells the open pages."""

from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

from cchc_report.app.desk import Desk
from cchc_report.ground.errors import CchcError
from cchc_report.workspace.workspace import SETTINGS_FILE
from cchc_report.workspace.year_files import WORKBOOK_SUFFIXES

_PAUSE = 150  # milliseconds in which the steps of one save become one


class _Workbooks(DefaultFilter):
    """Lets through workbooks and settings; not what Excel, LibreOffice and we put beside them for a moment."""

    def __call__(self, change: Change, path: str) -> bool:
        """Tell whether a change of a path may change a figure."""
        del change  # a workbook made, changed or removed are all one
        name = Path(path).name
        if name.startswith((".", "~$")):
            return False
        return name == SETTINGS_FILE or Path(path).suffix.lower() in WORKBOOK_SUFFIXES


async def watch(desk: Desk) -> None:
    """Tell every change of a workbook until cancelled; a folder that cannot be watched is looked at again by the next page."""
    stamp = desk.stamp()
    try:
        async for _ in awatch(desk.folder.resolve(), watch_filter=_Workbooks(), debounce=_PAUSE, step=_PAUSE // 3):
            now = desk.stamp()
            if now != stamp:
                stamp = now
                desk.tell("changed", {})
    except (OSError, CchcError, RuntimeError):
        return
