"""Tells what of an .xlsx openpyxl does not carry over, in a clerk's words, from the parts of the file."""

import re
import zipfile

# Where it shows in the package, and what a clerk calls it.
_PARTS = {
    "xl/media/": "hình ảnh",
    "xl/vbaProject": "macro",
    "xl/ctrlProps/": "nút bấm và ô đánh dấu",
    "xl/activeX/": "nút bấm và ô đánh dấu",
    "xl/slicers/": "bộ lọc Slicer",
    "xl/threadedComments/": "chuỗi trao đổi trong ghi chú",
}
_MARKS = {
    re.compile(rb"<xdr:(?:sp|cxnSp|grpSp)[ >]"): "hình vẽ và hộp chữ",
    re.compile(rb"<x14:dataValidation[ >]"): "danh sách chọn lấy từ trang khác",
    re.compile(rb"<x14:cfRule[ >]"): "một số định dạng có điều kiện",
    re.compile(rb"<x14:sparklineGroup[ >]"): "biểu đồ trong ô",
}


def losses(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Return what a copy of the workbook made by openpyxl lacks, each thing once; nothing for most workbooks."""
    names = archive.namelist()
    found = [lost for start, lost in _PARTS.items() if any(name.startswith(start) for name in names)]
    for name in names:
        if name.startswith(("xl/worksheets/", "xl/drawings/")) and name.endswith(".xml"):
            content = archive.read(name)
            found += [lost for mark, lost in _MARKS.items() if mark.search(content)]
    return tuple(dict.fromkeys(found))
