"""The catalogue of diagnostic codes: stable identifiers, severities and gists; every diagnostic's code stands here once.

CC0xx files, CC1xx sheets and columns, CC2xx cells, CC3xx rows, CC4xx figures, CC5xx form packs, CC6xx consistency.
"""

from enum import StrEnum


class Severity(StrEnum):
    """How grave a diagnostic is; an error forbids a report."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def word(self) -> str:
        """What a clerk calls it."""
        return {"error": "lỗi", "warning": "cảnh báo", "note": "ghi chú"}[self.value]


class Code(StrEnum):
    """A diagnostic's code, with its usual severity and its gist; as a text it is CC203."""

    severity: Severity
    gist: str

    def __new__(cls, identifier: str, severity: Severity = Severity.ERROR, gist: str = "") -> "Code":
        """Make a code of an identifier that never changes; with the identifier alone it is looked up."""
        code = str.__new__(cls, identifier)
        code._value_ = identifier
        code.severity, code.gist = severity, gist
        return code

    WORKBOOK_MISSING = "CC001", Severity.ERROR, "Không có sổ tính của kỳ báo cáo"
    WORKBOOK_UNREADABLE = "CC002", Severity.ERROR, "Tệp bị hỏng, không đọc được"
    WORKBOOK_ENCRYPTED = "CC003", Severity.ERROR, "Tệp đặt mật khẩu"
    NOT_A_WORKBOOK = "CC004", Severity.ERROR, "Tệp không phải là bảng tính"
    WORKBOOK_TOO_LARGE = "CC005", Severity.ERROR, "Bảng tính quá lớn"
    WORKBOOK_TWICE = "CC006", Severity.ERROR, "Kỳ báo cáo có hai nguồn số liệu"
    HISTORY_UNUSABLE = "CC007", Severity.WARNING, "Không dùng được lịch sử số liệu"
    YEAR_BEFORE_UNKNOWN = "CC008", Severity.NOTE, "Không có số liệu cùng kỳ năm trước"
    REPORT_UNREADABLE = "CC009", Severity.ERROR, "Báo cáo không đọc được"
    REPORT_UNRECOGNISED = "CC010", Severity.ERROR, "Không thấy lời văn hoặc phụ lục của báo cáo"
    PERIOD_NOT_BEGUN = "CC011", Severity.WARNING, "Kỳ báo cáo chưa bắt đầu"
    ROWS_OUT_OF_REACH = "CC030", Severity.ERROR, "Tệp có số liệu nhưng không đọc được"
    COPIES_LEFT_OUT = "CC031", Severity.WARNING, "Tệp mang tên bản sao, không được tính"
    FILE_LEFT_OUT = "CC032", Severity.NOTE, "Tệp không phải sổ tính, không đọc"
    SHEET_AT_LIMIT = "CC050", Severity.WARNING, "Trang gần hết số dòng của tệp .xls"
    LETTERS_SPOILED = "CC051", Severity.ERROR, "Chữ của tệp bị lỗi bảng mã"

    SHEET_MISSING = "CC101", Severity.ERROR, "Thiếu trang bắt buộc"
    COLUMN_MISSING = "CC102", Severity.ERROR, "Thiếu cột bắt buộc"
    COLUMN_TWICE = "CC103", Severity.ERROR, "Hai cột cùng một nội dung"
    SHEET_ABSENT = "CC104", Severity.NOTE, "Không có trang tùy chọn"
    COLUMN_UNKNOWN = "CC105", Severity.WARNING, "Cột không có số liệu, chỉ tiêu liên quan để trống"
    SHEET_EMPTY = "CC106", Severity.ERROR, "Trang không có dòng số liệu nào"
    HEADER_MISSING = "CC107", Severity.ERROR, "Không tìm thấy dòng tiêu đề"
    SHEET_PASSED_OVER = "CC108", Severity.NOTE, "Trang không nhận ra được, bỏ qua"
    ROWS_PASSED_OVER = "CC109", Severity.NOTE, "Dòng không phải số liệu, bỏ qua"
    SHEET_UNCLEAR = "CC110", Severity.ERROR, "Trang giống hai loại, chưa biết là loại nào"
    HIDDEN_ROWS = "CC111", Severity.NOTE, "Trang hoặc dòng đang ẩn, vẫn được tính"
    TOO_MANY_PROBLEMS = "CC112", Severity.ERROR, "Quá nhiều dòng sai, dừng kiểm tra trang"
    COLUMNS_UNCLEAR = "CC130", Severity.ERROR, "Chưa rõ cột nào là cột nào"
    DATA_PASSED_OVER = "CC131", Severity.WARNING, "Dòng bỏ qua có số liệu"
    TOTAL_ROW_DIFFERS = "CC132", Severity.WARNING, "Dòng tổng khác số dòng đọc được"
    SHEET_NOT_COUNTED = "CC133", Severity.WARNING, "Trang có số liệu nhưng không được tính"
    SHEET_GOES_ON = "CC134", Severity.NOTE, "Trang không có tiêu đề, đọc nối tiếp trang trước"
    COLUMN_UNREAD_MATTERS = "CC150", Severity.WARNING, "Cột không đọc nhưng có vẻ quyết định số liệu"

    VALUE_MISSING = "CC201", Severity.ERROR, "Ô bắt buộc còn trống"
    DATE_UNREADABLE = "CC202", Severity.ERROR, "Không đọc được ngày"
    CHOICE_UNKNOWN = "CC203", Severity.ERROR, "Giá trị không có trong danh mục"
    NUMBER_UNREADABLE = "CC204", Severity.ERROR, "Không đọc được số"
    YES_NO_UNREADABLE = "CC205", Severity.ERROR, "Không đọc được Có/Không"
    TEXT_UNREADABLE = "CC206", Severity.ERROR, "Không đọc được chữ"
    DATE_IMPLAUSIBLE = "CC207", Severity.ERROR, "Ngày ngoài khoảng hợp lý"
    NUMBER_IMPLAUSIBLE = "CC208", Severity.ERROR, "Số ngoài khoảng hợp lý"
    DATES_MIXED = "CC209", Severity.WARNING, "Cột ngày vừa là ngày thật vừa là chữ"
    CELL_BROKEN = "CC210", Severity.ERROR, "Ô lỗi công thức hoặc công thức chưa tính"
    LEGACY_TEXT = "CC211", Severity.ERROR, "Chữ gõ bằng bảng mã cũ"
    CELL_MERGED = "CC212", Severity.ERROR, "Ô gộp trong vùng số liệu"
    MONTH_FIRST = "CC213", Severity.WARNING, "Cột ngày có ô ghi tháng trước ngày"
    LEVEL_UNCLEAR = "CC214", Severity.ERROR, "Mức độ dịch vụ công hiểu được hai cách"
    NUMBER_UNCLEAR = "CC230", Severity.ERROR, "Số hiểu được hai cách"
    DITTO = "CC231", Severity.NOTE, "Dấu “như trên”, lấy giá trị ở trên"
    CELLS_MERGED = "CC232", Severity.NOTE, "Ô gộp, giá trị tính cho mọi dòng gộp"
    TIME_SHIFTED = "CC233", Severity.ERROR, "Cả cột ngày tiếp nhận ghi 17:00"
    SHARE_UNCLEAR = "CC234", Severity.ERROR, "Tỷ lệ hiểu được hai cách"
    ROWS_STRUCK = "CC235", Severity.WARNING, "Dòng bị gạch ngang, vẫn được tính"

    DUE_BEFORE_RECEIVED = "CC301", Severity.ERROR, "Ngày hẹn trả trước ngày tiếp nhận"
    FINISHED_BEFORE_RECEIVED = "CC302", Severity.ERROR, "Ngày trả kết quả trước ngày tiếp nhận"
    DUPLICATE_CODE = "CC303", Severity.ERROR, "Mã trùng trong một trang"
    TWO_FINISH_DATES = "CC304", Severity.ERROR, "Một hồ sơ có hai ngày trả kết quả"
    LEVEL_WITHOUT_ONLINE = "CC305", Severity.WARNING, "Có mức độ nhưng không tiếp nhận trực tuyến"
    ONLINE_WITHOUT_LEVEL = "CC306", Severity.WARNING, "Hồ sơ trực tuyến chưa ghi mức độ"
    IDENTICAL_ROWS = "CC307", Severity.WARNING, "Dòng lặp lại, tính một lần"
    COPIES_DIFFER = "CC308", Severity.WARNING, "Một hồ sơ ghi khác nhau ở hai nơi"
    CODE_DATE_DIFFERS = "CC309", Severity.WARNING, "Ngày trong mã hồ sơ khác ngày tiếp nhận"
    STATUS_WITHOUT_FINISH = "CC310", Severity.ERROR, "Đã xử lý xong nhưng không có ngày trả kết quả"
    STATUS_AGAINST_DATES = "CC311", Severity.WARNING, "Trạng thái trái với ngày trả kết quả"
    ENDED_BEFORE_STARTED = "CC313", Severity.ERROR, "Ngày kết thúc trước ngày bắt đầu"
    TWO_VALUES = "CC314", Severity.ERROR, "Một mục có hai giá trị khác nhau"
    OUTSIDE_PERIOD = "CC315", Severity.WARNING, "Số liệu ngoài kỳ báo cáo, không tính"
    APOLOGY_WITHOUT_DELAY = "CC316", Severity.WARNING, "Xin lỗi cho hồ sơ trả đúng hẹn"
    PUBLISHED_UNFINISHED = "CC317", Severity.WARNING, "Công khai kết quả của hồ sơ chưa xong"
    REPORT_DATE_IMPLAUSIBLE = "CC318", Severity.WARNING, "Ngày báo cáo không hợp với kỳ"
    REPORT_NUMBER_UNUSUAL = "CC319", Severity.WARNING, "Số báo cáo không đúng dạng"
    DUE_FAR_AWAY = "CC320", Severity.WARNING, "Ngày hẹn trả quá xa ngày tiếp nhận"
    GROUP_AGAINST_TITLE = "CC321", Severity.WARNING, "Nhóm cán bộ, công chức trái với chức vụ"
    FINISHED_FAR_AWAY = "CC322", Severity.WARNING, "Ngày trả kết quả quá xa ngày tiếp nhận"
    COUNTED_TO_EARLIER = "CC323", Severity.NOTE, "Số liệu tính đến ngày trước cuối kỳ"
    HANDED_ON = "CC324", Severity.WARNING, "Hồ sơ chưa xong của sổ năm trước, sổ năm nay không nói đến"
    UNIT_UNUSUAL = "CC325", Severity.WARNING, "Trang Đơn vị ghi trái thể thức văn bản"
    THING_TWICE = "CC330", Severity.WARNING, "Một văn bản, nhiệm vụ ghi hai lần trong một trang, tính một lần"
    THINGS_DIFFER = "CC331", Severity.WARNING, "Một văn bản, nhiệm vụ ghi khác nhau ở hai nơi"
    COUNTED_ONCE = "CC332", Severity.NOTE, "Văn bản, nhiệm vụ có ở hai sổ, tính một lần"
    SAME_NAME = "CC333", Severity.NOTE, "Hai người cùng tên"
    STATE_VERSIONS = "CC334", Severity.WARNING, "Hai bản kê của cùng những người, thủ tục: tính bản sau"
    VERSIONS_DIFFER = "CC335", Severity.WARNING, "Hai bản kê ghi khác nhau"
    ROW_FOR_SEVERAL = "CC336", Severity.ERROR, "Một dòng kê nhiều thứ"
    ROW_CANCELLED = "CC337", Severity.WARNING, "Dòng ghi là hủy, nhập nhầm nhưng vẫn được tính"
    OTHER_UNIT = "CC338", Severity.WARNING, "Dòng của đơn vị khác, không tính"
    SUM_AS_LINE = "CC339", Severity.WARNING, "Số chuyển sang ghi thành một dòng, không tính"
    WITHDRAWN_UNDATED = "CC340", Severity.WARNING, "Hồ sơ rút không có ngày"
    FIELD_UNCLEAR = "CC341", Severity.WARNING, "Chưa rõ lĩnh vực có phải đất đai, xây dựng không"
    COLUMN_PARTLY_KNOWN = "CC342", Severity.WARNING, "Một sổ thiếu cột mà sổ khác có"
    SHARE_UNKNOWN = "CC343", Severity.WARNING, "Tỷ lệ để trống vì có dòng chưa ghi"
    CODE_CUT_OFF = "CC344", Severity.ERROR, "Mã dài bị Excel làm mất chữ số"

    ENTERED_DIFFERS = "CC401", Severity.WARNING, "Số nhập khác số tính được"
    INDICATOR_UNKNOWN = "CC402", Severity.ERROR, "Mã chỉ tiêu không có trong biểu"
    PARTS_DIFFER_FROM_TOTAL = "CC403", Severity.WARNING, "Các phần cộng lại khác tổng số"
    LOG_DIFFERS_FROM_TOTAL = "CC404", Severity.WARNING, "Sổ văn bản khác tổng số đã ghi"
    INDICATOR_NOT_A_CHOICE = "CC405", Severity.ERROR, "Số liệu không có trong các lựa chọn của chỉ tiêu"
    SECTION_UNKNOWN = "CC406", Severity.ERROR, "Mục báo cáo không có trong biểu"

    FORM_INVALID = "CC501", Severity.ERROR, "Biểu mẫu sai cấu trúc"
    FIGURE_NOT_DEFINED = "CC502", Severity.ERROR, "Công thức gọi số liệu không có"
    TAG_UNKNOWN = "CC503", Severity.ERROR, "Thẻ trong mẫu Word không có"
    TEMPLATE_INVALID = "CC504", Severity.ERROR, "Mẫu Word sai cú pháp"
    TEMPLATE_UNSAFE = "CC505", Severity.ERROR, "Mẫu Word có lệnh bị cấm"
    ROW_NOT_PRINTED = "CC506", Severity.ERROR, "Chỉ tiêu không được in trong phụ lục"
    LAYOUT_DIFFERS = "CC507", Severity.WARNING, "Mẫu Word trình bày khác Nghị định 30/2020/NĐ-CP"
    FORM_NOT_OF_PERIOD = "CC508", Severity.WARNING, "Biểu mẫu không khớp với kỳ báo cáo"
    MARKUP_LEFT = "CC509", Severity.ERROR, "Dấu thẻ hỏng còn sót, sẽ in nguyên ra báo cáo"

    PARTS_AGAINST_TOTAL = "CC601", Severity.WARNING, "Các phần cộng lại không bằng tổng số"
    PART_ABOVE_WHOLE = "CC602", Severity.WARNING, "Một phần lớn hơn tổng số chứa nó"
    FIGURES_DIFFER = "CC603", Severity.WARNING, "Cùng một số liệu nhưng ghi khác nhau"
    ROW_MISNUMBERED = "CC604", Severity.NOTE, "Số thứ tự của dòng in sai"
    SHARE_DIFFERS = "CC605", Severity.WARNING, "Tỷ lệ không khớp với số liệu"
    OUT_OF_RANGE = "CC606", Severity.WARNING, "Số liệu ngoài khoảng cho phép"
    OTHER_PERIOD = "CC607", Severity.WARNING, "Lời văn nói về kỳ khác"
    CITED_OTHERWISE = "CC608", Severity.WARNING, "Văn bản được viện dẫn không khớp"
    UNDATED_NUMBERS = "CC609", Severity.NOTE, "Số ghi không có ngày, dùng cho một phần năm"
    WORD_OUTDATED = "CC610", Severity.WARNING, "Còn ghi cấp hoặc tên gọi đã bỏ"
    REPORT_ROW_UNPLACED = "CC611", Severity.WARNING, "Dòng phụ lục không khớp biểu mẫu"
    REPORT_ROW_LACKING = "CC612", Severity.WARNING, "Phụ lục thiếu dòng của biểu mẫu"
    REPORT_NUMBER_UNREADABLE = "CC613", Severity.WARNING, "Không đọc được số liệu trong phụ lục"
    REPORT_FIGURE_UNSAID = "CC614", Severity.NOTE, "Lời văn không có câu nêu số liệu"
    TYPED_NUMBER_DIFFERS = "CC615", Severity.WARNING, "Con số gõ trong đoạn văn khác số tính từ sổ"
    FIGURES_DROPPED = "CC616", Severity.WARNING, "Đoạn viết thay làm mất số liệu của mục"
    REPORT_HARDLY_READ = "CC640", Severity.WARNING, "Chưa hiểu phần lớn con số của báo cáo"
    MAIN_FIGURE_NOT_FOUND = "CC641", Severity.WARNING, "Không thấy số liệu chính của báo cáo"
    PAGES_ARE_IMAGES = "CC642", Severity.WARNING, "Có trang PDF là ảnh, không đọc được"
    REPORT_STYLE = "CC643", Severity.NOTE, "Cách trình bày báo cáo chưa thống nhất"
    NUMBER_MISTYPED = "CC644", Severity.WARNING, "Số, ngày hoặc năm gõ sai hoặc thiếu"

    @property
    def identifier(self) -> str:
        """The code as it is printed."""
        return self.value
