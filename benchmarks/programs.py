"""What is measured, each in a process of its own: `python -m benchmarks.programs NAME ARGUMENT…`.

A program prints one line of JSON: the seconds its work took, imports aside, and the most memory it held, in bytes.
"""

import contextlib
import gc
import importlib
import io
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def read_with_calamine(path: Path) -> object:
    """Read every sheet of a workbook into Python objects: the least that any reader does."""
    from python_calamine import load_workbook  # noqa: PLC0415

    workbook = load_workbook(io.BytesIO(path.read_bytes()))
    return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]


def validate(path: Path) -> object:
    """Validate a workbook with the tool."""
    from cchc_report.tables.read import read_tables  # noqa: PLC0415

    reading = read_tables([(path, path.name)])
    _expect_no_errors(reading.diagnostics)
    return reading


def validate_naively(path: Path) -> object:
    """Validate a workbook with the script of `benchmarks.naive`."""
    from benchmarks.naive import check_log  # noqa: PLC0415

    checked = check_log(path)
    if checked.problems:
        raise SystemExit(f"{len(checked.problems)} problems, the first: {checked.problems[0]}")
    return checked


def build(path: Path) -> object:
    """Validate the workbook of a workspace and count every figure and indicator of its year."""
    from cchc_report.report.build import build_report  # noqa: PLC0415
    from cchc_report.workspace.workspace import open_workspace  # noqa: PLC0415

    workspace = open_workspace(path.parent)
    report = build_report(workspace, workspace.parse_period(path.stem))
    _expect_no_errors(report.diagnostics)
    return report


MEASURED: dict[str, Callable[[Path], object]] = {
    "calamine": read_with_calamine,
    "validate": validate,
    "naive": validate_naively,
    "build": build,
}
IMPORTED_FIRST = {
    "calamine": ("python_calamine",),
    "validate": ("cchc_report.tables.read", "python_calamine"),
    "naive": ("benchmarks.naive",),
    "build": ("cchc_report.report.build", "python_calamine"),
}


def measure(name: str, path: Path) -> dict[str, float | None]:
    """Run one program and tell its seconds and its peak memory."""
    for module in IMPORTED_FIRST[name]:
        importlib.import_module(module)
    gc.collect()
    start = time.perf_counter()
    result = MEASURED[name](path)
    seconds = time.perf_counter() - start
    del result
    return {"seconds": seconds, "peak_bytes": peak_memory()}


def peak_memory() -> int | None:
    """Return the most memory this process has held, in bytes; None where the system does not tell."""
    with contextlib.suppress(OSError):  # Linux: unlike getrusage, without what the parent process held
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    if sys.platform == "win32":
        return None
    else:
        import resource  # noqa: PLC0415

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # macOS counts bytes


def list_modules(arguments: list[str]) -> list[str]:
    """Run `cchc` with the arguments and return what it had imported, in order."""
    from cchc_report.cli.main import main  # noqa: PLC0415

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = main(arguments)
    if code:
        raise SystemExit(f"cchc {' '.join(arguments)}: {code}")
    return [name for name in sys.modules if name != "__main__" and not name.startswith("benchmarks")]


def import_and_read(modules: Path, folder: Path) -> None:
    """Import the listed modules and read every workbook of a folder: the least a build must do."""
    for name in json.loads(modules.read_text(encoding="utf-8")):
        with contextlib.suppress(ImportError):  # parts that compiled libraries register without a file
            importlib.import_module(name)
    for path in sorted(folder.glob("*.xlsx")):
        read_with_calamine(path)


def render(folder: Path, period: str, times: int) -> dict[str, float]:
    """Build one report and print it many times; tell the seconds of compiling its templates and of one more printing."""
    from cchc_report.document import compile_templates  # noqa: PLC0415
    from cchc_report.report.build import build_report  # noqa: PLC0415
    from cchc_report.report.publish import WantedDocuments, render_documents  # noqa: PLC0415
    from cchc_report.workspace.workspace import open_workspace  # noqa: PLC0415

    workspace = open_workspace(folder)
    report = build_report(workspace, workspace.parse_period(period))
    render_documents(
        report, compile_templates(workspace.form_folder(report.period)), WantedDocuments()
    )  # imports what it needs
    with tempfile.TemporaryDirectory() as folder_name:
        form = workspace.form_folder(report.period)
        fresh = Path(shutil.copytree(form, Path(folder_name) / "form"))  # not compiled yet
        start = time.perf_counter()
        templates = compile_templates(fresh)
        render_documents(report, templates, WantedDocuments())
        first = time.perf_counter() - start
    start = time.perf_counter()
    for _ in range(times):
        render_documents(report, templates, WantedDocuments())
    one_more = (time.perf_counter() - start) / times
    return {"compile": first - one_more, "render": one_more}


