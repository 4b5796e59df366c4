"""Text typed in the fonts of before Unicode is recognised and decoded; Unicode text is left alone."""

import pytest

from cchc_report.ground.legacy_text import Decoded, LegacyEncoding, decode_legacy


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("Trùc tiÕp", "Trực tiếp"),
        ("Hå s¬", "Hồ sơ"),
        ("B¸o c¸o c¶i c¸ch", "Báo cáo cải cách"),
        ("Nguån giao", "Nguồn giao"),
        ("§Êt ®ai", "Đất đai"),
    ],
)
def test_tcvn3_is_decoded(typed: str, meaning: str) -> None:
    assert Decoded(LegacyEncoding.TCVN3, meaning) == decode_legacy(typed)


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("Tröïc tieáp", "Trực tiếp"),
        ("Hoà sô ñaát", "Hồ sơ đất"),
        ("Ñaát ñai", "Đất đai"),
        ("Nguyeãn Vaên", "Nguyễn Văn"),
        ("Caûi caùch", "Cải cách"),
    ],
)
def test_vni_is_decoded(typed: str, meaning: str) -> None:
    assert Decoded(LegacyEncoding.VNI, meaning) == decode_legacy(typed)


@pytest.mark.parametrize("typed", ["Trực tiếp", "Hà Nam", "ho so", "Công an xã", "Télécom", "", "123", "Hồ sơ"])
def test_unicode_text_is_left_alone(typed: str) -> None:
    assert decode_legacy(typed) is None
