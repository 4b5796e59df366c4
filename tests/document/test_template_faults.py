"""What is wrong with a template is told with its file and paragraph, and nothing in a template can harm the machine."""

import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from cchc_report.document.failures import TemplateError
from cchc_report.document.template import compile_templates, render_text
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from tests.document.samples import TEMPLATES, report
from tests.document.word_files import paragraphs, templates_of, word_file


def faults(folder: Path, *texts: str) -> list[Diagnostic]:
    """Return what is wrong with a body of some paragraphs, filled with the sample report."""
    with pytest.raises(TemplateError) as caught:
        compile_templates(templates_of(folder, *texts)).render(report())
    return list(caught.value.diagnostics)


def text_fault(text: str) -> Diagnostic:
    """Return the first thing that is wrong with a narrative paragraph."""
    with pytest.raises(TemplateError) as caught:
        render_text(text, report())
    return caught.value.diagnostics[0]


def test_an_unknown_tag_is_told_with_its_paragraph_and_the_nearest_name(tmp_path: Path) -> None:
    fault = faults(tmp_path, "một", "Tiếp nhận {{ dossiers.recieved }} hồ sơ", "ba")[0]
    assert (
        Code.TAG_UNKNOWN,
        Place(file="bao_cao.docx", label="Tiếp nhận {{ dossiers.recieved }} hồ sơ"),
        "Thẻ “dossiers.recieved” không có (đoạn “Tiếp nhận {{ dossiers.recieved }} hồ sơ”)",
        "Có phải là “dossiers.received”?",
    ) == (fault.code, fault.place, fault.message, fault.hint)


def test_a_fault_in_the_appendix_names_the_appendix(tmp_path: Path) -> None:
    templates_of(tmp_path, "một")
    word_file(tmp_path / "phu_luc_01b.docx", paragraphs("Phụ lục", "{{ period.nam }}"))
    with pytest.raises(TemplateError) as caught:
        compile_templates(tmp_path).render(report())
    assert [Place(file="phu_luc_01b.docx", label="{{ period.nam }}")] == [d.place for d in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% if period.name %}", "Lệnh “if” chưa được đóng bằng “endif”"),
        ("{% endfor %}", "Lệnh “endfor” thừa hoặc đặt sai chỗ"),
        ("{{ period.name", "Thẻ chưa được đóng bằng “}}”"),
        ("{{ period name }}", "Thẻ viết sai cú pháp"),
    ],
)
def test_wrong_syntax_is_told_with_its_paragraph(tmp_path: Path, text: str, message: str) -> None:
    told = [(fault.code, fault.message) for fault in faults(tmp_path, "một", text)]
    assert (Code.TEMPLATE_INVALID, f"{message} (đoạn “{text}”)") in told


def test_a_figure_that_is_unknown_and_used_all_the_same_is_told() -> None:
    with pytest.raises(TemplateError) as caught:
        render_text("{{ dossiers.received + 1 }}", {"dossiers": SimpleNamespace(received=None)})
    assert [Code.TEMPLATE_INVALID] == [d.code for d in caught.value.diagnostics]


def test_a_tag_that_breaks_the_documents_build_is_told(tmp_path: Path) -> None:
    assert [Code.TEMPLATE_INVALID] == [d.code for d in faults(tmp_path, "{{p period.name }}")]


def test_an_unknown_filter_is_told_with_the_nearest() -> None:
    fault = text_fault("{{ dossiers.on_time_rate | phan_tam }}")
    assert (Code.TAG_UNKNOWN, "Có phải là “phan_tram”?") == (fault.code, fault.hint)


