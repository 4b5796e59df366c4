"""The consolidated report: what it says of the communes, and what it never says."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn

from cchc_report.batch.results import CommuneResult
from cchc_report.batch.summary import Summary, render_summary, write_summary
from cchc_report.batch.totals import add_up
from cchc_report.form.pack import packaged_forms
from cchc_report.report.summary_context import rank
from cchc_report.workspace.workspace import Workspace, open_workspace

from .communes import wrong_choice
from .test_totals import FORM, LATE, ON_TIME, YEAR, commune

BODY = """
[body]
name = "Sở Nội vụ"
parent = "UBND tỉnh Thanh Hóa"
place = "Thanh Hóa"
recipient = "UBND tỉnh Thanh Hóa"
symbol = "BC-SNV"
report_number = 7
report_date = 2024-01-05
signer = "Lê Mẫu"
"""
COMMUNES = (
    commune("Đặng Xá", dossiers=[ON_TIME, LATE], entered=["1.4.2 | ~2"]),
    commune("Dương Hòa", dossiers=[ON_TIME] * 3, staffing=["Trần Thị Kín | Cán bộ | Đại học | Trung cấp | Có | Không"]),
    CommuneResult(path="lỗi", name="Có Lỗi & <b>", status="errors", diagnostics=(wrong_choice(7), wrong_choice(8))),
    CommuneResult(path="hỏng", name="", status="failed", message="Không đọc được /kho/mat/2023.xlsx"),
)


def province(root: Path, settings: str = BODY) -> Workspace:
    (root / "cchc.toml").write_text(settings, encoding="utf-8")
    return open_workspace(root)


def report(root: Path, settings: str = BODY, communes: tuple[CommuneResult, ...] = COMMUNES) -> str:
    """Return the text of the report, its tables too."""
    assert FORM is not None
    folder = packaged_forms() / "thanh-hoa-2023-tong-hop"
    content = render_summary(province(root, settings), folder, YEAR, communes, add_up(communes, FORM, YEAR))
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).element.body.iter(qn("w:p")))


def written(root: Path, *, force: bool = False, settings: str = BODY) -> Summary:
    assert FORM is not None
    home = province(root, settings)
    return write_summary(home, YEAR, COMMUNES, add_up(COMMUNES, FORM, YEAR), FORM, force=force)


def test_it_says_how_many_are_counted_and_what_they_came_to(tmp_path: Path) -> None:
    text = report(tmp_path)
    assert "Số liệu tổng hợp của 2/4 đơn vị cấp xã" in text
    assert "Còn 02 đơn vị chưa có số liệu" in text
    assert "trong năm 2023 là 5 hồ sơ" in text
    assert "đúng hạn là 4 hồ sơ = 80,00%" in text


def test_it_ranks_the_units_by_their_rates(tmp_path: Path) -> None:
    lines = report(tmp_path).splitlines()
    first = lines.index("Dương Hòa")
    assert ["1", "Dương Hòa", "3", "3", "100,00%", "2", "Đặng Xá", "2", "1", "50,00%"] == lines[first - 1 : first + 9]


def test_units_of_one_rate_share_their_rank() -> None:
    half, whole = Decimal(50), Decimal(100)
    units = [("A", 1, 2, half), ("B", 2, 2, whole), ("C", 3, 3, whole), ("D", 0, 2, Decimal(0))]
    assert [(1, "B"), (1, "C"), (3, "A"), (4, "D")] == [(one.rank, one.name) for one in rank(units)]


def test_who_is_in_no_total_is_named_with_a_reason_that_may_be_signed(tmp_path: Path) -> None:
    text = report(tmp_path)
    assert "Có Lỗi & <b>: số liệu đã gửi còn 2 lỗi (giá trị không có trong danh mục)" in text
    assert "Đơn vị chưa rõ tên: chưa xử lý được số liệu đã gửi" in text
    assert [] == [word for word in ("/kho/mat", "hỏng", ".xlsx", "Trần Thị Kín") if word in text]


def test_the_appendix_says_of_how_many_units_a_row_is_and_how_they_chose(tmp_path: Path) -> None:
    text = report(tmp_path)
    assert "Phụ lục 01a" in text
    assert "Trực tuyến: 0; Phát phiếu: 0; Kết hợp: 1. 1/2 đơn vị có số liệu" in text


def test_what_nobody_knows_is_said_and_not_printed_as_zero(tmp_path: Path) -> None:
    text = report(tmp_path, communes=(commune("Trống"),))
    assert "Chưa có số liệu hồ sơ của đơn vị nào." in text
    assert "Chưa có đơn vị nào có số liệu hồ sơ để xếp hạng." in text
    assert "Tất cả các đơn vị đã có số liệu trong báo cáo này." in text


def test_who_reports_stands_in_the_settings(tmp_path: Path) -> None:
    text = report(tmp_path)
    for said in ("UBND TỈNH THANH HÓA", "SỞ NỘI VỤ", "Số: 07/BC-SNV", "ngày 05 tháng 01 năm 2024", "Lê Mẫu"):
        assert said in text


def test_what_the_settings_do_not_say_is_left_open_and_told(tmp_path: Path) -> None:
    assert "Kính gửi: …" in report(tmp_path, "")
    (note,) = written(tmp_path, settings="").notes
    assert "còn để “…” ở: tên cơ quan, địa danh, cơ quan nhận, người ký" in note
    assert "[body]" in note


def test_an_edited_report_is_kept_unless_forced_and_then_backed_up(tmp_path: Path) -> None:
    (path,) = written(tmp_path).outputs
    assert "bao-cao-tong-hop-2023.docx" == path.name
    path.write_bytes(b"edited")
    kept = written(tmp_path)
    assert ((), b"edited") == (kept.outputs, path.read_bytes())
    assert "đã được sửa sau khi lập" in kept.notes[0]
    assert (path,) == written(tmp_path, force=True).outputs
    assert b"edited" == path.with_name("bao-cao-tong-hop-2023-ban-sua-1.docx").read_bytes()


def test_the_same_communes_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    assert FORM is not None
    home, folder = province(tmp_path), packaged_forms() / "thanh-hoa-2023-tong-hop"
    first, second = (
        render_summary(home, folder, YEAR, communes, add_up(communes, FORM, YEAR))
        for communes in (COMMUNES, COMMUNES[::-1])
    )
    assert first == second


def test_of_very_many_units_the_report_names_the_best_and_the_lowest(tmp_path: Path) -> None:
    many = tuple(commune(f"Xã {number}", dossiers=[ON_TIME] * number + [LATE]) for number in range(1, 41))
    text = report(tmp_path, communes=many)
    assert "Trong 40 đơn vị có số liệu" in text
    assert ("Xã 40" in text, "Xã 20" in text, "Xã 1\n" in text) == (True, False, True)
