"""What the pages do: take a workbook in, make a workspace, annotate, build, open, audit, all communes. Each calls what its command calls."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse

from cchc_report.app.jobs import JobProgress
from cchc_report.app.pages import desk_of, go, show
from cchc_report.app.views import problems_of
from cchc_report.audit import audit_report, forms_of
from cchc_report.audit.written import read_written
from cchc_report.audit.written_blocks import Block, Grid, Paragraph, UnreadPages
from cchc_report.document import convert_to_pdf
from cchc_report.document.pdf.pdf import find_soffice
from cchc_report.ground.diagnostics import count_by_severity
from cchc_report.ground.errors import DataError, MachineError, UsageError
from cchc_report.ground.machine import open_with_system
from cchc_report.ground.periods import Period
from cchc_report.report.old_history import adopt_old_history
from cchc_report.report.publish import WantedDocuments, write_report
from cchc_report.setup.new_workspace import create_workspace
from cchc_report.workspace.annotation import workbooks_of, write_copies
from cchc_report.workspace.intake import take_in
from cchc_report.workspace.workspace import Workspace

_MOST_BYTES = 300_000_000  # of a dropped file
_TOO_LARGE = "Tệp lớn hơn 300 MB nên không nhận. Hãy tách sổ tính thành nhiều tệp."
_OPTIONS = ("split", "charts", "trace", "pdf", "draft", "force")


async def _content(request: Request) -> AsyncIterator[bytes]:
    """Yield what was dropped; raises UsageError where it is too large."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > _MOST_BYTES:
            raise UsageError(_TOO_LARGE)
        yield chunk


async def _receive(request: Request) -> Path:
    """Return a temporary file that holds what was dropped."""
    with tempfile.NamedTemporaryFile(prefix="cchc-", delete=False) as file:
        try:
            async for chunk in _content(request):
                file.write(chunk)
        except BaseException:
            file.close()
            Path(file.name).unlink(missing_ok=True)
            raise
    return Path(file.name)


async def drop(request: Request) -> Response:
    """Take a dropped workbook into a year's folder."""
    desk = desk_of(request)
    dropped = await _receive(request)
    try:
        name = unquote(request.headers.get("x-name", ""))
        taken = take_in(
            desk.workspace,
            request.path_params["year"],
            name,
            dropped,
            datetime.now().astimezone(),
        )
    except (UsageError, MachineError) as error:
        return JSONResponse({"message": str(error)}, 409)
    finally:
        dropped.unlink(missing_ok=True)
    desk.notes += [f"Đã nhận {taken.path.name} vào thư mục {taken.path.parent.name}.", *taken.notes]
    return JSONResponse({"message": f"Đã nhận {taken.path.name}."})


async def begin(request: Request) -> Response:
    """Make the folder a workspace."""
    desk = desk_of(request)
    form = await form_of(request)
    year = form.get("year", "")
    if not (year.isdigit() and 2000 <= int(year) <= 2099):
        raise UsageError(f"“{year}” không phải một năm. Gõ bốn chữ số, ví dụ 2026.")
    made = create_workspace(desk.folder, int(year))
    desk.notes += [f"Đã tạo {path.name}." for path in made.made]
    return go(request, "/")


async def annotate(request: Request) -> Response:
    """Write the copies with the bad cells coloured and open the first in the program for workbooks."""
    desk = desk_of(request)
    period = desk.workspace.parse_period(request.path_params["period"])

    def work(progress: JobProgress) -> str:
        report = desk.report(period, progress)
        progress.say("Đang ghi bản có tô màu")
        copies = write_copies(workbooks_of(desk.workspace, period), report.diagnostics)
        if not copies:
            desk.notes.append("Không có ô nào để tô màu.")
        for copy in copies:
            desk.notes += [f"Đã ghi {copy.path.relative_to(desk.workspace.root).as_posix()}.", *copy.notes]
        if copies and not open_with_system(copies[0].path):
            desk.notes.append("Không tự mở được. Hãy mở tệp trên bằng Excel.")
        return f"/{period.id}/problems"

    return go(request, f"/job/{desk.jobs.start('Đang ghi bản có tô màu', work).id}")


