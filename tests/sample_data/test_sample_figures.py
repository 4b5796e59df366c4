"""The sample's other sheets, counted with plain loops: the figures that the commune published for 2023."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

WORKBOOK = Path(__file__).parents[2] / "sample_data" / "hoang-truong" / "2023" / "so-lieu-2023.xlsx"
STEERING = "Chỉ đạo CCHC"
Record = dict[str, object]


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return load_workbook(WORKBOOK)


def records(workbook: Workbook, title: str) -> list[Record]:
    header, *rows = workbook[title].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_the_sheets_stand_in_the_order_of_the_guide(workbook: Workbook) -> None:
    expected = [
        "Đơn vị",
        "Nhân sự",
        "Văn bản đi",
        "Tổng hợp văn bản",
        "Thủ tục",
        "Nhiệm vụ",
        "Chỉ tiêu",
        "Thuyết minh",
    ]
    assert expected == workbook.sheetnames


def test_every_header_is_bold_and_frozen(workbook: Workbook) -> None:
    assert {("A2", True)} == {(sheet.freeze_panes, bool(cell.font.bold)) for sheet in workbook for cell in sheet[1]}


def test_the_commune_is_named_and_its_report_has_no_number_yet(workbook: Workbook) -> None:
    commune = {row["Mục"]: row["Nội dung"] for row in records(workbook, "Đơn vị")}
    assert {
        "Tên xã": "Hoằng Trường",
        "Loại": "xã",
        "Huyện": "Hoằng Hóa",
        "Tỉnh": "Thanh Hóa",
        "Cơ quan nhận": "UBND huyện Hoằng Hóa",
        "Số báo cáo": None,
        "Ngày báo cáo": None,
        "Chức vụ người ký": "Phó Chủ tịch",
        "Ký thay": "KT. CHỦ TỊCH",
        "Nơi nhận": "UBND huyện (b/c)\nĐảng ủy, HĐND xã (b/c)\nLưu: VT",
    } == {key: value for key, value in commune.items() if key != "Người ký"}


def test_the_signer_is_a_deputy_chairman_of_the_staff(workbook: Workbook) -> None:
    commune = {row["Mục"]: row["Nội dung"] for row in records(workbook, "Đơn vị")}
    titles = {row["Họ và tên"]: row["Chức vụ"] for row in records(workbook, "Nhân sự")}
    assert "Phó Chủ tịch UBND" == titles[commune["Người ký"]]


def test_the_staff_is_23_people_of_different_names(workbook: Workbook) -> None:
    assert 23 == len({row["Họ và tên"] for row in records(workbook, "Nhân sự")})


@pytest.mark.parametrize(
    ("group", "column", "expected"),
    [
        ("Cán bộ", "Trình độ chuyên môn", {"Đại học": 11}),
        ("Cán bộ", "Lý luận chính trị", {"Đại học": 1, "Trung cấp": 10}),
        ("Công chức", "Trình độ chuyên môn", {"Đại học": 11, "Trung cấp": 1}),
        ("Công chức", "Lý luận chính trị", {"Trung cấp": 12}),
        ("Cán bộ", "Kỷ luật", {"Không": 11}),
        ("Công chức", "Kỷ luật", {"Không": 12}),
        ("Cán bộ", "Lãnh đạo", {"Có": 6, "Không": 5}),
        ("Công chức", "Lãnh đạo", {"Không": 12}),
        ("Cán bộ", "Ngày kết thúc", {None: 11}),
        ("Công chức", "Ngày kết thúc", {None: 12}),
    ],
)
def test_the_staff_counts_to_the_published_figures(
    workbook: Workbook, group: str, column: str, expected: dict[str | None, int]
) -> None:
    assert expected == Counter(row[column] for row in records(workbook, "Nhân sự") if row["Nhóm"] == group)


def test_everyone_started_before_the_year_reported(workbook: Workbook) -> None:
    starts = [row["Ngày bắt đầu"] for row in records(workbook, "Nhân sự")]
    assert 23 == sum(isinstance(day, datetime) and day < datetime(2023, 1, 1) for day in starts)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("Cơ chế", {"Một cửa": 114, "Một cửa liên thông": 75}),
        ("Liên thông cùng cấp", {"Có": 75, "Không": 114}),
        ("Liên thông các cấp", {"Có": 75, "Không": 114}),
        ("Quy trình ISO", {"Có": 189}),
        ("Điện tử hóa", {"Có": 189}),
    ],
)
def test_the_procedures_count_to_the_published_figures(
    workbook: Workbook, column: str, expected: dict[str, int]
) -> None:
    assert expected == Counter(row[column] for row in records(workbook, "Thủ tục"))


def test_no_two_procedures_share_a_code_or_a_name(workbook: Workbook) -> None:
    procedures = records(workbook, "Thủ tục")
    assert [189, 189] == [len({row[column] for row in procedures}) for column in ("Mã thủ tục", "Tên thủ tục")]


def test_columns_of_rows_published_empty_are_absent(workbook: Workbook) -> None:
    expected = [
        "Mã thủ tục",
        "Tên thủ tục",
        "Lĩnh vực",
        "Cơ chế",
        "Liên thông cùng cấp",
        "Liên thông các cấp",
        "Quy trình ISO",
        "Điện tử hóa",
    ]
    assert expected == [cell.value for cell in workbook["Thủ tục"][1]]


def test_17_documents_of_the_year_steer_the_reform(workbook: Workbook) -> None:
    days = [row["Ngày ban hành"] for row in records(workbook, "Văn bản đi") if row[STEERING] == "Có"]
    assert 17 == sum(isinstance(day, datetime) and day.year == 2023 for day in days)


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("I.1", {"01/KH-UBND": "03/01", "03/KH-UBND": "04/01", "04/KH-UBND": "07/01", "06/KH-UBND": "07/01"}),
        ("I.2", {"06/KH-UBND": "07/01"}),
        ("I.3", {"03/KH-UBND": "04/01"}),
        ("II.5", {"05/QĐ-UBND": "10/01", "06/QĐ-UBND": "10/01"}),
    ],
)
def test_a_section_cites_the_published_documents(workbook: Workbook, section: str, expected: dict[str, str]) -> None:
    cited: dict[str, str] = {}
    for row in records(workbook, "Văn bản đi"):
        day = row["Ngày ban hành"]
        assert isinstance(day, datetime)
        if section in str(row["Mục báo cáo"]).split(", "):
            cited[str(row["Số ký hiệu"])] = f"{day:%d/%m}"
    assert expected == cited


def test_every_document_says_how_it_was_sent(workbook: Workbook) -> None:
    assert {"Điện tử": 19} == Counter(row["Hình thức gửi"] for row in records(workbook, "Văn bản đi"))


def test_documents_of_a_kind_are_numbered_in_the_order_of_their_days(workbook: Workbook) -> None:
    documents = records(workbook, "Văn bản đi")
    by_number = sorted(documents, key=lambda row: (str(row["Loại"]), str(row["Số ký hiệu"])))
    by_day = sorted(documents, key=lambda row: (str(row["Loại"]), str(row["Ngày ban hành"]), str(row["Số ký hiệu"])))
    assert by_day == by_number


def test_the_stated_document_totals_are_the_published_ones(workbook: Workbook) -> None:
    assert [
        ("Đi", "Quyết định", 118),
        ("Đi", "Báo cáo", 127),
        ("Đi", "Kế hoạch", 73),
        ("Đi", "Tờ trình", 169),
        ("Đi", "Công văn", 35),
        ("Đi", "Thông báo", 62),
        ("Đi", "Văn bản của Ban Chỉ đạo an toàn thực phẩm", 22),
        ("Đi", "Tổng số", 706),
        ("Đến", "Môi trường điện tử", 1652),
        ("Đến", "BCCI", 64),
        ("Đến", "Tổng số", 1716),
    ] == list(workbook["Tổng hợp văn bản"].iter_rows(min_row=2, values_only=True))


def test_the_document_types_add_up_to_100_less_than_the_stated_total(workbook: Workbook) -> None:
    """A contradiction of the published report that the sample keeps."""
    issued = [row for row in records(workbook, "Tổng hợp văn bản") if row["Chiều"] == "Đi"]
    assert 606 == sum(int(str(row["Số lượng"])) for row in issued if row["Loại"] != "Tổng số")


def test_12_tasks_were_assigned_and_one_of_them_finished_late(workbook: Workbook) -> None:
    tasks = records(workbook, "Nhiệm vụ")
    late = [str(row["Ngày hoàn thành"]) > str(row["Hạn hoàn thành"]) for row in tasks]
    assert {"Cấp trên giao": 12} == Counter(row["Nguồn giao"] for row in tasks)
    assert {False: 11, True: 1} == Counter(late)


def test_every_task_was_finished_within_the_year(workbook: Workbook) -> None:
    days = [row["Ngày hoàn thành"] for row in records(workbook, "Nhiệm vụ")]
    assert 12 == sum(isinstance(day, datetime) and day.year == 2023 for day in days)


def test_what_no_log_yields_is_entered_with_codes_as_text(workbook: Workbook) -> None:
    assert {
        "1.1": 1,
        "1.2": 1,
        "1.4.1": 30,
        "1.4.2": 1,
        "1.5": 0,
        "3.4.2": 1599,
        "3.4.3": 1599,
        "4.1.1": 23,
        "5.4.1": 1,
        "5.4.2": 0,
        "6.1": 1,
        "6.2": 1,
        "7.1": 2,
        "7.2.1": 1,
        "7.2.3.a": 100,
        "7.4.1": 1,
        "7.6": 1,
    } == {row["Mã"]: row["Số liệu"] for row in records(workbook, "Chỉ tiêu")}


def test_the_narrative_covers_the_sections_the_commune_told_of_itself_in_order(workbook: Workbook) -> None:
    sections = [str(row["Mục"]) for row in records(workbook, "Thuyết minh")]
    assert ["I.2", "I.3", "II.1+", "II.2+", "II.3+", "II.5+", "II.6", "III.1", "III.2", "V"] == list(
        dict.fromkeys(sections)
    )
    assert sorted(sections) == sections


def test_the_narrative_keeps_the_slip_of_the_published_report(workbook: Workbook) -> None:
    praise = [str(row["Nội dung"]) for row in records(workbook, "Thuyết minh") if row["Mục"] == "III.1"]
    assert praise[0].startswith("Chín tháng đầu năm 2023")


@pytest.mark.parametrize("tag", ["{{ dossiers.overdue }}", "{{ period.name }}"])
def test_the_narrative_leaves_figures_and_periods_to_tags(workbook: Workbook, tag: str) -> None:
    shortcomings = "\n".join(str(row["Nội dung"]) for row in records(workbook, "Thuyết minh") if row["Mục"] == "III.2")
    assert 1 == shortcomings.count(tag)
