"""What sheet `Đơn vị` must hold to be printed as Nghị định 30/2020/NĐ-CP asks: the signature, the recipients, the letters of names."""

import re
from collections import Counter
from collections.abc import Iterator

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import fold
from cchc_report.tables.quoting import quote
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.workspace_tables import Tables

_TITLE = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|BS|KS|CN|CV|NGND|NGƯT|NSND|NSƯT)\b\.?|(?:giáo sư|phó giáo sư|tiến sĩ|tiến sỹ|thạc sĩ|thạc sỹ|"
    r"bác sĩ|kỹ sư|cử nhân|bà|đồng chí|đ/c)\s)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\(.*?\)")


def check_unit(tables: Tables) -> Iterator[Diagnostic]:
    """Yield a warning for each entry that would be printed against the decree; no person's name is told."""
    commune = tables.commune
    if commune is None:
        return
    for field, message, hint in (*_signature(commune), *_letters(commune), *_recipients(commune)):
        place = tables.commune_places.get(field, Place(file=Commune.info.title))
        yield Diagnostic.of(Code.UNIT_UNUSUAL, place, message, hint)


def _signature(commune: Commune) -> Iterator[tuple[str, str, str]]:
    if _TITLE.match(commune.signer.strip()):
        yield (
            "signer",
            "Trước họ tên người ký có học hàm, học vị hoặc cách xưng hô",
            "Chỉ gõ họ và tên (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7b).",
        )
    title, signs_for = fold(commune.signer_title or ""), fold(commune.signs_for or "")
    if signs_for.startswith("kt") and title and not title.startswith("pho"):
        message = (
            f"Ký thay {quote(commune.signs_for or '')} nhưng chức vụ người ký là {quote(commune.signer_title or '')}"
        )
        yield (
            "signer_title",
            message,
            "KT. chỉ dùng khi cấp phó ký: ghi chức vụ Phó Chủ tịch, hoặc để trống mục Ký thay.",
        )
    if title.startswith("pho") and not signs_for:
        message = f"Người ký là {quote(commune.signer_title or '')} nhưng mục Ký thay để trống"
        yield "signer_title", message, "Ghi KT. CHỦ TỊCH ở mục Ký thay."


def _letters(commune: Commune) -> Iterator[tuple[str, str, str]]:
    if commune.name.isupper() or commune.name.islower():
        yield "name", f"Tên xã {quote(commune.name)} chưa viết hoa đúng", f"Gõ “{commune.name.title()}”."
    if len(commune.signer) > 1 and (commune.signer.isupper() or commune.signer.islower()):
        yield (
            "signer",
            "Họ tên người ký viết toàn chữ hoa hoặc toàn chữ thường",
            "Viết hoa chữ cái đầu mỗi tiếng, ví dụ Nguyễn Văn An (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7b).",
        )


def _recipients(commune: Commune) -> Iterator[tuple[str, str, str]]:
    named = Counter(fold(_REMARK.sub("", line)) for line in commune.recipients)
    for line in dict.fromkeys(commune.recipients):
        if named[fold(_REMARK.sub("", line))] > 1:
            named[fold(_REMARK.sub("", line))] = 0
            yield "recipients", f"Nơi nhận ghi hai lần {quote(line)}", "Xóa một dòng."