async def build(request: Request) -> Response:
    """Build the documents of a period."""
    desk = desk_of(request)
    period = desk.workspace.parse_period(request.path_params["period"])
    form = await form_of(request)
    wanted = WantedDocuments(**{name: name in form for name in _OPTIONS})

    def work(progress: JobProgress) -> str:
        report = desk.report(period, progress)
        progress.say("Đang lập báo cáo")
        written = write_report(report, desk.workspace, wanted)
        if not wanted.draft:
            adopt_old_history(desk.workspace)
        desk.notes += [f"Đã lập {path.name}." for path in written]
        return f"/{period.id}/report"

    return go(request, f"/job/{desk.jobs.start(f'Đang lập báo cáo {period.name}', work).id}")


def _document(request: Request) -> tuple[Workspace, Period, Path]:
    """Return a document of a period by its name; raises UsageError where there is none."""
    workspace = desk_of(request).workspace
    period = workspace.parse_period(request.path_params["period"])
    folder = workspace.output_folder(period)
    name = request.path_params["name"]
    found = next((path for path in folder.glob("*") if path.name == name and path.is_file()), None)
    if found is None:
        raise UsageError(f"Không có tệp {name} của {period.name}. Hãy lập lại báo cáo.")
    return workspace, period, found


async def download(request: Request) -> Response:
    """Send a document."""
    _, _, path = _document(request)
    inline = path.suffix == ".pdf" and "inline" in request.query_params
    disposition = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(path.name)}"
    return FileResponse(path, headers={"content-disposition": disposition})


async def open_document(request: Request) -> Response:
    """Open a document with the program the system has for it."""
    _, period, path = _document(request)
    if not open_with_system(path):
        desk_of(request).notes.append(f"Không tự mở được {path.name}. Hãy bấm Tải về rồi mở bằng Word.")
    return go(request, f"/{period.id}/report")


async def preview(request: Request) -> Response:
    """Show the pages of a document as PDF where a program makes one, else its words and tables."""
    _, period, path = _document(request)
    if path.suffix == ".docx" and find_soffice() is None:
        blocks = [_previewed(block) for block in read_written(path)]
        return show(request, "preview.html.j2", blocks=blocks, name=path.name, back=f"/{period.id}/report")
    if path.suffix == ".pdf":
        return go(request, f"/{period.id}/out/{quote(path.name)}?inline")
    pdf = await request.app.state.in_thread(_pdf_of, path)
    return Response(pdf, media_type="application/pdf", headers={"content-disposition": "inline"})


def _previewed(block: Block) -> tuple[tuple[tuple[str, ...], ...], str]:
    match block:
        case Grid(rows=rows):
            return rows, ""
        case Paragraph(text=text):
            return (), text
        case UnreadPages():
            return (), ""


def _pdf_of(path: Path) -> bytes:
    with tempfile.TemporaryDirectory(prefix="cchc-") as folder:
        copy = Path(shutil.copy(path, Path(folder) / "xem.docx"))
        return convert_to_pdf([copy])[0].read_bytes()


async def audit(request: Request) -> Response:
    """Read a dropped report and keep what is wrong in it for the page."""
    desk = desk_of(request)
    dropped = await _receive(request)
    name = Path(unquote(request.headers.get("x-name", "")).replace("\\", "/")).name or "bao-cao.docx"
    named = dropped.with_name(f"{dropped.name}{Path(name).suffix.lower()}")
    dropped.rename(named)

    def work(progress: JobProgress) -> str:
        try:
            progress.opening(name)
            found = audit_report(named, forms_of(desk.workspace), name)
        finally:
            named.unlink(missing_ok=True)
        desk.audits = {**desk.audits, name: found}
        return f"/audit?name={quote(name)}"

    job = desk.jobs.start(f"Đang đọc báo cáo {name}", work)
    return JSONResponse({"go": f"{request.scope['root_path']}/job/{job.id}"})


async def audit_page(request: Request) -> Response:
    """Show where to drop a report, and of the last one what was read and what contradicts."""
    found = desk_of(request).audits.get(request.query_params.get("name", ""))
    sheets = problems_of(found.diagnostics) if found else ()
    counts = count_by_severity(found.diagnostics) if found else {}
    return show(request, "audit.html.j2", found=found, sheets=sheets, counts=counts)


async def events(request: Request) -> Response:
    """Tell an open page of work and of changed files for as long as it is open."""

    async def said() -> AsyncIterator[str]:
        with desk_of(request).listening() as queue:
            yield ": ok\n\n"
            while True:
                yield await queue.get()

    return StreamingResponse(said(), media_type="text/event-stream")


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a small form."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > 100_000:
            raise DataError("Biểu mẫu gửi lên quá dài.")
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
