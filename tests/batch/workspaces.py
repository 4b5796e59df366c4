"""A folder of communes whose workbooks are a few lines of CSV."""

import csv
import shutil
from pathlib import Path

from benchmarks.light_xlsx import write_xlsx
from cchc_report.batch.job import Job
from tests.cli.workbooks import write_workspace

ON_TIME = "{}-1,Khai sinh,Hộ tịch,03/01/2023,05/01/2023,04/01/2023,Trực tiếp,"
LATE = "{}-2,Khai tử,Hộ tịch,03/01/2023,05/01/2023,09/01/2023,Trực tiếp,"
UNREADABLE = "{}-3,Khai tử,Hộ tịch,03/01/2023,31/02/2023,09/01/2023,Trực tiếp,"


def write_commune(root: Path, path: str, *dossiers: str) -> Job:
    """Write a commune's workspace below the root and return the job of its year."""
    folder = root / path
    folder.mkdir(parents=True)
    write_workspace(folder, *(line.format(path) for line in dossiers))
    return Job(folder=folder, path=path, period="2023")


def write_workbook(root: Path, path: str, *dossiers: str) -> Job:
    """Write the same commune as one Excel workbook."""
    job = write_commune(root, path, *dossiers)
    year = job.folder / "2023"
    sheets = {file.stem: list(csv.reader(file.read_text(encoding="utf-8").splitlines())) for file in year.iterdir()}
    write_xlsx(job.folder / "2023.xlsx", sheets)
    shutil.rmtree(year)
    return job
