"""The first year of a commune on the page, as its clerk would live it: by mouse, and by keyboard alone."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests import needs
from tests.cli.workbooks import BAD, COMMUNE, GOOD, HEADER

from .running import Running, running

pytestmark = needs.browser


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (made := tmp_path / "xã Hoằng Trường").mkdir()
    return made


@pytest.fixture
def page(folder: Path) -> Iterator[Running]:
    with running(folder) as served:
        yield served


@pytest.fixture
def workbooks(tmp_path: Path) -> list[str]:
    (place := tmp_path / "máy của tôi").mkdir()
    (place / "Đơn vị.csv").write_text(COMMUNE, encoding="utf-8")
    log(place, GOOD, BAD)
    return [str(place / "Đơn vị.csv"), str(place / "Hồ sơ.csv")]


def log(folder: Path, *dossiers: str) -> None:
    rows = [row.format(number) for number, row in enumerate(dossiers, start=1)]
    (folder / "Hồ sơ.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")


def drag(tab: Page, zone: str, path: Path, name: str) -> None:
    """Drop a file of the machine onto the page, as the mouse does."""
    transfer = tab.evaluate_handle(
        "([name, bytes]) => { const all = new DataTransfer();"
        " all.items.add(new File([new Uint8Array(bytes)], name)); return all; }",
        [name, list(path.read_bytes())],
    )
    tab.dispatch_event(zone, "drop", {"dataTransfer": transfer})


def test_a_report_from_nothing_by_mouse(tab: Page, page: Running, folder: Path, workbooks: list[str]) -> None:
    tab.goto(page.address)
    tab.get_by_label("Năm của báo cáo").fill("2023")
    tab.get_by_role("button", name="Tạo sổ tính trống").click()
    expect(tab.get_by_role("status").first).to_contain_text("Đã tạo 2023.xlsx.")
    (folder / "2023.xlsx").unlink()

    tab.reload()
    with tab.expect_navigation():
        drag(tab, ".drop", Path(workbooks[0]), "Đơn vị.csv")
    # Only the folder of this year is offered where no year has any workbook yet.
    year = next(path.parent.name for path in folder.rglob("Đơn vị.csv"))
    (folder / year).rename(folder / "2023")
    tab.reload()
    with tab.expect_navigation():
        tab.locator("#them-2023").set_input_files(workbooks[1])
    expect(tab.get_by_role("status").first).to_contain_text("Đã nhận Hồ sơ.csv vào thư mục 2023.")

    tab.get_by_role("link", name="Kiểm tra số liệu năm 2023").click()
    expect(tab.locator(".problem[data-severity=error]")).to_contain_text("31/02/2023")
    log(folder / "2023", GOOD, GOOD)  # mended and saved: the page follows by itself
    expect(tab.locator(".problem[data-severity=error]")).to_have_count(0, timeout=15_000)

    tab.get_by_role("link", name="Báo cáo", exact=True).click()
    tab.get_by_role("button", name="Lập báo cáo").click()
    expect(tab.get_by_role("status").first).to_contain_text("Đã lập bao-cao-2023.docx.", timeout=30_000)
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Tải về bao-cao-2023.docx").click()
    with zipfile.ZipFile(download.value.path()) as document:
        assert "Hoằng Trường" in document.read("word/document.xml").decode("utf-8")

    tab.get_by_role("link", name="Số liệu", exact=True).click()
    tab.get_by_role("link", name="Số lượng hồ sơ TTHC do UBND cấp xã tiếp nhận được giải quyết đúng hẹn").click()
    expect(tab.locator(".rows tbody tr")).to_have_count(2)
    expect(tab.locator(".rows tbody tr").first).to_contain_text("HS-1")


def press_until(tab: Page, key: str, name: str) -> None:
    """Press a key until the focus is on what bears a name; fail where it never comes there."""
    for _ in range(80):
        tab.keyboard.press(key)
        focused = tab.evaluate(
            "() => { const on = document.activeElement;"
            " return (on.labels && on.labels.length ? on.labels[0].textContent : on.textContent).trim(); }"
        )
        if str(focused).startswith(name):
            return
    pytest.fail(f"the keyboard does not reach “{name}”")


def test_a_report_by_keyboard_alone(tab: Page, page: Running, folder: Path) -> None:
    (folder / "2023").mkdir()
    (folder / "2023" / "Đơn vị.csv").write_text(COMMUNE, encoding="utf-8")
    log(folder / "2023", GOOD)
    tab.goto(page.address)
    press_until(tab, "Tab", "Kiểm tra số liệu năm 2023")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Cần sửa: năm 2023")).to_be_visible(timeout=15_000)
    press_until(tab, "Tab", "Báo cáo")
    press_until(tab, "Tab", "Báo cáo") if "Kiểm tra" in str(
        tab.evaluate("document.activeElement.textContent")
    ) else None
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Báo cáo năm 2023")).to_be_visible(timeout=15_000)
    press_until(tab, "Tab", "Lập báo cáo")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status").first).to_contain_text("Đã lập bao-cao-2023.docx.", timeout=30_000)
    assert (folder / "out" / "2023" / "bao-cao-2023.docx").exists()


def test_the_annotated_copy_keeps_the_workbook_as_it_was(tab: Page, page: Running, folder: Path) -> None:
    (folder / "2023").mkdir()
    (folder / "2023" / "Đơn vị.csv").write_text(COMMUNE, encoding="utf-8")
    log(folder / "2023", BAD)
    before = (folder / "2023" / "Hồ sơ.csv").read_bytes()
    tab.goto(page.address + "2023/problems")
    tab.get_by_role("button", name="Mở bản sao có tô màu").click()
    expect(tab.get_by_role("status").first).to_contain_text("Đã ghi 2023/Hồ sơ", timeout=30_000)
    (copy,) = (folder / "2023").glob("Hồ sơ*.xlsx")
    assert before == (folder / "2023" / "Hồ sơ.csv").read_bytes()
    assert load_workbook(copy).sheetnames


def test_two_tabs_follow_one_workbook(tab: Page, page: Running, folder: Path) -> None:
    (folder / "2023").mkdir()
    (folder / "2023" / "Đơn vị.csv").write_text(COMMUNE, encoding="utf-8")
    log(folder / "2023", BAD)
    other = tab.context.new_page()
    for one in (tab, other):
        one.goto(page.address + "2023/problems")
        expect(one.locator(".problem[data-severity=error]")).to_have_count(1, timeout=15_000)
    log(folder / "2023", GOOD)
    for one in (tab, other):
        expect(one.locator(".problem[data-severity=error]")).to_have_count(0, timeout=15_000)


def test_a_report_dropped_is_audited(tab: Page, page: Running, folder: Path, tmp_path: Path) -> None:
    (folder / "2023").mkdir()
    (folder / "2023" / "Đơn vị.csv").write_text(COMMUNE, encoding="utf-8")
    log(folder / "2023", GOOD)
    tab.goto(page.address + "2023/report")
    tab.get_by_role("button", name="Lập báo cáo").click()
    expect(tab.get_by_role("status").first).to_contain_text("Đã lập", timeout=30_000)
    tab.goto(page.address + "audit")
    drag(tab, ".drop", folder / "out" / "2023" / "bao-cao-2023.docx", "Báo cáo của xã.docx")
    expect(tab.get_by_role("heading", name="Báo cáo của xã.docx", exact=True)).to_be_visible(timeout=30_000)
    assert [] == list(folder.rglob("Báo cáo của xã*"))


def test_a_page_whose_program_has_ended_says_so(tab: Page, folder: Path) -> None:
    with running(folder) as served:
        tab.goto(served.address)
        tab.wait_for_selector("h1")
    expect(tab.locator("#bao")).to_contain_text("Chương trình đã dừng", timeout=15_000)
