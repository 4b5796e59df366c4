"""What a person changed where the running text does not show it: notes, headers, comments, hidden and struck words."""

from pathlib import Path

import docx
import pytest
from docx.document import Document

from cchc_report.compare.verify import verify
from cchc_report.report.publish import WantedDocuments, write_report
from cchc_report.workspace.workspace import open_workspace
from tests.report.communes import DOSSIERS, dossier, report_on, write_year


@pytest.fixture
def built(tmp_path: Path) -> Path:
    write_year(tmp_path, "2023", {"Hồ sơ": (DOSSIERS, dossier("HS-1", "02/01/2023", "05/01/2023", "04/01/2023"))})
    return write_report(report_on(tmp_path, "2023"), open_workspace(tmp_path), WantedDocuments())[0]


def hide(document: Document) -> None:
    document.paragraphs[8].runs[0].font.hidden = True


def strike(document: Document) -> None:
    document.paragraphs[8].runs[0].font.strike = True


def comment(document: Document) -> None:
    document.add_comment(document.paragraphs[8].runs, text="Số này sai")


@pytest.mark.parametrize(
    ("change", "place"),
    [(hide, "chữ ẩn"), (strike, "chữ gạch ngang"), (comment, "nhận xét (comment)")],
)
def test_what_is_added_aside_of_the_text_is_told_by_its_place(change: object, place: str, built: Path) -> None:
    assert callable(change)
    document = docx.Document(str(built))
    change(document)
    document.save(str(built))
    found = verify(built)
    assert (False, [(place, "added")]) == (found.agrees, [(edit.place, edit.kind) for edit in found.edits])


def test_a_report_as_it_was_built_has_nothing_aside(built: Path) -> None:
    assert () == verify(built).edits


def test_its_traced_copy_has_comments_of_its_own(built: Path) -> None:
    home = built.parents[2]
    paths = write_report(report_on(home, "2023"), open_workspace(home), WantedDocuments(trace=True))
    assert [True] * 2 == [verify(path).agrees for path in paths if path.suffix == ".docx"]
