"""The results of a period are those of one build: what an earlier one left goes, unless somebody has edited it."""

from pathlib import Path

import pytest

from cchc_report.ground.outputs import OutputFolder
from cchc_report.report.publish import WantedDocuments, left_by_others, write_report
from cchc_report.workspace.workspace import open_workspace
from tests.report.communes import DOSSIERS, dossier, report_on, write_year

REPORT, APPENDIX, RECORD = "bao-cao-2023.docx", "phu-luc-01b-2023.docx", "bao-cao-2023.json"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_year(tmp_path, "2023", {"Hồ sơ": (DOSSIERS, dossier("HS-1", "02/01/2023", "05/01/2023", "04/01/2023"))})
    return tmp_path


def build(home: Path, wanted: WantedDocuments) -> tuple[str, ...]:
    """Build and return the names of the edited files that were left."""
    report, workspace = report_on(home, "2023"), open_workspace(home)
    write_report(report, workspace, wanted)
    return left_by_others(report, workspace, wanted)


def results(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "out" / "2023").iterdir())


def test_files_that_a_build_with_other_options_made_are_taken_away(home: Path) -> None:
    build(home, WantedDocuments(split=True))
    assert [REPORT, RECORD, APPENDIX] == results(home)
    assert () == build(home, WantedDocuments())
    assert [REPORT, RECORD] == results(home)
    assert APPENDIX not in (home / "out" / "2023" / RECORD).read_text(encoding="utf-8")


def test_a_file_that_somebody_has_edited_stays_and_is_named(home: Path) -> None:
    build(home, WantedDocuments(split=True))
    (home / "out" / "2023" / APPENDIX).write_bytes(b"edited")
    assert (APPENDIX,) == build(home, WantedDocuments())
    assert [REPORT, RECORD, APPENDIX] == results(home)


def test_a_report_takes_the_place_of_its_draft(home: Path) -> None:
    build(home, WantedDocuments(draft=True))
    assert ["bao-cao-2023-du-thao.docx", "bao-cao-2023-du-thao.json"] == results(home)
    build(home, WantedDocuments())
    assert [REPORT, RECORD] == results(home)


def test_a_second_build_of_the_same_leaves_everything_as_it_is(home: Path) -> None:
    build(home, WantedDocuments())
    before = {path.name: path.read_bytes() for path in (home / "out" / "2023").iterdir()}
    build(home, WantedDocuments())
    assert before == {path.name: path.read_bytes() for path in (home / "out" / "2023").iterdir()}


def test_what_was_made_of_the_documents_goes_with_them(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path, "a.json")
    folder.write({"a.docx": b"1"}, {}, force=False)
    (tmp_path / "a.pdf").write_bytes(b"pdf")
    folder.add([tmp_path / "a.pdf"])
    folder.write({"a.docx": b"2"}, {}, force=False)
    assert ["a.docx", "a.json"] == sorted(path.name for path in tmp_path.iterdir())
