"""Templates of a province's own, printed with a comment on each figure: which figure each printed number is, and that the text stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from cchc_report.document import Notes, TemplateError, Trace, TracedText, render_text, to_package, units_of
from cchc_report.document.reading import printed_text
from cchc_report.document.template import APPENDIX_FILE, BODY_FILE, compile_templates
from tests.document.word_files import R, W, paragraphs, templates_of, word_file


@dataclass(frozen=True)
class Level:
    name: str
    count: int
    share: Decimal | None = None


ON_TIME, OVERDUE = 1588, 11
LEVELS = (Level("Đại học", 11, Decimal("91.6666")), Level("Trung cấp", 1, None))
CONTEXT: Mapping[str, object] = {
    "dossiers": SimpleNamespace(
        on_time=ON_TIME, overdue=OVERDUE, total=1603, rate=Decimal("99.0643"), unknown=None, levels=LEVELS
    ),
    "commune": SimpleNamespace(name="Hoằng Trường", number=5),
    "indicators": {"3.3.2": SimpleNamespace(text="1.588")},
}


def origin(owner: object, attribute: str) -> str | None:
    """Name what is read of the samples above."""
    if owner is CONTEXT["dossiers"]:
        return f"dossiers.{attribute}"
    if isinstance(owner, Level) and attribute in {"count", "share"}:
        return f"{owner.name}.{attribute}"
    return "3.3.2" if attribute == "text" else None


NOTES = Notes(Trace(origin), tuple, "2023-12-31T00:00:00Z")


def traced(folder: Path, *texts: str, context: Mapping[str, object] = CONTEXT) -> list[tuple[tuple[str, ...], str]]:
    """Print some paragraphs; return each figure's sources with its text, having seen that nothing else has changed."""
    templates = compile_templates(templates_of(folder, *texts))
    document = templates.render(context, notes=NOTES)
    assert printed_text(templates.render(CONTEXT)) == printed_text(document)
    return [
        (figure.sources, figure.text) for unit in units_of(to_package("a.docx", document)) for figure in unit.figures
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ dossiers.on_time }}", [(("dossiers.on_time",), "1588")]),
        ("là {{ dossiers.on_time | so }} hồ sơ.", [(("dossiers.on_time",), "1.588")]),
        ("{{ dossiers.rate | phan_tram }}", [(("dossiers.rate",), "99,06%")]),
        ("{{ dossiers['overdue'] | hai_so | hoa }}", [(("dossiers.overdue",), "11")]),
        ("{{ indicators['3.3.2'].text }}", [(("3.3.2",), "1.588")]),
        ("{{ ty_le(dossiers.overdue, dossiers.total) }}", [(("dossiers.overdue", "dossiers.total"), "0,69%")]),
        ("{{ dossiers.on_time + dossiers.overdue }}", [(("dossiers.on_time", "dossiers.overdue"), "1599")]),
        ("{{ dossiers.total - 3 }}", [(("dossiers.total",), "1600")]),
        ("{{ 'có ' ~ dossiers.overdue ~ ' hồ sơ' }}", [(("dossiers.overdue",), "có 11 hồ sơ")]),
        ("{% set n = dossiers.overdue %}{{ n | so }}", [(("dossiers.overdue",), "11")]),
        ("{{ dossiers.overdue if dossiers.overdue else 0 }}", [(("dossiers.overdue",), "11")]),
        ("{{ dossiers.unknown | so }}", []),
        ("{{ dossiers.unknown | default(dossiers.overdue, true) }}", [(("dossiers.overdue",), "11")]),
        ("{{ commune.name | hoa }} {{ commune.number | hai_so }}", []),
        ("{% if dossiers.overdue %}còn hồ sơ{% endif %}", []),
        ("{{ dossiers.levels | length }}", [(("dossiers.levels",), "2")]),
        ("{{ dossiers.levels | sum(attribute='count') }}", [(("dossiers.levels", "Đại học.count", "Trung cấp.count"), "12")]),
        ("{{ dossiers.levels | map(attribute='count') | join(', ') }}", [(("Đại học.count", "Trung cấp.count"), "11, 1")]),
        (
            "{% for level in dossiers.levels %}{{ level.name }}: {{ level.count }}{% if level.share %} = {{ level.share | phan_tram_gon }}{% endif %}; {% endfor %}",
            [(("Đại học.count",), "11"), (("Đại học.share",), "91,7%"), (("Trung cấp.count",), "1")],
        ),
    ],
)  # fmt: skip
def test_every_printed_figure_is_named(text: str, expected: list[object], tmp_path: Path) -> None:
    assert expected == traced(tmp_path, text, "sau")


