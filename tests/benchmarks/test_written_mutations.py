"""The changes of a written report: what they make of a number and a line, and what the audit sees of them."""

from pathlib import Path

import docx
import pytest

from benchmarks.mutations import sample_report
from benchmarks.written_mutations import CAUGHT, MISSED, measure_written, typed_wrong, written_changes
from cchc_report.audit import Forms
from tests.audit.reports import write_report


@pytest.mark.parametrize(
    ("number", "kind", "wrong"),
    [
        ("1.130", "thêm 1", "1131"),
        ("97,46", "bớt 1", "97,45"),
        ("97,46", "sai dấu phẩy", "9746"),
        ("624", "đảo hai chữ số", "264"),
        ("624", "thiếu chữ số đầu", "24"),
        ("08", "nhân 10", "80"),
    ],
)
def test_a_number_is_mistyped_as_people_do(number: str, kind: str, wrong: str) -> None:
    assert wrong == dict(typed_wrong(number))[kind]


def test_a_wrong_sum_is_seen_and_a_wrong_date_of_one_citation_is_not(tmp_path: Path) -> None:
    text = (
        "BÁO CÁO\nCông tác cải cách hành chính năm 2023\n\nII. KẾT QUẢ\n\n1. Cải cách thể chế\n\n"
        "Trong năm 2023, UBND xã đã ban hành 30 văn bản các loại, gồm: 10 Tờ trình, 20 Quyết định.\n"
    )
    path = write_report(tmp_path / "r.docx", text)
    assert "kể một tên hai lần" in {change.kind for change in written_changes(docx.Document(str(path)))}
    form = sample_report().form
    shares, unseen = measure_written(path, Forms(lambda _: form, lambda: [form]))
    assert (1, 0) == (shares["kể một tên hai lần"][CAUGHT], shares["kể một tên hai lần"][MISSED])
    assert not [change for change in unseen if "10 Tờ trình, 21 Quyết định" in change.after]
