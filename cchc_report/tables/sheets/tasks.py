"""The sheet `Nhiệm vụ`: one row a task from the reform plan or from a higher level."""

from typing import Annotated, ClassVar

from cchc_report.ground.codes import Severity
from cchc_report.tables.column import Column, SheetInfo, SheetModel
from cchc_report.tables.values import Choice, Day, Text, one_of


class TaskSource(Choice):
    """Who set a task."""

    PLAN = "Kế hoạch CCHC", "Kế hoạch", "Kế hoạch cải cách hành chính", "KH CCHC"
    ASSIGNED = (
        "Cấp trên giao",
        "UBND huyện giao",
        "Huyện giao",
        "UBND tỉnh giao",
        "Tỉnh giao",
        "Chủ tịch UBND huyện giao",
        "Cấp trên",
    )


class Task(SheetModel):
    """A task and its days."""

    info: ClassVar[SheetInfo] = SheetInfo(
        title="Nhiệm vụ",
        noun="nhiệm vụ",
        synonyms=("Nhiệm vụ được giao", "Danh sách nhiệm vụ", "Nhiệm vụ CCHC"),
        feeds="số nhiệm vụ (chỉ tiêu 1.1.1, 1.1.2, 1.3)",
    )

    content: Annotated[
        Text,
        Column(
            header="Nội dung", synonyms=("Nội dung nhiệm vụ", "Nhiệm vụ", "Tên nhiệm vụ"), note="Nội dung nhiệm vụ."
        ),
    ]
    source: Annotated[
        TaskSource,
        one_of(TaskSource),
        Column(
            header="Nguồn giao",
            synonyms=("Nguồn", "Cơ quan giao", "Đơn vị giao"),
            note="Kế hoạch CCHC hoặc Cấp trên giao.",
        ),
    ]
    due_on: Annotated[
        Day | None,
        Column(
            header="Hạn hoàn thành",
            synonyms=("Thời hạn", "Hạn", "Thời hạn hoàn thành", "Ngày hết hạn"),
            note="Ngày/tháng/năm; trống nghĩa là không có hạn.",
            feeds="số nhiệm vụ đúng hạn, quá hạn",
            absent=Severity.NOTE,
        ),
    ] = None
    finished_on: Annotated[
        Day | None,
        Column(
            header="Ngày hoàn thành",
            synonyms=("Ngày xong", "Hoàn thành", "Ngày hoàn thành thực tế"),
            note="Để trống khi chưa hoàn thành.",
            feeds="số nhiệm vụ đã hoàn thành",
            absent=Severity.NOTE,
        ),
    ] = None
