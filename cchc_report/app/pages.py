"""The pages to look at: the folder, and of a period its files, problems, figures and report. One function a page."""

from collections.abc import Awaitable, Callable, Mapping
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from cchc_report.app.desk import Desk
from cchc_report.app.views import appendix_lines, behind, figure_lines, problems_of
from cchc_report.batch.discovery import find_workspaces
from cchc_report.document.pdf.pdf import find_soffice
from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import count_by_severity
from cchc_report.ground.errors import CchcError
from cchc_report.ground.numbers import format_number
from cchc_report.report.build import Report
from cchc_report.tables.tally import tally_sheets
from cchc_report.workspace.intake import KEPT_FOLDER
from cchc_report.workspace.workspace import SETTINGS_FILE
from cchc_report.workspace.year_files import WORKBOOK_SUFFIXES

Page = Callable[[Request], Awaitable[Response]]
_PARTS = ("", "-Q1", "-Q2", "-Q3", "-Q4", "-6M", "-9M")
_STATIC = {
    "page.css": (files("cchc_report.batch"), "text/css"),
    "app.css": (files("cchc_report.app") / "site", "text/css"),
    "app.js": (files("cchc_report.app") / "site", "text/javascript"),
}
SOON = 0.7  # seconds that a page waits for work before it shows how far it has come


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("cchc_report.app", "site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = format_number
    environment.globals["severities"] = [(one.value, one.word) for one in Severity]
    return environment


ENVIRONMENT = _environment()


def desk_of(request: Request) -> Desk:
    """Return what the page works on."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)  # noqa: S101 - the server puts it there
    return desk


def show(request: Request, template: str, status: int = 200, /, **said: object) -> HTMLResponse:
    """Return a page; every page knows its own address, the folder's name and what is to be said once."""
    desk = desk_of(request)
    common: Mapping[str, object] = {
        "base": request.scope["root_path"],
        "here": request.url.path,
        "folder": desk.folder.resolve().name,
        "notes": [] if "x-live" in request.headers else desk.take_notes(),
        "period": None,
    }
    html = ENVIRONMENT.get_template(template).render({**common, **said})
    return HTMLResponse(html.encode("utf-8", "replace"), status)


def go(request: Request, path: str) -> RedirectResponse:
    """Return the way to another page."""
    return RedirectResponse(f"{request.scope['root_path']}{path}", 303)


async def static(request: Request) -> Response:
    """Return a style or the script."""
    found = _STATIC.get(request.path_params["name"])
    if found is None:
        return PlainTextResponse("Không có tệp này.", 404)
    folder, kind = found
    return Response((folder / request.path_params["name"]).read_bytes(), media_type=f"{kind}; charset=utf-8")


async def alive(_: Request) -> Response:
    """Answer another start of the program that asks whether this one is open."""
    return PlainTextResponse("cchc")


async def home(request: Request) -> Response:
    """Show the folder: its years, or how to begin."""
    desk = desk_of(request)
    workspace = desk.workspace
    years = workspace.years()
    communes = find_workspaces(desk.folder)
    begun = bool(years) or (desk.folder / SETTINGS_FILE).exists()
    if not begun and not communes:
        return show(request, "start.html.j2", year=request.app.state.today.year)
    shown = [(year, [workspace.parse_period(year + part) for part in _PARTS]) for year in reversed(years)]
    return show(
        request,
        "home.html.j2",
        years=shown,
        year=request.app.state.today.year,
        suffixes=",".join(WORKBOOK_SUFFIXES),
        kept=KEPT_FOLDER,
        communes=len(communes),
    )


def of_period(page: Callable[[Request, Report], Response]) -> Page:
    """Make a page of a counted period: where counting takes long, the page first shows how far it has come."""

    async def answer(request: Request) -> Response:
        desk = desk_of(request)
        workspace = desk.workspace
        period = workspace.parse_period(request.path_params["period"])
        report = desk.counted(period)
        if report is None:
            job = desk.counting(period)
            await request.app.state.wait(job.ended, SOON)
            if job.failure:
                return show(request, "failure.html.j2", 409, message=job.failure)
            report = desk.counted(period)
            if report is None:
                return show(request, "waiting.html.j2", job=job, back=request.url.path)
        return page(request, report)

    return answer


def _period_page(request: Request, template: str, report: Report, **said: object) -> Response:
    counts = count_by_severity(report.diagnostics)
    year = str(report.period.year)
    periods = [desk_of(request).workspace.parse_period(year + part) for part in _PARTS]
    return show(request, template, period=report.period, periods=periods, counts=counts, **said)


def workbooks_page(request: Request, report: Report) -> Response:
    """Show the year's files and what became of each sheet and row."""
    return _period_page(
        request,
        "files.html.j2",
        report,
        sheets=tally_sheets(report.ledger, report.diagnostics),
        suffixes=",".join(WORKBOOK_SUFFIXES),
        kept=KEPT_FOLDER,
    )


def problems_page(request: Request, report: Report) -> Response:
    """Show what is wrong, by sheet, with what to type."""
    return _period_page(request, "problems.html.j2", report, sheets=problems_of(report.diagnostics))


def figures_page(request: Request, report: Report) -> Response:
    """Show the figures and the rows of the appendix beside the same period of the year before."""
    return _period_page(
        request,
        "figures.html.j2",
        report,
        rows=appendix_lines(report),
        figures=figure_lines(report),
        before=report.previous.period.name,
        appendix=report.form.appendix_name,
    )


def figure_page(request: Request, report: Report) -> Response:
    """Show how one figure came about, and its rows."""
    return _period_page(request, "figure.html.j2", report, found=behind(report, request.query_params.get("name", "")))


def report_page(request: Request, report: Report) -> Response:
    """Show how to build the report, and the documents that were built."""
    folder = desk_of(request).workspace.output_folder(report.period)
    documents = sorted(path.name for path in folder.glob("*") if path.suffix in {".docx", ".pdf", ".xlsx"})
    return _period_page(request, "report.html.j2", report, documents=documents, can_pdf=find_soffice() is not None)


async def job_page(request: Request) -> Response:
    """Show how far a piece of work has come, then its result or why there is none."""
    job = desk_of(request).jobs.find(request.path_params["job"])
    if job is None:
        return show(request, "failure.html.j2", 404, message="Việc này đã xong từ trước. Hãy mở lại trang đầu.")
    await request.app.state.wait(job.ended, SOON)
    if job.failure:
        return show(request, "failure.html.j2", 409, message=job.failure)
    if job.result is not None:
        return go(request, job.result)
    return show(request, "waiting.html.j2", job=job, back=request.url.path)


async def job_state(request: Request) -> Response:
    """Say how far a piece of work has come."""
    job = desk_of(request).jobs.find(request.path_params["job"])
    return JSONResponse(job.json_ready() if job else {"done": True})


async def failed(request: Request, error: Exception) -> Response:
    """Show in words what forbids a page."""
    assert isinstance(error, CchcError)  # noqa: S101 - it is registered for these alone
    return show(request, "failure.html.j2", 409, message=str(error))