def one_commune_more(root: Path, period: str, times: int) -> dict[str, float]:
    """Work on communes as a warm worker does; tell the seconds of three things, the middle of all turns.

    `read`: reading the workbook; `report`: validating, computing and writing body and appendix; `work`: all that a batch does,
    so the record, the history and the kept result too.
    """
    from benchmarks.timing import Timing  # noqa: PLC0415
    from cchc_report.batch.discovery import find_workspaces  # noqa: PLC0415

    programs: dict[str, Callable[[Path, str], None]] = {"read": _read_book, "report": _write_report, "work": _work_on}
    found: dict[str, list[float]] = {name: [] for name in programs}
    for turn in range(times + 1):  # the first warms up and is not counted
        for folder in find_workspaces(root):
            for name, program in programs.items():
                shutil.rmtree(folder / "out", ignore_errors=True)
                start = time.perf_counter()
                program(folder, period)
                if turn:
                    found[name].append(time.perf_counter() - start)
    return {name: Timing(tuple(runs)).median for name, runs in found.items()}


def _read_book(folder: Path, period: str) -> None:
    read_with_calamine(folder / f"{period}.xlsx")


def _write_report(folder: Path, period: str) -> None:
    from cchc_report.document import compile_templates  # noqa: PLC0415
    from cchc_report.ground.outputs import write_all  # noqa: PLC0415
    from cchc_report.report.build import build_report  # noqa: PLC0415
    from cchc_report.report.publish import WantedDocuments, render_documents  # noqa: PLC0415
    from cchc_report.workspace.workspace import open_workspace  # noqa: PLC0415

    workspace = open_workspace(folder)
    report = build_report(workspace, workspace.parse_period(period))
    _expect_no_errors(report.diagnostics)
    documents = render_documents(report, compile_templates(workspace.form_folder(report.period)), WantedDocuments())
    target = workspace.output_folder(report.period)
    target.mkdir(parents=True)
    write_all({target / name: content for name, content in documents.items()})


def _work_on(folder: Path, period: str) -> None:
    from cchc_report.batch.job import Job, work_on  # noqa: PLC0415

    result = work_on(Job(folder=folder, path=folder.name, period=period))
    if result.status != "ok" or not result.outputs:
        raise SystemExit(f"{folder}: {result.status} {result.message}")


def batch_memory(root: Path, period: str) -> dict[str, int | None]:
    """Run a batch with two workers; tell the most memory that this process and any of the workers held, in bytes."""
    from cchc_report.cli.main import main  # noqa: PLC0415

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = main(["batch", period, str(root), "--jobs", "2", "--quiet"])
    if code:
        raise SystemExit(f"cchc batch: {code}")
    return {"parent": peak_memory(), "worker": _peak_memory_of_workers()}


def _peak_memory_of_workers() -> int | None:
    if sys.platform == "win32":
        return None
    else:
        import resource  # noqa: PLC0415

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit


def _expect_no_errors(diagnostics: tuple[object, ...]) -> None:
    from cchc_report.ground.diagnostics import Diagnostic, has_errors  # noqa: PLC0415

    found = [diagnostic for diagnostic in diagnostics if isinstance(diagnostic, Diagnostic)]
    if has_errors(found):
        raise SystemExit(f"the measured workbook has errors, the first: {found[0]}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["modules", *arguments]:
            print(json.dumps(list_modules(arguments)))
        case ["imports", modules, folder]:
            import_and_read(Path(modules), Path(folder))
        case ["render", folder, period, times]:
            print(json.dumps(render(Path(folder), period, int(times))))
        case ["commune", root, period, times]:
            print(json.dumps(one_commune_more(Path(root), period, int(times))))
        case ["batch-memory", root, period]:
            print(json.dumps(batch_memory(Path(root), period)))
        case ["naive-province", root, output]:
            from benchmarks.naive_province import write_reports

            print(json.dumps(write_reports(sorted(Path(root).rglob("2023.xlsx")), Path(output))))
        case [name, path]:
            print(json.dumps(measure(name, Path(path))))
        case _:
            raise SystemExit(__doc__)
