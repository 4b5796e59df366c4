"""What a clerk enters by hand: `Chỉ tiêu`, figures that no log yields, and `Thuyết minh`, the commune's own words."""

from typing import Annotated, ClassVar

from cchc_report.ground.codes import Severity
from cchc_report.tables.column import Column, SheetInfo, SheetModel
from cchc_report.tables.values import Amount, IndicatorCode, Lines, Sections, Text


class EnteredIndicator(SheetModel):
    """A figure of the appendix entered by hand; without a number it is unknown."""

    info: ClassVar[SheetInfo] = SheetInfo(
        title="Chỉ tiêu",
        noun="chỉ tiêu",
        synonyms=("Chỉ tiêu nhập", "Chỉ tiêu thống kê", "Số liệu chỉ tiêu"),
        feeds="các chỉ tiêu của phụ lục không tính được từ sổ",
        key=("code",),
        says=("number", "note"),
    )

    code: Annotated[
        IndicatorCode,
        Column(
            header="Mã",
            synonyms=("Mã chỉ tiêu", "Mã số"),
            note="Mã của dòng trong phụ lục, ví dụ 1.4.1; định dạng Văn bản.",
        ),
    ]
    label: Annotated[
        Text | None,
        Column(
            header="Chỉ tiêu",
            synonyms=("Tên chỉ tiêu", "Nội dung chỉ tiêu"),
            note="Tên của dòng; khi biểu in một số thứ tự ở hai dòng, tên cho biết là dòng nào.",
            in_blank=False,
        ),
    ] = None
    number: Annotated[
        Amount | None,
        Column(
            header="Số liệu",
            synonyms=("Giá trị", "Kết quả", "Số lượng"),
            note="Con số của chỉ tiêu; chỗ phải chọn thì gõ mã số ghi ở đơn vị tính, ví dụ Có = 1 thì gõ 1. Trống nghĩa là chưa có số liệu.",
            absent=Severity.ERROR,
        ),
    ] = None
    note: Annotated[
        Text | None, Column(header="Ghi chú", synonyms=("Chú thích",), note="In vào cột Ghi chú của phụ lục.")
    ] = None


class NarrativeParagraph(SheetModel):
    """A paragraph in the commune's own words; the paragraphs of a section replace its default text."""

    info: ClassVar[SheetInfo] = SheetInfo(
        title="Thuyết minh",
        noun="đoạn",
        synonyms=("Lời văn", "Nội dung thuyết minh"),
        when_empty="Trang trống thì mọi mục của báo cáo dùng lời văn có sẵn của biểu mẫu.",
    )

    sections: Annotated[
        Sections, Column(header="Mục", synonyms=("Mục báo cáo", "Phần"), note="Mục của báo cáo: I.1 … V.")
    ]
    text: Annotated[
        Lines,
        Column(
            header="Nội dung",
            synonyms=("Lời văn", "Nội dung thuyết minh"),
            note="Một đoạn văn; thay nội dung có sẵn của mục.",
        ),
    ]
