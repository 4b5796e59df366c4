"""What does not go with the period: numbers without a day that a report on a part of the year would take whole."""

from pathlib import Path

import pytest

from cchc_report.ground.codes import Code
from cchc_report.report.build import validate_workspace
from cchc_report.workspace.workspace import open_workspace


@pytest.mark.parametrize(("number", "expected"), [("", []), ("0", ["2023"])])
def test_a_sheet_of_codes_without_a_number_has_none_to_tell_of(
    number: str, expected: list[str], tmp_path: Path
) -> None:
    (tmp_path / "2023.csv").write_text(f"Mã,Số liệu\n1.4.1,{number}\n", encoding="utf-8")
    workspace = open_workspace(tmp_path)
    found = validate_workspace(workspace, workspace.parse_period("2023-Q1")).diagnostics
    assert expected == [one.place.sheet for one in found if one.code is Code.UNDATED_NUMBERS]
