"""What becomes of Vietnamese letters in a command window, by its code page. Reads no environment."""

import codecs
import unicodedata
from dataclasses import dataclass
from itertools import product

_MARKED = "ăâêôơưđ"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = _MARKED + "".join(unicodedata.normalize("NFC", "".join(pair)) for pair in product("aăâeêioôơuưy", _TONES))
VIETNAMESE = _LETTERS + _LETTERS.upper()  # 134, every letter with a mark or tone


@dataclass(frozen=True)
class Console:
    """A command window: its code page, and whether its colours are used, in words."""

    code_page: str  # as Python or Windows names it: "utf-8", "cp1258"
    colour: str
    is_windows: bool = False

    @property
    def is_utf8(self) -> bool:
        """Tell whether every letter can be shown."""
        return _python_name(self.code_page) in {"utf-8", "cp65001"}

    @property
    def message(self) -> str:
        """Say what Vietnamese comes to."""
        if self.is_utf8:
            return f"Bảng mã {self.code_page}, chữ Việt hiện đủ"
        lost = len(lost_letters(self.code_page))
        lacks = f"Bảng mã {self.code_page} thiếu {lost} trong {len(VIETNAMESE)} chữ Việt có dấu"
        if self.is_windows:
            return f"{lacks}; trong cửa sổ cchc vẫn hiện đủ, nhưng dấu > có thể ghi tệp sai chữ"
        return f"{lacks}; cchc vẫn in bằng UTF-8 nên cửa sổ có thể hiện sai chữ"

    @property
    def hint(self) -> str:
        """Say what to do about it; nothing where all is well."""
        if self.is_utf8:
            return ""
        if self.is_windows:
            return "Ghi kết quả vào tệp bằng --output TỆP thay cho dấu >, hoặc gõ “chcp 65001” trước khi chạy cchc."
        return "Đặt biến môi trường LANG=C.UTF-8 (hoặc vi_VN.UTF-8) rồi mở lại cửa sổ lệnh."


def lost_letters(code_page: str) -> str:
    """Return the Vietnamese letters that a code page lacks; all of them where it is unknown."""
    name = _python_name(code_page)
    return VIETNAMESE if name is None else "".join(letter for letter in VIETNAMESE if not _has(name, letter))


def _python_name(code_page: str) -> str | None:
    try:
        return codecs.lookup(code_page).name
    except LookupError:
        return None


def _has(encoding: str, letter: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeError:
        return False
    return True