def test_figures_in_a_commune_s_own_paragraph_are_named_one_by_one(tmp_path: Path) -> None:
    trace = Trace(origin)
    said = render_text("Có {{ dossiers.on_time | so }} và {{ dossiers.overdue }} hồ sơ", CONTEXT, trace=trace)
    line = TracedText.of(trace.pieces(said))
    assert "Có 1.588 và 11 hồ sơ" == line
    templates = compile_templates(templates_of(tmp_path, "{{ line }}"))
    document = templates.render({"line": line}, notes=Notes(trace, tuple, "2023-12-31T00:00:00Z"))
    (unit, _) = units_of(to_package("a.docx", document))
    assert "Có 1.588 và 11 hồ sơ" == unit.cells[0]
    assert [(("dossiers.on_time",), "1.588", 3), (("dossiers.overdue",), "11", 12)] == [
        (one.sources, one.text, one.position) for one in unit.figures
    ]


def test_a_figure_keeps_its_look(tmp_path: Path) -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>có {{ dossiers.overdue }} hồ sơ</w:t></w:r></w:p>"
    word_file(tmp_path / BODY_FILE, bold)
    word_file(tmp_path / APPENDIX_FILE, paragraphs("Phụ lục"))
    document = compile_templates(tmp_path).render(CONTEXT, notes=NOTES)
    content = to_package("a.docx", document).parts["word/document.xml"].decode()
    assert 3 == content.count("<w:b/>")
    assert "có 11 hồ sơ" in printed_text(document)


def test_where_word_allows_no_comment_nothing_is_left_of_it(tmp_path: Path) -> None:
    header = f"<w:hdr {W}>{paragraphs('trang đầu {{ dossiers.overdue }}')}</w:hdr>"
    section = f'<w:headerReference {W} {R} w:type="default" r:id="rId2"/>'
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraphs('ô {{ dossiers.overdue }}')}</w:txbxContent></w:pict></w:r></w:p>"
    named = '<w:p><w:bookmarkStart w:id="1" w:name="n{{ dossiers.overdue }}"/><w:bookmarkEnd w:id="1"/><w:r><w:t>cuối</w:t></w:r></w:p>'
    word_file(tmp_path / BODY_FILE, box + named, section=section, parts={"header1.xml": header})
    word_file(tmp_path / APPENDIX_FILE, paragraphs("Phụ lục"))
    document = compile_templates(tmp_path).render(CONTEXT, notes=NOTES)
    parts = to_package("a.docx", document).parts
    said = "".join(content.decode() for name, content in parts.items() if name.endswith(".xml"))
    assert ("ô 11" in said, "trang đầu 11" in said, 'w:name="n11"' in said) == (True, True, True)
    assert "commentRangeStart" not in said
    assert not [letter for letter in said if ord(letter) > 0xFFFFF]


@pytest.mark.parametrize("text", ["{{ 'a' * 9999999 }}", "{{ dossiers.__class__ }}", "{{ _carried(1, []) }}"])
def test_what_no_template_may_do_it_may_not_do_traced(text: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        compile_templates(templates_of(tmp_path, text)).render(CONTEXT, notes=NOTES)
