"""All communes of a batch are counted up to one day, whatever the dates of their own reports."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from cchc_report.batch.job import Job
from cchc_report.batch.results import CommuneResult
from cchc_report.batch.run import run_batch
from cchc_report.batch.runner import Event
from cchc_report.report.publish import WantedDocuments, write_report
from cchc_report.workspace.workspace import open_workspace
from tests.report.communes import DOSSIERS, UNIT, dossier, report_on, write_year


def hear(_: Event) -> None:
    return None


def job_of(root: Path, name: str, *, dated: str) -> Job:
    unit = (*(line.replace("Hoằng Trường", name) for line in UNIT), f"Ngày báo cáo | {dated}")
    write_year(root / name, "2023", {"Hồ sơ": (DOSSIERS, dossier(name, "20/11/2023", "10/12/2023"))}, unit)
    return Job(folder=root / name, path=name, period="2023", day=date(2023, 12, 20))


def late(commune: CommuneResult) -> object:
    return commune.figures["dossiers.pending_overdue"]


def test_a_batch_counts_every_commune_up_to_its_own_day(tmp_path: Path) -> None:
    jobs = [job_of(tmp_path, "An", dated="28/11/2023"), job_of(tmp_path, "Ba", dated="")]
    batch = run_batch(tmp_path, "2023", jobs, 1, hear)
    assert [("2023-01-01", "2023-12-20")] * 2 == [one.bounds for one in batch.communes]
    assert [1, 1] == [late(one) for one in batch.communes]
    assert (date(2023, 12, 20), "") == (batch.period.cutoff, batch.totals.remark)


def test_a_commune_whose_own_report_speaks_for_another_day_is_named(tmp_path: Path) -> None:
    job = job_of(tmp_path, "An", dated="28/11/2023")
    write_report(report_on(job.folder, "2023"), open_workspace(job.folder), WantedDocuments())
    batch = run_batch(tmp_path, "2023", [replace(job, write=False)], 1, hear)
    assert (
        "Báo cáo xã đã lập trước đây tính đến ngày khác: An: 28/11/2023. Số tổng hợp tính mọi xã đến cùng một ngày."
        == batch.totals.remark
    )
