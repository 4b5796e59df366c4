"""What was read is told: numbers understood and not, main figures that are nowhere; never only that nothing is wrong."""

from pathlib import Path

import docx
import pytest

from cchc_report.audit import Audit
from cchc_report.audit.audit_json import NumberReadJson, ReadNumbersJson
from cchc_report.form import Form, load_form
from cchc_report.form.pack import packaged_forms
from tests.audit.reports import audited


@pytest.fixture(scope="module")
def form() -> Form:
    form, problems = load_form(packaged_forms() / "thanh-hoa-2023")
    assert form is not None, problems
    return form


def audit_of(form: Form, tmp_path: Path, text: str) -> Audit:
    """Audit a report of 2023 whose section on procedures says a text."""
    document = docx.Document()
    for line in ("Báo cáo cải cách hành chính năm 2023", "II. KẾT QUẢ", "2. Cải cách thủ tục hành chính", text):
        document.add_paragraph(line)
    document.save(str(tmp_path / "bao-cao.docx"))
    return audited(tmp_path / "bao-cao.docx", form)


def told(audit: Audit) -> dict[str, str]:
    return {one.code.identifier: one.message for one in audit.diagnostics if one.code.identifier in ("CC640", "CC641")}


def test_every_number_is_in_the_ledger_as_understood_or_not(form: Form, tmp_path: Path) -> None:
    text = "Tiếp nhận 20 hồ sơ, giải quyết trước hạn và đúng hạn 19 hồ sơ, quá hạn 1 hồ sơ. Cùng kỳ tiếp nhận 15 hồ sơ."
    ledger = audit_of(form, tmp_path, text).ledger
    assert {"numbers": 4, "understood": 3, "aside": 1, "unknown": 0} == ReadNumbersJson.of(ledger.text).json_ready()
    assert "Đã đọc lời văn: hiểu 3/4 con số (1 nói chuyện khác)." == ledger.shown


def test_a_text_of_which_less_than_half_is_understood_is_told(form: Form, tmp_path: Path) -> None:
    text = "Giao dịch 20 bộ hồ sơ một kiểu; giao dịch 7 bộ hồ sơ kiểu khác; tiếp nhận 20 hồ sơ."
    found = told(audit_of(form, tmp_path, text))
    assert found["CC640"].startswith("Mới hiểu 1 trong 3 con số của lời văn; chưa hiểu: “Giao dịch 20 bộ hồ sơ")


def test_a_main_figure_that_stands_nowhere_is_told(form: Form, tmp_path: Path) -> None:
    found = told(audit_of(form, tmp_path, "Tiếp nhận 20 hồ sơ, giải quyết đúng hạn 19 hồ sơ."))
    assert found == {
        "CC641": "Không thấy số hồ sơ giải quyết quá hạn trong báo cáo, nên các số này chưa được đối chiếu"
    }


def test_what_is_overdue_need_not_be_said_where_all_was_in_time(form: Form, tmp_path: Path) -> None:
    assert {} == told(audit_of(form, tmp_path, "Tiếp nhận 20 hồ sơ, giải quyết đúng hạn 20 hồ sơ."))


def test_each_number_is_shown_with_what_was_made_of_it(form: Form, tmp_path: Path) -> None:
    body = audit_of(form, tmp_path, "Tiếp nhận 20 hồ sơ; cùng kỳ 15 hồ sơ.").body
    assert [("dossiers.received", None), (None, "một phần hoặc chuyện khác")] == [
        (one.figure, one.aside) for one in map(NumberReadJson.of, body.numbers)
    ]


def test_one_figure_said_as_two_numbers_is_a_contradiction(form: Form, tmp_path: Path) -> None:
    text = "UBND xã tiếp nhận 20 hồ sơ. Tổng số hồ sơ đã tiếp nhận là 21 hồ sơ."
    audit = audit_of(form, tmp_path, text)
    assert [("CC603", "II.2")] == [
        (one.code.identifier, one.place.cell) for one in audit.diagnostics if one.code.identifier == "CC603"
    ]
