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
        "Nhiệm vụ",
        "nhiệm vụ",
        synonyms=("Nhiệm vụ được giao", "Danh sách nhiệm vụ", "Nhiệm vụ CCHC"),
        feeds="số nhiệm vụ (chỉ tiêu 1.1.1, 1.1.2, 1.3)",
    )

    content: Annotated[
        Text, Column("Nội dung", ("Nội dung nhiệm vụ", "Nhiệm vụ", "Tên nhiệm vụ"), "Nội dung nhiệm vụ.")
    ]
    source: Annotated[
        TaskSource,
        one_of(TaskSource),
        Column("Nguồn giao", ("Nguồn", "Cơ quan giao", "Đơn vị giao"), "Kế hoạch CCHC hoặc Cấp trên giao."),
    ]
    due_on: Annotated[
        Day | None,
        Column(
            "Hạn hoàn thành",
            ("Thời hạn", "Hạn", "Thời hạn hoàn thành", "Ngày hết hạn"),
            "Ngày/tháng/năm; trống nghĩa là không có hạn.",
            feeds="số nhiệm vụ đúng hạn, quá hạn",
            absent=Severity.NOTE,
        ),
    ] = None
    finished_on: Annotated[
        Day | None,
        Column(
            "Ngày hoàn thành",
            ("Ngày xong", "Hoàn thành", "Ngày hoàn thành thực tế"),
            "Để trống khi chưa hoàn thành.",
            feeds="số nhiệm vụ đã hoàn thành",
            absent=Severity.NOTE,
        ),
    ] = None
