"""All communes below the folder on one page: which there are, building them, and the overview that came of it."""

import os
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from cchc_report.app.actions import form_of
from cchc_report.app.desk import Desk
from cchc_report.app.jobs import JobProgress
from cchc_report.app.pages import desk_of, go, show
from cchc_report.batch.children import fair_memory
from cchc_report.batch.discovery import find_workspaces
from cchc_report.batch.job import Job as CommuneJob
from cchc_report.batch.lock import only_batch
from cchc_report.batch.results import CommuneResult
from cchc_report.batch.run import output_folder, plan, run_batch, write_batch
from cchc_report.batch.runner import Event
from cchc_report.ground.errors import UsageError
from cchc_report.ground.numbers import format_number

_SECONDS = 600  # for one commune


async def province_page(request: Request) -> Response:
    """Show the communes below the folder, how to build them all, and the overviews there are."""
    desk = desk_of(request)
    folders = [folder.relative_to(desk.folder).as_posix() for folder in find_workspaces(desk.folder)]
    year = request.app.state.today.year
    return show(request, "province.html.j2", folders=folders, year=year, overviews=_overviews(desk.folder))


def _overviews(root: Path) -> list[str]:
    return sorted(path.parent.name for path in output_folder(root).glob("*/tong-quan-*.html"))


async def overview(request: Request) -> Response:
    """Send the overview of a period; it stands by itself and has its own policy."""
    name = request.path_params["period"]
    if name not in _overviews(desk_of(request).folder):
        raise UsageError(f"Chưa có trang tổng quan của kỳ {name}. Hãy lập báo cáo của mọi xã trước.")
    path = output_folder(desk_of(request).folder) / name / f"tong-quan-{name}.html"
    return FileResponse(
        path, media_type="text/html; charset=utf-8", headers={"content-security-policy": "object-src 'none'"}
    )


async def run_province(request: Request) -> Response:
    """Build the reports of all communes, then what is said of all together."""
    desk = desk_of(request)
    form = await form_of(request)
    period = desk.workspace.parse_period(form.get("period", "").strip()).id
    writes = "validate" not in form
    job = desk.jobs.start(f"Đang làm các xã, kỳ {period}", lambda progress: _run(desk, period, progress, writes=writes))
    return go(request, f"/job/{job.id}")


def _run(desk: Desk, period: str, progress: JobProgress, *, writes: bool) -> str:
    root, workers = desk.folder, os.cpu_count() or 1
    wish = CommuneJob(
        folder=root, path="", period=period, write=writes, force=False, timeout=_SECONDS, memory=fair_memory(workers)
    )
    planned = plan(root, find_workspaces(root), wish)
    done = 0

    def hear(event: Event) -> None:
        nonlocal done
        done += isinstance(event, CommuneResult)
        progress.say(f"{format_number(done)}/{format_number(len(planned))} xã: {event.path}", done / len(planned))

    with only_batch(output_folder(root)):
        batch = run_batch(root, period, planned, workers, hear)
        summary = write_batch(root, batch)
    bad = [one for one in batch.communes if one.status != "ok"]
    desk.notes += [
        f"Đã làm {format_number(len(batch.communes))} xã, {format_number(len(bad))} xã có lỗi.",
        *summary.notes,
    ]
    desk.notes += [f"{one.title}: {one.message or 'số liệu còn lỗi'}" for one in bad[:20]]
    return "/province"
