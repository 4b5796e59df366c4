"""Every page: no rule of accessibility broken, no scrolling aside from 360 px on, nothing from another place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests import needs
from tests.cli.workbooks import BAD, GOOD, write_workspace

from .running import Running, running

pytestmark = needs.browser

PAGES = (
    "",
    "2023/files",
    "2023/problems",
    "2023/figures",
    "2023/figure?name=3.3.2",
    "2023/report",
    "audit",
    "province",
    "x/files",
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("xa")
    write_workspace(folder, GOOD, BAD)
    with running(folder) as served:
        yield served


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_breaks_no_rule_of_accessibility(browser: Browser, page: Running, path: str, scheme: str) -> None:
    tab = _open(browser, page, path, scheme=scheme)
    found = Axe().run(tab).response["violations"]
    tab.context.close()
    assert [] == [(one["id"], one["nodes"][0]["html"][:120]) for one in found]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [360, 768, 1600])
def test_a_page_is_never_wider_than_the_screen(browser: Browser, page: Running, path: str, width: int) -> None:
    tab = _open(browser, page, path, width=width)
    needed = tab.evaluate("document.documentElement.scrollWidth")
    tab.context.close()
    assert needed <= width


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nobody_but_this_machine(browser: Browser, page: Running, path: str) -> None:
    asked: list[str] = []
    tab = browser.new_context().new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(page.address + path)
    tab.wait_for_selector("h1")
    tab.context.close()
    assert [] == [url for url in asked if not url.startswith((page.address.rstrip("/"), "data:"))]


def test_an_empty_folder_offers_to_begin(browser: Browser, tmp_path: Path) -> None:
    with running(tmp_path) as served:
        tab = _open(browser, served, "")
        assert "Tạo sổ tính trống" in tab.inner_text("main")
        assert [] == Axe().run(tab).response["violations"]
        tab.context.close()


def _open(browser: Browser, page: Running, path: str, *, width: int = 1280, scheme: str = "light") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    tab = context.new_page()
    tab.goto(page.address + path)
    tab.wait_for_function("!document.querySelector('[data-job]')", timeout=30_000)
    tab.wait_for_selector("h1")
    return tab
