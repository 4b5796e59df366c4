"""A few communes of a batch, made in a line each, and an overview read back as a reader finds it."""

from collections.abc import Mapping, Sequence

from lxml import html

from cchc_report.batch.overview import render_overview
from cchc_report.batch.results import CommuneResult, CommuneStatus
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import Number, percent
from cchc_report.ground.periods import parse_period

HOSTILE = "</script><script>alert('Xã')</script> & \"Lê\" <b>"


def commune(
    name: str,
    on_time: int | None = None,
    total: int | None = None,
    *,
    status: CommuneStatus = "ok",
    overdue: Mapping[str, int] | None = None,
    previous: Mapping[str, tuple[int, int]] | None = None,
    diagnostics: Sequence[Diagnostic] = (),
) -> CommuneResult:
    """Return a commune with the figures the overview prints; without numbers, none is known. Past numbers are on time, total."""
    return CommuneResult(
        path=f"huyen/{name.lower()}",
        name=name,
        status=status,
        figures=figures(on_time, total),
        diagnostics=tuple(diagnostics),
        overdue_by_field=overdue or {},
        previous={id_: figures(*numbers) for id_, numbers in (previous or {}).items()},
    )


def figures(on_time: int | None, total: int | None) -> dict[str, Number | None]:
    """Return the figures of a log in which all that is not on time is overdue."""
    if on_time is None or total is None:
        return {}
    return {
        "dossiers.received": total,
        "dossiers.carried_over": 0,
        "dossiers.total": total,
        "dossiers.on_time": on_time,
        "dossiers.overdue": total - on_time,
        "dossiers.pending": 0,
        "dossiers.pending_overdue": 0,
        "dossiers.on_time_rate": percent(on_time, total),
        "dossiers.index_rate": percent(on_time, total),
    }


def wrong_choice(row: int, message: str = "“Trực tuyên” không có trong danh mục") -> Diagnostic:
    """Return an error in cell C of a row."""
    return Diagnostic.of(
        Code.CHOICE_UNKNOWN, Place(file="2023.xlsx", sheet="Hồ sơ", row=row, column=3), message, "Gõ “Trực tuyến”."
    )


COMMUNES = (
    commune("Đặng Xá", 90, 100, overdue={"Đất đai": 6, "Hộ tịch": 4}, diagnostics=[wrong_choice(7), wrong_choice(9)]),
    commune("Hoằng Trường", 1588, 1603, overdue={"đất đai": 11, "Chứng thực": 0}),
    commune("Dương Hòa", 995, 1000, status="errors", previous={"2021": (400, 500), "2022": (992, 1000)}),
    CommuneResult(path="huyen/hỏng", name="", status="failed", message="Không đọc được sổ tính năm 2023."),
    commune(HOSTILE, 5, 5, diagnostics=[wrong_choice(8, f"{HOSTILE} không có trong danh mục")]),
)
TOTALS = figures(2678, 2708)


def overview_text(communes: Sequence[CommuneResult] = COMMUNES, period: str = "2023") -> str:
    """Return the overview of communes."""
    return render_overview(parse_period(period), communes, TOTALS, subject="Tỉnh Thanh Hóa")


def overview(communes: Sequence[CommuneResult] = COMMUNES, period: str = "2023") -> html.HtmlElement:
    """Return the overview of communes as a browser reads it."""
    return html.document_fromstring(overview_text(communes, period))


def words(element: html.HtmlElement) -> str:
    """Return an element's text on one line."""
    return " ".join(str(element.text_content()).split())


def table_rows(page: html.HtmlElement) -> list[list[str]]:
    """Return the cells of the table of communes."""
    return [[words(cell) for cell in row] for row in page.xpath("//table[@id='communes']/tbody/tr")]


def bars(page: html.HtmlElement, chart: str) -> list[str]:
    """Return what each bar of a chart says."""
    return [words(title) for title in page.xpath(f"//*[@aria-labelledby='{chart}-title {chart}-desc']//g/title")]
