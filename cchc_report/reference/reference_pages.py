"""The pages of `docs/` that are written from the code: what templates may name, and what each diagnostic code means.

`make docs` writes them; a test holds that they are up to date.
"""

from collections.abc import Callable, Iterable, Sequence

from cchc_report.ground.codes import Code
from cchc_report.reference.code_stories import Story, code_stories
from cchc_report.reference.template_names import Name, NameGroup, template_names

_MADE = "<!-- Viết từ mã nguồn bằng lệnh “make docs”; đừng sửa tay. -->"
_AREAS = {
    "0": "Tệp",
    "1": "Trang tính và cột",
    "2": "Ô",
    "3": "Dòng",
    "4": "Số liệu",
    "5": "Biểu mẫu",
    "6": "Đối chiếu",
}


def names_page() -> str:
    """Return the page on the names that templates and paragraphs may use."""
    lines = [
        "# Tên dùng được trong mẫu Word và trong trang Thuyết minh",
        _MADE,
        "Mẫu Word của biểu mẫu (`bao_cao.docx`, `phu_luc_01b.docx`) và các đoạn ở trang `Thuyết minh` viết số liệu bằng thẻ: "
        "`{{ tên }}` in ra một giá trị, `{{ tên | bộ_lọc }}` in ra theo một cách khác. Công thức và quy tắc trong `form.toml` dùng "
        "cùng những tên số liệu ấy. Gõ sai tên thì `cchc form check` chỉ ra chỗ sai và tên gần giống. Cách sửa một biểu mẫu: "
        "[bieu-mau.md](bieu-mau.md).",
        *(_group(group) for group in template_names()),
    ]
    return "\n\n".join(lines) + "\n"


def codes_page() -> str:
    """Return the page on all diagnostic codes."""
    stories = code_stories()
    lines = [
        "# Mã lỗi, cảnh báo và ghi chú",
        _MADE,
        "Mỗi điều `cchc` báo có một mã không đổi. **Lỗi** thì chưa lập được báo cáo; **cảnh báo** và **ghi chú** thì vẫn lập. Cũng xem "
        "được trên máy: `cchc validate --explain CC203`.",
        _table(("Mã", "Mức độ", "Nghĩa là"), (_row_of(story.code) for story in stories.values())),
    ]
    for digit, title in _AREAS.items():
        lines += [f"## {title}", *(_story(story) for code, story in stories.items() if code[2] == digit)]
    return "\n\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {"ten-trong-mau.md": names_page, "ma-loi.md": codes_page}
"""The pages by their names in `docs/`."""


def _group(group: NameGroup) -> str:
    heads = ("Tên", "Nghĩa là", "Loại", "Ví dụ")
    rows = [_name_row(name) for name in group.names]
    used = [index for index in range(len(heads)) if any(row[index] for row in rows)]
    table = _table([heads[index] for index in used], ([row[index] for index in used] for row in rows))
    return "\n\n".join(filter(None, (f"## {group.title}", group.intro, table)))


def _name_row(name: Name) -> tuple[str, str, str, str]:
    tag, _, printed = name.example.partition(" in ra ")
    shown = f" in ra {' / '.join(printed.splitlines())}" if printed else ""
    return f"`{name.name}`", name.meaning, name.kind, f"`{tag}`{shown}" if tag else ""


def _row_of(code: Code) -> tuple[str, str, str]:
    return f"[{code.identifier}](#{code.identifier.lower()})", code.severity.word, code.gist


def _story(story: Story) -> str:
    code = story.code
    return "\n\n".join(
        [
            f"### {code.identifier}",
            f"**{code.gist}** ({code.severity.word}). {story.meaning}",
            story.matters,
            f"```\n{story.example}\n```",
            f"`cchc` báo:\n\n```\n{story.printed}\n```",
            f"**Sửa thế nào.** {story.instead}",
        ]
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; a bar within a cell would end it."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
