"""Serves the pages to this machine alone, hears when a workbook is saved, and ends when nobody looks any more."""

import asyncio
import secrets
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ParamSpec, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from cchc_report.app import actions, pages, province
from cchc_report.app.desk import Desk
from cchc_report.app.guard import Guard
from cchc_report.app.watching import watch
from cchc_report.ground.errors import CchcError, MachineError

_FIRST_LOOK, _LAST_LOOK = 900.0, 300.0  # seconds without an open page: before the first one, and after
_TICK = 5.0
_ROUTES = (
    ("/", pages.home),
    ("/static/{name}", pages.static),
    ("/alive", pages.alive),
    ("/events", actions.events),
    ("/job/{job}", pages.job_page),
    ("/job/{job}/state", pages.job_state),
    ("/audit", actions.audit_page),
    ("/province", province.province_page),
    ("/province/{period}", province.overview),
    ("/{period}/files", pages.of_period(pages.workbooks_page)),
    ("/{period}/problems", pages.of_period(pages.problems_page)),
    ("/{period}/figures", pages.of_period(pages.figures_page)),
    ("/{period}/figure", pages.of_period(pages.figure_page)),
    ("/{period}/report", pages.of_period(pages.report_page)),
    ("/{period}/out/{name}", actions.download),
    ("/{period}/preview/{name}", actions.preview),
)
_DEEDS = (
    ("/begin", actions.begin),
    ("/drop/{year}", actions.drop),
    ("/audit", actions.audit),
    ("/province", province.run_province),
    ("/{period}/annotate", actions.annotate),
    ("/{period}/build", actions.build),
    ("/{period}/open/{name}", actions.open_document),
)
Given = ParamSpec("Given")
ThreadResult = TypeVar("ThreadResult")


@dataclass(frozen=True)
class Serving:
    """A page that is about to be served: its socket, and the address with its key."""

    socket: socket.socket
    key: str

    @property
    def port(self) -> int:
        """The port it is served on."""
        return int(self.socket.getsockname()[1])

    @property
    def address(self) -> str:
        """The whole address."""
        return f"http://127.0.0.1:{self.port}/{self.key}/"


def take_port(port: int = 0) -> Serving:
    """Take a port of this machine for itself (0: a free one). Raises MachineError where another program has it."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        taken.bind(("127.0.0.1", port))
    except OSError as error:
        taken.close()
        raise MachineError(
            f"Cổng {port} đang có chương trình khác dùng. Hãy chọn cổng khác, hoặc bỏ --port."
        ) from error
    taken.listen()
    return Serving(taken, secrets.token_urlsafe(24))


def serve(serving: Serving, folder: Path, today: date) -> None:
    """Serve a folder's pages until nobody looks any more; Ctrl-C raises KeyboardInterrupt."""
    desk = Desk(folder)
    config = uvicorn.Config(
        Guard(make_app(desk, today), serving.key, serving.port),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        ws="none",
        lifespan="on",
    )
    server = uvicorn.Server(config)
    threading.Thread(target=_end_when_unseen, args=(desk, server), daemon=True).start()
    server.run(sockets=[serving.socket])


def make_app(desk: Desk, today: date) -> Starlette:
    """Return the pages of a desk."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        desk.listen_on(asyncio.get_running_loop())
        watching = asyncio.create_task(watch(desk))
        yield
        watching.cancel()

    routes = [
        *(Route(path, page, methods=["GET"]) for path, page in _ROUTES),
        *(Route(path, deed, methods=["POST"]) for path, deed in _DEEDS),
    ]
    app = Starlette(routes=routes, exception_handlers={CchcError: pages.failed}, lifespan=lifespan)
    app.state.desk, app.state.today = desk, today
    app.state.wait, app.state.in_thread = _wait, _in_thread
    return app


async def _wait(event: threading.Event, seconds: float) -> None:
    """Wait a little for work that may be done soon."""
    await run_in_threadpool(event.wait, seconds)


async def _in_thread(work: Callable[Given, ThreadResult], *args: Given.args, **named: Given.kwargs) -> ThreadResult:
    return await run_in_threadpool(work, *args, **named)


def _end_when_unseen(desk: Desk, server: uvicorn.Server) -> None:
    """End the server once no page has been open for some minutes and no work is going on."""
    until = time.monotonic() + _FIRST_LOOK
    while not server.should_exit:
        time.sleep(_TICK)
        if desk.listeners or desk.jobs.running:
            until = time.monotonic() + _LAST_LOOK
        server.should_exit = server.should_exit or time.monotonic() > until
