"""The overview in a real browser: sorting, filtering, the keyboard, and a console that stays silent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import needs

from .browser import Page, find_browser, open_page
from .communes import COMMUNES, commune, overview_text

BROWSER = find_browser()
pytestmark = needs.browser
NAMES = "[...document.querySelectorAll('#communes tbody th')].map(cell => cell.textContent)"
SHOWN = "document.getElementById('shown').textContent"
DANG, HOANG, DUONG, BROKEN, HOSTILE = (one.title for one in COMMUNES)


def opened(text: str, folder: Path) -> Iterator[Page]:
    assert BROWSER is not None
    file = folder / "tổng quan.html"
    file.write_text(text, encoding="utf-8")
    with open_page(BROWSER, file, folder / "profile") as page:
        yield page
        assert ([], [file.as_uri()]) == (page.complaints, page.requests)  # a silent console, nothing fetched


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    yield from opened(overview_text(), tmp_path)


def click(page: Page, selector: str) -> None:
    page.run(f"document.querySelector({selector!r}).click()")


def choose(page: Page, box: str, value: str) -> None:
    page.run(f"{box}.value = {value!r}; {box}.dispatchEvent(new Event('input'))")


def header(column: int) -> str:
    return f"#communes thead th:nth-child({column}) button"


def test_a_press_sorts_a_column_by_its_numbers_the_unknown_last(page: Page) -> None:
    click(page, header(3))
    assert [DANG, HOANG, DUONG, HOSTILE, BROKEN] == page.run(NAMES)
    click(page, header(3))
    assert [HOSTILE, DUONG, HOANG, DANG, BROKEN] == page.run(NAMES)
    assert ["descending"] == page.run("[...document.querySelectorAll('[aria-sort]')].map(th => th.ariaSort)")
    assert "Hiện 5/5 đơn vị. Xếp theo cột “Tỷ lệ đúng hẹn”, giảm dần." == page.run(SHOWN)


def test_grouped_thousands_sort_as_numbers(page: Page) -> None:
    click(page, header(5))
    assert [HOSTILE, DANG, DUONG, HOANG, BROKEN] == page.run(NAMES)


def test_names_sort_as_in_a_vietnamese_dictionary(page: Page) -> None:
    click(page, header(3))
    click(page, header(1))
    assert [DUONG, DANG, HOANG, BROKEN, HOSTILE] == page.run(NAMES)
    click(page, header(1))
    assert [HOSTILE, BROKEN, HOANG, DANG, DUONG] == page.run(NAMES)


def test_a_name_is_found_with_and_without_its_marks(page: Page) -> None:
    for typed in ("hoang truong", "HOẰNG"):
        choose(page, "document.getElementById('name')", typed)
        assert [HOANG] == page.run(NAMES)
    assert "Tìm thấy 1 đơn vị. Hiện 1/5 đơn vị." == page.run(SHOWN)


def test_a_state_narrows_the_table_and_the_list_of_problems(page: Page) -> None:
    choose(page, "document.getElementById('status')", "failed")
    assert [BROKEN] == page.run(NAMES)
    visible = "[...document.querySelectorAll('details')].filter(one => one.checkVisibility()).length"
    assert 1 == page.run(visible)
    choose(page, "document.getElementById('status')", "")
    assert 5 == page.run(f"{NAMES}.length")


def test_a_column_is_sorted_from_the_keyboard(page: Page) -> None:
    page.run(f"document.querySelector({header(2)!r}).focus()")
    page.press("Tab")
    page.press("Enter", "\r")
    assert [DANG, HOANG, DUONG, HOSTILE, BROKEN] == page.run(NAMES)


def test_the_link_of_a_commune_opens_its_problems(page: Page) -> None:
    click(page, "#communes tbody a")
    assert [DANG] == page.run(
        "[...document.querySelectorAll('details[open]')].map(one => one.querySelector('summary').firstChild.data.trim())"
    )


def test_printing_shows_all_problems_and_leaves_the_page_as_it_was(page: Page) -> None:
    closed = "document.querySelectorAll('details:not([open])').length"
    before = page.run(closed)
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert 0 == page.run(closed)
    page.run("dispatchEvent(new Event('afterprint'))")
    assert before == page.run(closed)


def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    page.call("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=2, mobile=True)
    assert 360 == page.run("document.documentElement.scrollWidth")


def test_of_very_many_communes_the_first_are_shown_until_all_are_asked_for(tmp_path: Path) -> None:
    many = [commune(f"Xã {number}", number, 1000) for number in range(1, 701)]
    for page in opened(overview_text(many), tmp_path):
        assert "Hiện 600/700 đơn vị." == page.run(SHOWN)
        click(page, header(3))
        click(page, header(3))
        assert "Xã 700" == page.run(f"{NAMES}[0]")
        click(page, "#more")
        assert 700 == page.run(f"{NAMES}.length")
