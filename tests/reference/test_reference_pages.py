"""The pages of `docs/` that come from the code: up to date, and with every name and code there is."""

from pathlib import Path

import pytest

from cchc_report.document.words import FILTERS, FUNCTIONS
from cchc_report.figures import count
from cchc_report.ground.codes import Code
from cchc_report.ground.periods import parse_period
from cchc_report.reference.reference_pages import PAGES, codes_page, names_page
from cchc_report.reference.template_names import template_names
from cchc_report.report.context import SUBJECTS
from cchc_report.report.sample_report import SAMPLE_COMMUNE
from cchc_report.tables.workspace_tables import Tables

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_code_says(name: str) -> None:
    """Where it is not, run `make docs`."""
    assert PAGES[name]() == (DOCS / name).read_text(encoding="utf-8")


def test_every_figure_has_a_line() -> None:
    explained = [name.name for group in template_names() for name in group.names]
    figures = [name for name in count(Tables(), parse_period("2023")) if name.partition(".")[0] in SUBJECTS]
    assert figures == explained[: len(figures)]


def test_every_filter_and_function_has_a_line() -> None:
    explained = {name.name for group in template_names() for name in group.names}
    assert {*FILTERS, *(f"{name}(…)" for name in FUNCTIONS)} <= explained


def test_every_entry_of_the_commune_and_of_the_period_has_a_line() -> None:
    explained = {name.name for group in template_names() for name in group.names}
    commune = {f"commune.{name}" for name in type(SAMPLE_COMMUNE).model_fields}
    period = {f"period.{name}" for name in ("name", "name_at_start", "next_name", "start", "cutoff", "is_year")}
    assert commune | period <= explained


def test_an_example_shows_what_is_printed() -> None:
    page = names_page()
    assert (
        "| `period.name_at_start` | Tên kỳ viết hoa chữ đầu, dùng ở đầu câu. | kỳ | `{{ period.name_at_start }}` in ra Quý I năm 2023 |"
        in page
    )
    assert "`{{ dossiers.on_time_rate \\| phan_tram }}`" in page


def test_no_person_is_named() -> None:
    assert "`{{ commune.signer }}` |" in names_page()


def test_every_code_has_its_story() -> None:
    page = codes_page()
    assert [code.identifier for code in Code] == [line[4:] for line in page.splitlines() if line.startswith("### ")]
