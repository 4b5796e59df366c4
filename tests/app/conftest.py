"""A browser for the tests of the page: the machine's own Chromium, driven by Playwright."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.batch.browser import find_browser

_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=list(_QUIET))
        yield started
        started.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """Open an empty tab; what its console complains of fails the test."""
    context = browser.new_context(accept_downloads=True, locale="vi-VN")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    expected = ("status of 409", "ERR_INCOMPLETE_CHUNKED", "ERR_CONNECTION")  # what was refused; the end of the server
    assert [] == [one for one in complaints if not any(word in one for word in expected)]
