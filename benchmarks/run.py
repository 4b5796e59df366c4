"""Measures what the tool promises of its speed: `python benchmarks/run.py [--rows N] [--communes N] [--long] [--json]`.

Makes its workbooks in a temporary folder, runs every program several times in turn, and prints ratios with their targets and
the machine they come from. A missed target is said, not raised: a time is never a test.
"""

import argparse
import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from os import cpu_count
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, Python looks beside it only

from benchmarks.batches import LONG_PARTS, PARTS  # noqa: E402
from benchmarks.timing import Comparison, Timing, program, run_python, take_turns, whole_process  # noqa: E402
from benchmarks.workbooks import LARGEST  # noqa: E402

LIBRARIES = ("python-calamine", "openpyxl", "pydantic", "docxtpl", "python-docx", "lxml", "jinja2", "typer", "rich")
_MAKE = "import sys, pathlib; from benchmarks.workbooks import write_workbook as w; w(pathlib.Path(sys.argv[1]), int(sys.argv[2]), text_dates=sys.argv[3] == 'text')"


def main() -> None:
    """Measure, and print the result as a table or as JSON."""
    wishes = _parse_arguments()
    with tempfile.TemporaryDirectory(prefix="cchc-bench-") as name:
        found: list[Comparison] = []
        for comparison in _measure(Path(name), wishes):
            found.append(comparison)
            _say(f"{comparison.title}: {_number(comparison.ratio)}")
    machine = describe_machine()
    if wishes.json:
        lines = [{**asdict(comparison), "is_met": comparison.is_met} for comparison in found]
        print(json.dumps({"machine": machine, "rows": wishes.rows, "comparisons": lines}, ensure_ascii=False, indent=1))
    else:
        print(format_table(found))
        print()
        print("\n".join(f"{key}: {value}" for key, value in machine.items()))


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Đo tốc độ; mỗi dòng là một tỷ lệ trong cùng một lần chạy.")
    parser.add_argument("--rows", type=int, default=100_000, metavar="N", help="số hồ sơ của sổ lớn (mặc định 100000)")
    parser.add_argument("--turns", type=int, default=5, metavar="N", help="số lượt chạy mỗi chương trình (mặc định 5)")
    parser.add_argument("--communes", type=int, default=24, metavar="N", help="số xã của một tỉnh (mặc định 24)")
    parser.add_argument("--long", action="store_true", help="đo thêm một triệu và mười triệu hồ sơ: lâu hơn 15 phút")
    parser.add_argument("--only", choices=_SHORT | _LONG, help="chỉ đo một phần")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    wishes = parser.parse_args()
    if not 0 < wishes.rows <= LARGEST or wishes.turns < 1 or wishes.communes < 2:
        parser.error(f"--rows từ 1 đến {LARGEST}, --turns từ 1, --communes từ 2")
    return wishes


def _measure(folder: Path, wishes: argparse.Namespace) -> Iterator[Comparison]:
    wanted = [wishes.only] if wishes.only else [*_SHORT, *(_LONG if wishes.long else ())]
    for name, part in (_SHORT | _LONG).items():
        if name in wanted:
            part_folder = folder / name
            part_folder.mkdir()
            yield from part(part_folder, wishes)


def _start_up(_folder: Path, wishes: argparse.Namespace) -> Iterator[Comparison]:
    """`cchc --help` and `--version` against the import of the library they are made with."""
    timings = take_turns(
        {
            "typer": partial(whole_process, "-c", "import typer"),
            "help": partial(whole_process, "-m", "cchc_report", "--help"),
            "version": partial(whole_process, "-m", "cchc_report", "--version"),
        },
        wishes.turns * 2,
    )
    for name in ("help", "version"):
        yield Comparison.at_most_times(f"cchc --{name}", timings[name], "import typer", timings["typer"], 2.5)


def _build(folder: Path, wishes: argparse.Namespace) -> Iterator[Comparison]:
    """`cchc build 2023` on the sample, a whole process, against one that only imports the same and reads the same."""
    workspace = folder / "sample"
    shutil.copytree(ROOT / "sample_data" / "hoang-truong", workspace, ignore=shutil.ignore_patterns("out", "source"))
    arguments = ("build", "2023", "--data", workspace)
    modules = folder / "modules.json"
    modules.write_text(run_python("-m", "benchmarks.programs", "modules", *arguments), encoding="utf-8")

    def build() -> Timing:
        shutil.rmtree(workspace / "out", ignore_errors=True)
        return whole_process("-m", "cchc_report", *arguments)

    read_only = partial(whole_process, "-m", "benchmarks.programs", "imports", modules, workspace / "2023")
    timings = take_turns({"read": read_only, "build": build}, wishes.turns * 2)
    yield Comparison.at_most_times("cchc build 2023", timings["build"], "nạp thư viện + đọc sổ", timings["read"], 3)


