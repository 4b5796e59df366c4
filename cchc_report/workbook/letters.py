"""Tells whether the letters of a text were spoiled on the way: read in the wrong code page, or replaced by question marks."""

import re

# What the bytes of Vietnamese letters in UTF-8 look like in the code pages of Windows: “hồ sơ” is “há»“ sÆ¡”.
_MISREAD = re.compile(r"áº.|á».|Æ[°¡]|Ä[\u0090-\u0092‘']|Ã[\u0080-¿€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|Â[\u00a0-¿]")
_LOST = re.compile(r"[^\W\d_]\?+(?=[^\W\d_])|(?<![^\W\d_])\?(?=[^\W\d_]{1,3}\b)|[^\W\d_]\?(?=[\s,;\t|]|$)")
_ACCENTED = re.compile(r"[À-ỹ]")
_LOOKED_AT = 20_000  # characters
_FEW = 5


def spoiled_letters(text: str) -> tuple[str, str] | None:
    """Return what happened to the letters of a text and what to do, None where they are as they were typed."""
    start = text[:_LOOKED_AT]
    accented = len(_ACCENTED.findall(start))
    if (misread := len(_MISREAD.findall(start))) >= _FEW and misread * 4 > accented:
        return (
            "Chữ bị lỗi phông: tệp UTF-8 đã mở bằng bảng mã khác (ANSI) rồi lưu lại",
            "Xuất lại tệp từ phần mềm; khi mở tệp .csv bằng Excel, dùng Dữ liệu > Từ văn bản (Data > From Text) và chọn 65001: Unicode (UTF-8).",
        )
    if (lost := len(_LOST.findall(start))) >= _FEW and lost > accented:
        return (
            "Chữ có dấu đã thành dấu hỏi (?): tệp lưu bằng bảng mã không có chữ Việt, không lấy lại được",
            "Xuất lại tệp từ phần mềm, lưu dạng Excel Workbook (.xlsx) hoặc CSV UTF-8.",
        )
    return None
