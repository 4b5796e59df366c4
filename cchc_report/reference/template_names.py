"""Every name a template of a form may use, with its meaning and an example, gathered from the code that defines it.

Names come from the figures, the sheet declarations, the period, the rows and the filters themselves; only meanings that these
do not carry stand here, and a name without one cannot be listed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import NamedTuple

from cchc_report.document import render_text
from cchc_report.document.sandbox import ReportEnvironment, word_text
from cchc_report.document.words import FILTERS, FUNCTIONS, Word
from cchc_report.figures import Figure, FigureKind, Figures, count
from cchc_report.figures.sample import with_sample_values
from cchc_report.form import Indicator, Indicators, Source
from cchc_report.form.pack import FormRow, RowKind
from cchc_report.ground.periods import Period, parse_period
from cchc_report.report.context import SUBJECTS, report_context
from cchc_report.report.sample_report import SAMPLE_COMMUNE, sample_years_before
from cchc_report.tables.column import fields_of
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.workspace_tables import Tables

_PERIOD = parse_period("2023-Q1")
_SECTIONS = ("I.1", "II.5")
_KINDS = {FigureKind.COUNT: "số đếm", FigureKind.RATE: "tỷ lệ (%)", FigureKind.LIST: "danh sách"}
_FILTERS_BY_KIND = {FigureKind.COUNT: "so", FigureKind.RATE: "phan_tram"}
_SUBJECT_TITLES = {
    "dossiers": "Hồ sơ",
    "procedures": "Thủ tục hành chính",
    "staffing": "Cán bộ, công chức",
    "documents": "Văn bản",
    "tasks": "Nhiệm vụ",
}
_PERIOD_MEANINGS = {
    "cutoff": "Ngày chốt số liệu: ngày cuối cùng được tính",
    "end": "Ngày cuối của kỳ; sau ngày chốt số liệu khi báo cáo lập lúc kỳ chưa hết",
    "id": "Tên kỳ như khi gõ lệnh",
    "is_year": "Kỳ báo cáo là cả năm hay không, dùng sau if",
    "kind": "Loại kỳ: year, quarter, 6M, 9M",
    "name": "Tên kỳ, dùng trong câu",
    "name_at_start": "Tên kỳ viết hoa chữ đầu, dùng ở đầu câu",
    "next_name": "Thời gian tiếp theo mà phương hướng, nhiệm vụ nói tới",
    "next_year": "Năm sau",
    "quarter": "Số thứ tự của quý; trống khi kỳ không phải là quý",
    "start": "Ngày đầu của kỳ",
    "stop": "Vì sao ngày chốt số liệu là ngày ấy: end (cuối kỳ), today (kỳ chưa hết), report date (Ngày báo cáo), given (--as-of)",
    "year": "Năm của kỳ",
    "year_end": "Ngày cuối của năm báo cáo",
    "year_start": "Ngày đầu của năm báo cáo",
}
_ROW_MEANINGS = {
    "is_group": "Dòng là tên nhóm lớn hay không, dùng sau if",
    "is_heading": "Dòng là tiêu đề của các dòng dưới nó hay không, dùng sau if",
    "label": "Tên chỉ tiêu",
    "note": "Ghi chú nhập ở trang Chỉ tiêu",
    "printed_code": "Số thứ tự in trên biểu",
    "text": "Số liệu như in trên biểu; trống khi chưa biết",
    "unit_lines": "Đơn vị tính, mỗi lựa chọn một dòng",
    "value": "Số liệu để so sánh hoặc tính tỷ lệ; trống khi chưa biết",
}
_ENTRY_MEANINGS = {
    "count": "số lượng",
    "issued_on": "ngày ban hành",
    "issuer": "cơ quan ban hành; trống khi là chính đơn vị",
    "kind": "tên loại",
    "name": "tên",
    "political_theory": "danh sách trình độ lý luận chính trị",
    "qualifications": "danh sách trình độ chuyên môn",
    "share": "tỷ lệ trong nhóm",
    "subject": "trích yếu",
    "symbol": "số, ký hiệu",
}
_HIDDEN_OF_ROWS = {"row", "source", "place"}  # what templates have no use for


class Name(NamedTuple):
    """A name and what it stands for; the example is a tag, and what it prints where that is the same in every report."""

    name: str
    meaning: str
    kind: str
    example: str


@dataclass(frozen=True)
class NameGroup:
    """Names that belong together, under a heading."""

    title: str
    intro: str
    names: tuple[Name, ...]


def template_names() -> tuple[NameGroup, ...]:
    """Return all names in the order of the page that explains them."""
    figures = with_sample_values(count(Tables(), _PERIOD), _SECTIONS)
    indicators = Indicators({"3.3.2": _sample_row()})
    known, _ = sample_years_before(parse_period("2022-Q1"), figures, indicators)
    context = report_context(SAMPLE_COMMUNE, _PERIOD, figures, indicators, known)
    return (
        *(_subject(subject, figures) for subject in SUBJECTS),
        NameGroup(
            "Đơn vị",
            "Lấy từ trang Đơn vị của sổ tính.",
            (*_commune(context), _addressees(context), *_recipients(context)),
        ),
        NameGroup("Kỳ báo cáo", f"Ví dụ của kỳ {_PERIOD.id}.", tuple(_period(context))),
        NameGroup(
            "Dòng của phụ lục",
            'appendix là mọi dòng theo thứ tự in, dùng với for; indicators["3.3.2"] là một dòng gọi bằng mã.',
            tuple(_rows(context)),
        ),
        NameGroup(
            "So với cùng kỳ năm trước",
            "Lấy từ sổ tính năm trước trong thư mục làm việc; không còn sổ tính thì lấy từ lịch sử các kỳ đã lập "
            "(tệp .json cạnh báo cáo trong thư mục out). Chưa biết thì trống. Dùng ở đâu thì chương trình mới đọc số liệu năm trước.",
            tuple(_previous(context)),
        ),
        NameGroup("Lời thuyết minh", "", (_narrative(),)),
        NameGroup("Phụ lục biểu đồ", "", (_charts(),)),
        NameGroup("Bộ lọc", "Đứng sau dấu | để đổi cách in một giá trị.", tuple(_words(FILTERS))),
        NameGroup("Hàm", "", tuple(_words(FUNCTIONS, "(…)"))),
        NameGroup("Bộ lọc của Jinja dùng được", "Như trong tài liệu của Jinja.", tuple(_kept_filters())),
    )


def _subject(subject: str, figures: Figures) -> NameGroup:
    found = [figure for name, figure in figures.items() if name.startswith(f"{subject}.")]
    intro = f"Ngày trong cách tính là ví dụ của kỳ {_PERIOD.id}. Số liệu chưa biết thì trống, không phải 0."
    return NameGroup(f"Số liệu: {_SUBJECT_TITLES[subject]}", intro, tuple(map(_figure, found)))


def _figure(figure: Figure) -> Name:
    if figure.kind is FigureKind.LIST:
        return Name(figure.name, f"{figure.label}. {figure.rule}. {_entries(figure.value)}", "danh sách", _loop(figure))
    example = f"{{{{ {figure.name} | {_FILTERS_BY_KIND[figure.kind]} }}}}"
    return Name(figure.name, f"{figure.label}. {figure.rule}.", _KINDS[figure.kind], example)


def _entries(value: object) -> str:
    """Say which attributes an entry of a list has, and those of the lists within it."""
    entry = _entry_of(value)
    names = [each.name for each in fields(entry)] if is_dataclass(entry) else []
    said = ", ".join(f"{name} ({_ENTRY_MEANINGS[name]})" for name in names)
    lists = {name: getattr(entry, name) for name in names if isinstance(getattr(entry, name), tuple)}
    within = {_entries(each) for each in lists.values()}
    return " ".join([f"Mỗi mục có: {said}.", *(f"Trong {' và '.join(lists)}: {each}" for each in sorted(within))])


def _loop(figure: Figure) -> str:
    entry = _entry_of(figure.value)
    shown = "{{ one | trich_dan }}" if hasattr(entry, "symbol") else "{{ one.name }}: {{ one.count | so }}"
    of = f'{figure.name}["{_SECTIONS[0]}"]' if isinstance(figure.value, Mapping) else figure.name
    return f"{{% for one in {of} %}}{shown}{{% endfor %}}"


def _entry_of(value: object) -> object:
    """Return the first entry of a list, or of the lists of the sections."""
    lists = tuple(value.values()) if isinstance(value, Mapping) else (value,)
    return next(entry for entries in lists if isinstance(entries, tuple) for entry in entries)


def _commune(context: Mapping[str, object]) -> Iterator[Name]:
    for name, declared in fields_of(Commune).items():
        column = declared.column
        yield _printed(f"commune.{name}", f"{column.header}. {column.note}", "chữ", context, hidden=column.person)


def _addressees(context: Mapping[str, object]) -> Name:
    meaning = "Các cơ quan nhận, mỗi mục một cơ quan; trống khi biểu mẫu không có dòng Kính gửi (addressee = false)."
    tag = "{% for body in addressees %}{{ body }}{% endfor %}"
    return Name("addressees", meaning, "danh sách", f"{tag} in ra {render_text(tag, context)}")


def _recipients(context: Mapping[str, object]) -> Iterator[Name]:
    meaning = "Nơi nhận như in ra: cơ quan đã kính gửi chỉ còn dòng “Như trên”."
    tag = "{% for line in recipients %}{{ line }}; {% endfor %}"
    yield Name("recipients", meaning, "danh sách", f"{tag} in ra {render_text(tag, context)}")
    meaning = "Cách tính tỷ lệ đúng hẹn mà biểu mẫu chọn: total, finished, due hoặc index; dùng sau if."
    tag = "{{ on_time_denominator }}"
    yield Name("on_time_denominator", meaning, "chữ", f"{tag} in ra {render_text(tag, context)}")


def _period(context: Mapping[str, object]) -> Iterator[Name]:
    names = sorted(name for name in dir(_PERIOD) if not name.startswith("_"))
    for name in (name for name in names if not callable(getattr(Period, name, None))):
        yield _printed(f"period.{name}", f"{_PERIOD_MEANINGS[name]}.", "kỳ", context)


def _rows(context: Mapping[str, object]) -> Iterator[Name]:
    names = sorted(name for name in dir(_sample_row()) if not name.startswith("_"))
    for name in (name for name in names if name not in _HIDDEN_OF_ROWS):
        yield _printed(f'indicators["3.3.2"].{name}', f"{_ROW_MEANINGS[name]}.", "dòng", context)


def _previous(context: Mapping[str, object]) -> Iterator[Name]:
    known = "{% if previous %}{{ previous.period.name }} … {% endif %}"
    yield Name("previous", "Có số liệu cùng kỳ năm trước hay không, dùng sau if.", "", known)
    meaning = "Cùng kỳ năm trước; có đủ các tên của period."
    yield _printed("previous.period.name", meaning, "kỳ", context)
    subjects = ", ".join(f"previous.{subject}" for subject in SUBJECTS)
    meaning = f"Số liệu cùng kỳ năm trước, gọi bằng đúng tên số liệu của kỳ này ({subjects}); không có danh sách."
    compared = '{{ tang_giam(dossiers.received, previous.dossiers.received, "hồ sơ") }}'
    yield Name("previous.dossiers.received", meaning, "số liệu", compared)
    meaning = "Dòng phụ lục cùng kỳ năm trước; trống khi dòng cùng mã năm ấy mang tên khác."
    compared = '{{ tang_giam(indicators["3.3.2"].value, previous.indicators["3.3.2"].value, "hồ sơ") }}'
    yield Name('previous.indicators["3.3.2"].value', meaning, "dòng", compared)


def _printed(name: str, meaning: str, kind: str, context: Mapping[str, object], *, hidden: bool = False) -> Name:
    """Return a name with what its tag prints of the sample."""
    tag = _tag(name, context)
    printed = "" if hidden else render_text(tag, context)
    return Name(name, meaning, kind, f"{tag} in ra {printed}" if printed else tag)


def _tag(name: str, context: Mapping[str, object]) -> str:
    """Return the tag that prints a value as a report does: a list line by line, a day in digits."""
    owner = context["commune"] if name.startswith("commune.") else None
    is_list = name.endswith("unit_lines") or isinstance(getattr(owner, name.rpartition(".")[2], None), tuple)
    return f"{{{{ {name} | tung_dong }}}}" if is_list else f"{{{{ {name} }}}}"


def _narrative() -> Name:
    meaning = 'Các đoạn ở trang Thuyết minh của mục I.1; trống khi xã dùng lời văn có sẵn trong mẫu. narrative["I.1+"] là các đoạn viết thêm sau lời văn ấy.'
    example = '{% for paragraph in narrative["I.1"] %}{{ paragraph }}{% endfor %}'
    return Name('narrative["I.1"]', meaning, "danh sách", example)


def _charts() -> Name:
    meaning = "Tên các biểu đồ khi báo cáo có phụ lục biểu đồ (cchc build --charts); trống khi không có, dùng sau if."
    return Name("charts", meaning, "danh sách", "{% if charts %} và Phụ lục biểu đồ{% endif %}")


def _words(words: Mapping[str, Word], after: str = "") -> Iterator[Name]:
    for name, word in words.items():
        yield Name(f"{name}{after}", f"{word.meaning}.", "", word.example)


def _kept_filters() -> Iterator[Name]:
    environment = ReportEnvironment(word_text, autoescape=False)
    names: Iterable[str] = sorted(environment.filters.keys() - FILTERS.keys())
    yield Name(", ".join(names), "", "", "")


def _sample_row() -> Indicator:
    row = FormRow(
        code="3.3.2",
        label="Số lượng hồ sơ TTHC được giải quyết đúng hẹn",
        unit="Số lượng hồ sơ",
        kind=RowKind.COUNT,
    )
    return Indicator(row=row, value=Decimal(1588), source=Source.COMPUTED, note="theo sổ Hồ sơ")
