"""Default text never praises what the rows deny, and a commune adds to it or replaces it."""

from pathlib import Path

import pytest

from cchc_report.document.reading import printed_text
from cchc_report.report.publish import WantedDocuments, write_report
from cchc_report.report.recipients import listed
from cchc_report.workspace.workspace import open_workspace
from tests.report.communes import DOSSIERS, UNIT, dossier, report_on, write_year

STAFF = "Họ và tên | Nhóm | Trình độ chuyên môn | Lý luận chính trị | Lãnh đạo | Kỷ luật | Ngày kết thúc"
EARLY = dossier("HS-1", "02/01/2023", "05/01/2023", "04/01/2023")
LATE = dossier("HS-2", "02/01/2023", "05/01/2023", "09/01/2023")
ALL_IN_TIME = "đều xong trước hạn hoặc đúng hạn"
NOBODY = "không có cán bộ, công chức bị xử lý kỷ luật"


def printed(folder: Path, *, dossiers: tuple[str, ...] = (EARLY,), staff: tuple[str, ...] = (), year: str = "2023",
            period: str = "", text: tuple[str, ...] = (), settings: str = "") -> str:  # fmt: skip
    sheets = {"Hồ sơ": (DOSSIERS, *(line.replace("2023", year) for line in dossiers))}
    sheets |= {"Nhân sự": (STAFF, *staff)} if staff else {}
    sheets |= {"Thuyết minh": ("Mục | Nội dung", *text)} if text else {}
    write_year(folder, year, sheets)
    (folder / "cchc.toml").write_text(settings, encoding="utf-8")
    report = report_on(folder, period or year)
    return printed_text(write_report(report, open_workspace(folder), WantedDocuments())[0].read_bytes())


@pytest.mark.parametrize("year", ["2023", "2026"])
@pytest.mark.parametrize(
    ("dossiers", "staff", "present", "absent"),
    [
        ((EARLY,), ("A | Công chức | Đại học | Trung cấp | Không | Không |",), (ALL_IN_TIME, NOBODY), ("quá hạn nhưng",)),
        ((EARLY, LATE), ("A | Công chức | Đại học | Trung cấp | Không | Có |",),
         ("- Còn 1 hồ sơ giải quyết quá hạn.", "- Có 01 cán bộ, công chức bị xử lý kỷ luật."), (ALL_IN_TIME, NOBODY)),
        ((EARLY, dossier("HS-3", "02/01/2023", "05/01/2023")), ("A | Cán bộ | Đại học | Trung cấp | Không | Có |",),
         ("- Còn 1 hồ sơ đã quá hạn nhưng chưa giải quyết xong.",), (ALL_IN_TIME, NOBODY)),
        ((EARLY,), ("A | Công chức | Đại học | Trung cấp | Không | Có | 01/06/2023",
                    "B | Công chức | Đại học | Trung cấp | Không | Không |"), (), (NOBODY,)),
        ((EARLY,), (), (), (NOBODY, "bị xử lý kỷ luật")),
    ],
)  # fmt: skip
def test_a_judging_sentence_stands_only_where_the_rows_bear_it_out(
    year: str, dossiers: tuple[str, ...], staff: tuple[str, ...], present: tuple[str, ...], absent: tuple[str, ...],
    tmp_path: Path,
) -> None:  # fmt: skip
    text = printed(tmp_path, dossiers=dossiers, staff=tuple(line.replace("2023", year) for line in staff), year=year)
    assert [] == [one for one in present if one not in text]
    assert [] == [one for one in absent if one in text]


def test_the_report_says_which_days_were_counted(tmp_path: Path) -> None:
    text = printed(tmp_path, period="2023-Q1")
    assert "(số liệu từ ngày 01 tháng 01 năm 2023 đến ngày 31 tháng 3 năm 2023)" in text
    assert "chương trình công tác" not in text


def test_a_paragraph_with_a_plus_is_added_and_one_without_replaces(tmp_path: Path) -> None:
    text = printed(tmp_path, text=("II.2+ | Một cửa có máy quét.", "II.6 | Xã dùng chữ ký số."))
    first, added = text.index("Số hồ sơ đã tiếp nhận"), text.index("Một cửa có máy quét.")
    assert first < added < text.index("3. Cải cách tổ chức bộ máy")
    assert "Xã dùng chữ ký số." in text
    assert "triển khai ứng dụng công nghệ thông tin" not in text


def test_the_addressee_stands_once_under_the_recipients(tmp_path: Path) -> None:
    (tmp_path / "2023").mkdir()
    unit = (*UNIT, "Nơi nhận | UBND huyện (b/c)", " | Lưu: VT")
    (tmp_path / "2023").rmdir()
    write_year(tmp_path, "2023", {"Hồ sơ": (DOSSIERS, EARLY)}, unit)
    report = report_on(tmp_path, "2023")
    text = printed_text(write_report(report, open_workspace(tmp_path), WantedDocuments())[0].read_bytes())
    assert "- Như trên;\n- Lưu: VT." in text
    assert "UBND huyện (b/c)" not in text


@pytest.mark.parametrize(
    ("recipients", "addressees", "expected"),
    [
        (("Ủy ban nhân dân huyện", "Lưu: VT"), ("UBND huyện Hoằng Hóa",), ("Như trên", "Lưu: VT")),
        (("Như trên", "Lưu: VT"), ("UBND tỉnh",), ("Như trên", "Lưu: VT")),
        (("Sở Nội vụ (b/c)",), ("UBND tỉnh (qua Sở Nội vụ)",), ("Như trên", "Sở Nội vụ (b/c)")),
        (("UBND huyện",), (), ("UBND huyện",)),
        ((), ("UBND huyện",), ()),
    ],
)
def test_the_bodies_addressed_become_one_line(
    recipients: tuple[str, ...], addressees: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert expected == listed(recipients, addressees)
