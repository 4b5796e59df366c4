"""How figures of the sample came about."""

from decimal import Decimal
from pathlib import Path

import pytest

from cchc_report.ground.errors import UsageError
from cchc_report.report.build import Report, build_report
from cchc_report.report.explain import explain, printed
from cchc_report.report.row_contents import contents_of, show_cell
from cchc_report.workspace.workspace import open_workspace

SAMPLE = Path(__file__).parents[2] / "sample_data" / "hoang-truong"


@pytest.fixture(scope="module")
def sample() -> Report:
    """Build the sample's report of 2023 once."""
    workspace = open_workspace(SAMPLE)
    return build_report(workspace, workspace.parse_period("2023"))


def test_a_row_that_prints_a_figure_names_it_its_rule_and_its_rows(sample: Report) -> None:
    found = explain(sample, "3.5")
    assert ("3.5", 11, "dossiers.apologised", {"dossiers.apologised": 11}) == (
        found.code,
        found.value,
        found.formula,
        found.operands,
    )
    assert [150, 211, 219, 248, 471, 637, 642, 649, 735, 1094, 1198] == [row.row for row in found.rows]
    assert {("2023/ho-so-2023.xlsx", "Hồ sơ")} == {row[:2] for row in found.rows}
    assert found.reason.endswith("cột Xin lỗi ghi Có")
    assert ["xin-loi-con-thieu"] == [rule.id for rule in found.rules]


def test_a_sum_has_the_rows_of_all_its_parts(sample: Report) -> None:
    found = explain(sample, "3.2.1")
    assert "procedures.one_stop + procedures.interlinked" == found.formula
    assert {"procedures.one_stop": 114, "procedures.interlinked": 75} == found.operands
    assert 189 == len(found.rows) == found.value


def test_a_rate_names_its_denominator_and_has_the_rows_of_its_part(sample: Report) -> None:
    found = explain(sample, "dossiers.on_time_rate")
    assert "dossiers.on_time / dossiers.total" == found.formula
    assert {"dossiers.on_time": 1588, "dossiers.total": 1603} == found.operands
    assert 1588 == len(found.rows)
    assert "99,06%" == printed(found.value, is_rate=found.is_rate)
    assert "chia cho tổng số hồ sơ phải giải quyết" in found.reason


def test_a_typed_number_is_traced_to_its_cell(sample: Report) -> None:
    found = explain(sample, "3.4.3")
    assert "Số nhập tay ở 2023/so-lieu-2023.xlsx, trang Chỉ tiêu, ô B8" == found.reason
    assert ("entered", {}) == (found.formula, found.operands)
    assert [("2023/so-lieu-2023.xlsx", "Chỉ tiêu", 8)] == [tuple(row) for row in found.rows]
    assert ["thu-tuc-thanh-toan-truc-tuyen"] == [rule.id for rule in found.rules]


def test_an_empty_row_says_what_is_missing(sample: Report) -> None:
    found = explain(sample, "1.1.1")
    assert (None, "empty", ()) == (found.value, found.formula, found.rows)
    assert "chưa có số liệu để tính tasks.planned (Nhiệm vụ trong kế hoạch)" in found.reason
    assert "chưa biết" == printed(found.value, is_rate=False)
    assert "Để trống: chưa nhập ở trang Chỉ tiêu" == explain(sample, "2.1").reason


def test_a_number_in_a_list_is_explained_as_any_figure(sample: Report) -> None:
    stated = explain(sample, "documents.issued_by_type[Báo cáo]")
    assert (127, [("2023/so-lieu-2023.xlsx", "Tổng hợp văn bản", 3)]) == (
        stated.value,
        [tuple(row) for row in stated.rows],
    )
    assert ["van-ban-theo-loai"] == [rule.id for rule in stated.rules]
    level = explain(sample, "staffing.groups[Công chức].qualifications[Trung cấp].share")
    assert "8,33%" == printed(level.value, is_rate=level.is_rate)
    assert {
        "staffing.groups[Công chức].qualifications[Trung cấp]": 1,
        "staffing.groups[Công chức]": 12,
    } == level.operands
    assert 1 == len(level.rows)
    with pytest.raises(UsageError, match=r"“documents\.issued_by_type\[Báo cáo\]”"):
        explain(sample, "documents.issued_by_type[Bao cao]")


def test_every_number_in_a_list_has_as_many_rows_as_it_says(sample: Report) -> None:
    for name in sample.figures.part_names():
        found = explain(sample, name)
        if name.startswith("staffing.") and isinstance(found.value, int):
            assert found.value == len(found.rows), name
        assert found.rows, name


def test_every_row_and_figure_can_be_explained_and_a_count_has_as_many_rows(sample: Report) -> None:
    for name in [*sample.indicators, *sample.figures]:
        found = explain(sample, name)
        assert found.to_json().model_dump_json()
        if name.startswith(("dossiers.", "procedures.", "tasks.", "staffing.")) and isinstance(found.value, int):
            assert found.value == len(found.rows), name


def test_a_code_that_the_form_has_not_is_answered_with_the_rows_beside_it(sample: Report) -> None:
    with pytest.raises(UsageError, match=r"“3\.5\.1”\. Có phải là “3\.5”\?"):
        explain(sample, "3.5.1")
    with pytest.raises(UsageError, match=r"“3\.3\.1” hoặc “3\.3\.1\.a” hoặc “3\.3\.1\.b”"):
        explain(sample, "3.3.1.e")


def test_an_unknown_name_is_answered_with_the_nearest(sample: Report) -> None:
    with pytest.raises(UsageError, match=r"Có phải là “dossiers\.on_time”"):
        explain(sample, "dossiers.ontime")
    with pytest.raises(UsageError, match=r"“3\.3\.1” hoặc “3\.3\.1\.a”"):
        explain(sample, "3.3.")
    with pytest.raises(UsageError, match=r"Gõ mã của một dòng phụ lục, ví dụ 3\.3\.2"):
        explain(sample, "§§§")


def test_the_json_has_the_documented_keys(sample: Report) -> None:
    found = explain(sample, "3.5").to_json().json_ready()
    assert {"code", "label", "value", "formula", "operands", "rows"} <= found.keys()
    assert isinstance(found["rows"], list)
    assert {"file": "2023/ho-so-2023.xlsx", "sheet": "Hồ sơ", "row": 150} == found["rows"][0]


def test_the_cells_of_rows_are_shown_without_any_person(sample: Report) -> None:
    (people,) = contents_of(sample.tables, explain(sample, "4.1.2").rows)
    assert ("Nhân sự", 23) == (people.title, len(people.rows))
    assert ("Tệp", "Trang", "Dòng", "Nhóm") == people.headers[:4]
    assert "Họ và tên" not in people.headers
    shown = "\n".join(show_cell(cell) for row in people.rows for cell in row)
    names = [person.name for _, person in sample.tables.staffing.records()]
    assert 23 == len(names)
    assert not [name for name in names if name in shown]


def test_a_cell_is_shown_as_a_clerk_types_it(sample: Report) -> None:
    (log,) = contents_of(sample.tables, explain(sample, "3.5").rows[:1])
    cells = dict(zip(log.headers, map(show_cell, log.rows[0]), strict=True))
    assert ("07/02/2023", "Có", "Trực tiếp") == (cells["Ngày tiếp nhận"], cells["Xin lỗi"], cells["Hình thức trả"])
    assert "1.603,5" == show_cell(Decimal("1603.5"))