def _rendering(folder: Path, wishes: argparse.Namespace) -> Iterator[Comparison]:
    """One more rendering of body and appendix against compiling their templates: what a second commune costs."""
    workspace = folder / "sample"
    shutil.copytree(ROOT / "sample_data" / "hoang-truong", workspace, ignore=shutil.ignore_patterns("out", "source"))
    runs = [
        json.loads(run_python("-m", "benchmarks.programs", "render", workspace, "2023", "20"))
        for _ in range(wishes.turns)
    ]
    compiling, rendering = (Timing(tuple(run[name] for run in runs)) for name in ("compile", "render"))
    yield Comparison.at_most_times("in thêm một báo cáo", rendering, "dịch mẫu Word", compiling, 1)


def _validation(folder: Path, wishes: argparse.Namespace) -> Iterator[Comparison]:
    """Validating a large log against only reading it, against today's script, and with dates as text."""
    clean, text = _workbook(folder / "clean", wishes.rows), _workbook(folder / "text", wishes.rows, "text")
    timings = take_turns(
        {
            "calamine": partial(program, "calamine", clean),
            "clean": partial(program, "validate", clean),
            "text": partial(program, "validate", text),
        },
        wishes.turns,
    )
    naive = take_turns({"naive": partial(program, "naive", clean)}, min(wishes.turns, 2))["naive"]
    rows = f"{wishes.rows:,}".replace(",", ".")
    ours = timings["clean"]
    yield Comparison.at_most_times(f"kiểm tra {rows} hồ sơ", ours, "python-calamine chỉ đọc", timings["calamine"], 1.5)
    yield Comparison.at_least_faster(
        f"kiểm tra {rows} hồ sơ, nhanh gấp", ours, "openpyxl + pydantic từng dòng", naive, 6
    )
    yield Comparison.at_most_times("ngày là chữ", timings["text"], "cùng sổ, ngày thật", ours, 2)


def _million(folder: Path, wishes: argparse.Namespace) -> Iterator[Comparison]:
    """A million rows from the file to the figures, against only reading them: time and memory."""
    workbook = _workbook(folder, LARGEST)
    programs = {name: partial(program, name, workbook) for name in ("calamine", "build")}
    timings = take_turns(programs, min(wishes.turns, 3))
    ours, reader = timings["build"], timings["calamine"]
    against = "python-calamine chỉ đọc"
    yield Comparison.at_most_times("một triệu hồ sơ, đến số liệu", ours, against, reader, 1.6)
    if ours.peak_bytes and reader.peak_bytes:
        ratio = ours.peak_bytes / reader.peak_bytes
        yield Comparison("một triệu hồ sơ, bộ nhớ", against, ours.peak_bytes, reader.peak_bytes, ratio, at_most=1.5)


_SHORT = {"start-up": _start_up, "build": _build, "render": _rendering, "validate": _validation, **PARTS}
_LONG = {"million": _million, **LONG_PARTS}


def _workbook(folder: Path, rows: int, dates: str = "real") -> Path:
    """Make a workspace with one workbook, in a process of its own: the memory it takes is not to be counted."""
    folder.mkdir(exist_ok=True)
    path = folder / "2023.xlsx"
    _say(f"làm sổ {rows} hồ sơ…")
    run_python("-c", _MAKE, path, str(rows), dates)
    return path


def describe_machine() -> dict[str, str]:
    """Return what the figures depend on besides the code."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return {
        "Máy": f"{platform.system()} {platform.machine()}, {cpu_count()} nhân",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "Thư viện": libraries,
    }


def format_table(comparisons: Iterable[Comparison]) -> str:
    """Return the result as a Markdown table, which a terminal shows well enough."""
    lines = [
        "| Phép đo | Đo được | So với | Mất | Tỷ lệ (trung vị) | Mục tiêu | Đạt |",
        "|---|--:|---|--:|--:|--:|:-:|",
    ]
    for each in comparisons:
        amounts = [_amount(value) for value in (each.measured, each.reference)]
        median = f" ({_number(each.median_ratio)})" if each.median_ratio is not None else ""
        target = f"≤ {_number(each.at_most)}" if each.at_most is not None else f"≥ {_number(each.at_least)}"
        target, met = ("", "") if each.is_met is None else (target, "có" if each.is_met else "chưa")
        cells = (each.title, amounts[0], each.against, amounts[1], f"{_number(each.ratio)}{median}", target, met)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _amount(value: float) -> str:
    """Write an amount in its unit: seconds are few, bytes are many."""
    if value > 1_000_000:
        return f"{value / 2**20:.0f} MiB"
    return f"{_number(value)} s" if value >= 1 else f"{value * 1000:.0f} ms"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".replace(".", ",")


def _say(text: str) -> None:
    """Tell how far it is; standard output carries the result only."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