HOSTILE = [
    "{{ ().__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ dossiers['__cl' ~ 'ass__'] }}",
    "{{ 'x' * 10000000000 }}",
    "{{ 'x'*10**10 }}",
    "{{ 9 ** 999999999 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '{:>1000000000}'.format(1) }}",
    "{{ 'x'.ljust(1000000000) }}",
    "{% for i in range(1000000000) %}x{% endfor %}",
    "{% for i in range(1000) %}{% for j in range(1000) %}{% endfor %}{% endfor %}",
    "{% set x = 'xxxxxxxxxx' %}" + "{% set x = x ~ x %}" * 60 + "{{ x }}",
    "{{ range(1000) | join(range(1000) | join(range(1000) | join('x'))) }}",
    "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
    "{% include 'secret' %}",
    "{% import 'os' as os %}",
    "{{ period.between(1, 2) }}",
    "{{ _budget.count }}",
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{% if 1 %}" * 150 + "{% endif %}" * 150,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_could_harm_the_machine_is_refused(text: str) -> None:
    assert Code.TEMPLATE_UNSAFE is text_fault(text).code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% autoescape false %}x{% endautoescape %}", "Lệnh “autoescape” không được dùng trong mẫu"),
        ("{{ 1e999 }}", "Số quá lớn"),
        ("{{ 12345678901234567890123456789012345 }}", "Số quá lớn"),
        ("{{ " + "9" * 5000 + " }}", "Số quá lớn"),
        ("{{ " + "+".join(["1"] * 5000) + " }}", "Thẻ quá dài hoặc lồng nhau quá sâu"),
        ("{{ a" + ".b" * 3000 + " }}", "Thẻ quá dài hoặc lồng nhau quá sâu"),
        ("{{ 1" + "|upper" * 3000 + " }}", "Thẻ quá dài hoặc lồng nhau quá sâu"),
        ("{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}", "Thẻ quá dài hoặc lồng nhau quá sâu"),
        (
            "{% for i in range(1000) %}{% for j in range(90) %}{{ range(1000)|map('upper')|list|length }}{% endfor %}{% endfor %}",
            "Lệnh bị cấm: vòng lặp quá dài",
        ),
    ],
)
def test_what_is_too_large_for_the_machine_is_told(text: str, message: str) -> None:
    fault = text_fault(text)
    assert (Code.TEMPLATE_UNSAFE, message) == (fault.code, fault.message.partition(" (đoạn")[0])


@pytest.mark.parametrize("text", ["{{ commune }}", "{{ commune.signer.upper }}", "{{ period.between }}"])
def test_a_record_or_a_function_is_never_printed(text: str) -> None:
    assert "Mẫu" not in text_fault(text).message.replace(text, "")


def test_a_refusal_quotes_no_content_of_the_report() -> None:
    assert "Nguyễn" not in text_fault("{{ commune.signer.ljust(5) }}").message


def test_a_fault_in_a_narrative_paragraph_names_its_cell() -> None:
    cell = Place(file="2023.xlsx", sheet="Thuyết minh", row=4, column=2)
    with pytest.raises(TemplateError) as caught:
        render_text("Có {{ tong }} hồ sơ", report(), cell)
    assert [(cell, "Thẻ “tong” không có")] == [(d.place, d.message) for d in caught.value.diagnostics]


def test_every_branch_is_checked_and_not_only_those_taken(tmp_path: Path) -> None:
    texts = (
        "{%p if false %}",
        "{{ procedures.al }}",
        "{%p else %}",
        "một",
        "{%p endif %}",
        "{{ tasks.x | default('') }}",
    )
    found = compile_templates(templates_of(tmp_path, *texts)).check(report())
    assert ["Thẻ “procedures.al” không có (đoạn “{{ procedures.al }}”)"] == [d.message for d in found]


def test_names_inside_loops_are_checked_against_the_first_entry(tmp_path: Path) -> None:
    text = "{% for row in appendix %}{{ row.labell }}{{ row.text }}{{ loop.index }}{% endfor %}"
    assert ["Có phải là “row.label”?"] == [
        d.hint for d in compile_templates(templates_of(tmp_path, text)).check(report())
    ]


def test_every_tag_of_the_forms_own_templates_is_known() -> None:
    assert () == compile_templates(TEMPLATES).check(report())


def test_both_missing_templates_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_templates(tmp_path)
    assert [("bao_cao.docx", Code.FORM_INVALID), ("phu_luc_01b.docx", Code.FORM_INVALID)] == [
        (d.place.file, d.code) for d in caught.value.diagnostics
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"{\\rtf1 }"])
def test_a_file_that_is_no_word_document_is_told(tmp_path: Path, content: bytes) -> None:
    (templates_of(tmp_path) / "bao_cao.docx").write_bytes(content)
    with pytest.raises(TemplateError) as caught:
        compile_templates(tmp_path)
    assert ["Mẫu Word “bao_cao.docx” bị hỏng hoặc không phải tệp .docx"] == [
        d.message for d in caught.value.diagnostics
    ]


def test_another_zip_file_is_no_template(tmp_path: Path) -> None:
    with zipfile.ZipFile(templates_of(tmp_path) / "bao_cao.docx", "w") as archive:
        archive.writestr("readme.txt", "một")
    with pytest.raises(TemplateError) as caught:
        compile_templates(tmp_path)
    assert [Code.FORM_INVALID] == [d.code for d in caught.value.diagnostics]


def test_tracked_changes_would_be_printed_and_are_told(tmp_path: Path) -> None:
    templates_of(tmp_path)
    word_file(tmp_path / "bao_cao.docx", "<w:p><w:ins><w:r><w:t>một</w:t></w:r></w:ins></w:p>")
    with pytest.raises(TemplateError) as caught:
        compile_templates(tmp_path)
    assert "Track Changes" in caught.value.diagnostics[0].message
