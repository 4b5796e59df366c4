"""The sample's documents, word for word: `CCHC_UPDATE_GOLDEN=1 pytest tests/test_sample_documents.py` accepts a change."""

import io
import os
import re
import shutil
from pathlib import Path

import docx
import pytest

from cchc_report.document import printed_text
from cchc_report.ground.errors import DataError, UsageError
from cchc_report.report.build import Report, build_report
from cchc_report.report.publish import WantedDocuments, write_report
from cchc_report.workspace.workspace import Workspace

SAMPLE = Path(__file__).parents[2] / "sample_data" / "hoang-truong"
GOLDEN = Path(__file__).parent / "golden" / "bao-cao-2023.txt"


def test_the_report_reads_as_it_was_approved(workspace: Workspace, report: Report) -> None:
    (path,) = write_report(report, workspace, WantedDocuments())
    text = printed_text(path.read_bytes()) + "\n"
    if os.environ.get("CCHC_UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8") == text


def test_the_report_prints_every_published_sentence_with_its_figures(workspace: Workspace, report: Report) -> None:
    (path,) = write_report(report, workspace, WantedDocuments())
    text = printed_text(path.read_bytes())
    for sentence in (
        "706 văn bản các loại, gồm: 118 Quyết định, 127 Báo cáo, 73 Kế hoạch, 169 Tờ trình, 35 Công văn, 62 Thông báo",
        "189 thủ tục",
        "1.603 hồ sơ",
        "1.588 hồ sơ = 99,06%",
        "11 hồ sơ = 0,69%",
        "4 hồ sơ = 0,25%",
        "Đại học: 11 người = 91,7%; Trung cấp: 01 người = 8,3%",
        "NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2024",
    ):
        assert sentence in text
    assert re.search(r"None|\{\{|\{%|\bnan\b", text) is None


def test_the_same_input_gives_the_same_bytes(workspace: Workspace, report: Report) -> None:
    first = [path.read_bytes() for path in write_report(report, workspace, WantedDocuments(split=True))]
    again = build_report(workspace, workspace.parse_period("2023"))
    assert first == [path.read_bytes() for path in write_report(again, workspace, WantedDocuments(split=True))]


def test_split_gives_body_and_appendix_each_whole(workspace: Workspace, report: Report) -> None:
    body, appendix = write_report(report, workspace, WantedDocuments(split=True))
    assert ["bao-cao-2023.docx", "phu-luc-01b-2023.docx"] == [body.name, appendix.name]
    assert "KIẾN NGHỊ" in printed_text(body.read_bytes())
    table = docx.Document(io.BytesIO(appendix.read_bytes())).tables[-1]
    assert 2 + 81 == len(table.rows)
    assert ["1.1.2", "Số vấn đề phát hiện qua kiểm tra"] == [cell.text for cell in table.rows[2 + 7].cells[:2]]
    assert "1.603" == table.rows[2 + 36].cells[3].text


def test_errors_forbid_a_report_and_a_draft_is_written_beside_it(workspace: Workspace) -> None:
    shutil.copy(SAMPLE / "2023" / "ho-so-2023.xlsx", workspace.root / "2023" / "a.xlsx")
    (workspace.root / "2023" / "sai.csv").write_text("Mã,Số liệu\n9.9.9,1\n", encoding="utf-8")
    report = build_report(workspace, workspace.parse_period("2023"))
    with pytest.raises(DataError, match="số liệu còn lỗi"):
        write_report(report, workspace, WantedDocuments())
    assert not (workspace.root / "out").exists()
    (draft,) = write_report(report, workspace, WantedDocuments(draft=True))
    assert "bao-cao-2023-du-thao.docx" == draft.name


def test_an_edited_report_is_kept(workspace: Workspace, report: Report) -> None:
    (path,) = write_report(report, workspace, WantedDocuments())
    document = docx.Document(str(path))
    document.paragraphs[-1].add_run("Chủ tịch đã sửa")
    document.save(str(path))
    edited = path.read_bytes()
    with pytest.raises(UsageError, match="đã được sửa"):
        write_report(report, workspace, WantedDocuments())
    assert edited == path.read_bytes()
    write_report(report, workspace, WantedDocuments(force=True))
    assert edited == path.with_name("bao-cao-2023-ban-sua-1.docx").read_bytes()


@pytest.mark.parametrize(
    ("period", "title"),
    [("2023-Q1", "quý I năm 2023"), ("2023-6M", "6 tháng đầu năm 2023"), ("2023-9M", "9 tháng đầu năm 2023")],
)
def test_every_period_has_its_names_in_the_report(workspace: Workspace, period: str, title: str) -> None:
    report = build_report(workspace, workspace.parse_period(period))
    (path,) = write_report(report, workspace, WantedDocuments())
    assert f"Công tác cải cách hành chính {title}" in printed_text(path.read_bytes()).replace("\u00a0", " ")
