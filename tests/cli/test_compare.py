"""`cchc compare` as its users run it, and the history it takes old periods from."""

import json
import shutil
from pathlib import Path

import pytest

from cchc_report.compare.compare import CompareJson
from cchc_report.report.history import read_history
from cchc_report.workbook import read_workbook
from cchc_report.workspace.workspace import open_workspace
from tests import needs

from .cli_process import Ended, run
from .workbooks import BAD, COMMUNE, GOOD, HEADER, write_workspace

LATE = "HS-{},Khai sinh,Hộ tịch,05/03/2023,07/03/2023,09/03/2023,Trực tiếp,"


def write_year(folder: Path, year: int, *dossiers: str) -> None:
    """Write the workbooks of a year, the dates of its dossiers moved to it."""
    of_year = folder / str(year)
    of_year.mkdir()
    (of_year / "Đơn vị.csv").write_text(COMMUNE, encoding="utf-8")
    rows = [row.format(number).replace("/2023", f"/{year}") for number, row in enumerate(dossiers, start=1)]
    (of_year / "Hồ sơ.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace with three dossiers in 2022, one of them late, and thirty in 2023."""
    write_year(tmp_path, 2022, GOOD, GOOD, LATE)
    write_workspace(tmp_path, *[GOOD] * 30)
    return tmp_path


def told(ended: Ended) -> dict[str, tuple[object, ...]]:
    """Return before, after, change, percent and mark by code."""
    assert CompareJson.model_validate_json(ended.out, strict=True)
    found = json.loads(ended.out)
    return {
        one["code"]: (one["before"], one["after"], one["change"], one["percent"], one["mark"])
        for one in [*found["indicators"], *found["figures"]]
    }


def test_two_years_are_compared_from_their_workbooks(folder: Path) -> None:
    ended = run("compare", "2022", "2023", "--json", "--figures", folder=folder)
    assert (0, "") == (ended.code, ended.err)
    rows = told(ended)
    assert (3, 30, 27, 900, "gấp 10 lần") == rows["3.3.1"]
    assert (3, 30, 27, 900, "gấp 10 lần") == rows["dossiers.received"]
    assert (1, 0, -1, -100, None) == rows["dossiers.overdue"]
    before, after, change, percent, mark = rows["dossiers.on_time_rate"]
    assert (100, None, "chênh 33,33 điểm %") == (after, percent, mark)
    assert (pytest.approx(200 / 3), pytest.approx(100 / 3)) == (before, change)
    assert (None, None, None, None, None) == rows["1.1.1"]
    assert ["2022", "2023"] == json.loads(ended.out)["periods"]


def test_a_year_whose_workbooks_are_gone_comes_from_the_history(folder: Path) -> None:
    with_workbooks = run("compare", "2022", "2023", "--json", folder=folder)
    assert 0 == run("build", "2022", folder=folder).code
    shutil.rmtree(folder / "2022")
    ended = run("compare", "2022", "2023", "--json", folder=folder)
    assert told(with_workbooks) == told(ended)
    assert ["lịch sử", "sổ tính"] == [side["source"] for side in json.loads(ended.out)["sides"]]


def test_the_record_of_a_report_is_compared_with_the_workbooks_of_today(folder: Path) -> None:
    assert 0 == run("build", "2023", folder=folder).code
    (folder / "2023" / "Hồ sơ.csv").write_text(f"{HEADER}\n{GOOD.format(1)}\n", encoding="utf-8")
    ended = run("compare", "out/2023/bao-cao-2023.json", "2023", folder=folder)
    assert 0 == ended.code
    assert "So sánh năm 2023 (bao-cao-2023.json) với năm 2023 (sổ tính)" in ended.out
    (line,) = (line for line in ended.out.splitlines() if line.startswith("3.3.1  "))
    assert ["30", "1", "-29", "-96,7%"] == line.split()[-4:]


def test_an_old_report_is_compared_with_the_workbooks(folder: Path) -> None:
    assert 0 == run("build", "2022", folder=folder).code
    report = (folder / "out" / "2022" / "bao-cao-2022.docx").rename(folder / "báo cáo cũ.docx")
    by_workbooks = told(run("compare", "2022", "2023", "--json", folder=folder))
    shutil.rmtree(folder / "out")
    shutil.rmtree(folder / "2022")
    ended = run("compare", report.name, "2023", "--json", "--figures", folder=folder)
    assert 0 == ended.code
    found = told(ended)
    assert (3, 30, 27, 900, "gấp 10 lần") == found["3.3.1"] == by_workbooks["3.3.1"]
    assert (3, 30, 27, 900, "gấp 10 lần") == found["dossiers.received"]
    printed = {code: row for code, row in by_workbooks.items() if row[0] is not None}
    assert printed == {code: found[code] for code in printed}
    assert {"name": "năm 2022", "source": "báo cáo cũ.docx"}.items() <= json.loads(ended.out)["sides"][0].items()


@needs.soffice
def test_an_old_report_kept_as_a_pdf_has_the_numbers_of_its_word_file(folder: Path) -> None:
    assert 0 == run("build", "2022", "--pdf", folder=folder).code
    by_word, by_pdf = (
        run("compare", f"out/2022/bao-cao-2022.{kind}", "2023", "--json", "--figures", folder=folder)
        for kind in ("docx", "pdf")
    )
    found = told(by_pdf)
    assert found == told(by_word)
    assert (3, 30, 27, 900, "gấp 10 lần") == found["3.3.1"] == found["dossiers.received"]
    assert "bao-cao-2022.pdf" == json.loads(by_pdf.out)["sides"][0]["source"]


def test_a_file_that_is_no_report_is_told(folder: Path) -> None:
    (folder / "hong.docx").write_bytes(b"PK")
    ended = run("compare", "hong.docx", "2023", folder=folder)
    assert (1, "") == (ended.code, ended.out)
    assert "hong.docx" in ended.err


def test_quarters_are_compared_in_the_order_they_are_typed(folder: Path) -> None:
    ended = run("compare", "2023-Q3", "2023-Q1", "--json", folder=folder)
    assert (0, 30, 30, None, "từ 0 lên") == told(ended)["3.3.1"]
    assert "cảnh báo: Quý I năm 2023 sớm hơn quý III năm 2023" in ended.err
    assert 1 == len(json.loads(ended.out)["warnings"])


def test_a_year_against_a_quarter_is_warned_of(folder: Path) -> None:
    ended = run("compare", "2022", "2023-Q1", folder=folder)
    assert 0 == ended.code
    assert "cảnh báo: Hai kỳ dài ngắn khác nhau" in ended.err


def test_only_the_marked_rows_on_demand(folder: Path) -> None:
    rows = told(run("compare", "2022", "2023", "--json", "--only-marked", folder=folder))
    assert "3.3.1" in rows
    assert all(row[-1] for row in rows.values())


def test_the_table_goes_to_a_workbook_that_is_the_same_each_time(folder: Path) -> None:
    command = ("compare", "2022", "2023", "--figures", "-q")
    assert 0 == run(*command, "--xlsx", "a.xlsx", folder=folder).code
    assert 0 == run(*command, "--xlsx", "b.xlsx", folder=folder).code
    assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()
    sheets, _ = read_workbook(folder / "a.xlsx", "a.xlsx")
    assert ["Phụ lục", "Số liệu", "Nguồn"] == [sheet.name for sheet in sheets]


def test_the_result_goes_to_a_file(folder: Path) -> None:
    ended = run("compare", "2022", "2023", "-o", "so-sanh.txt", folder=folder)
    assert (0, "") == (ended.code, ended.out)
    assert (folder / "so-sanh.txt").read_text(encoding="utf-8").startswith("So sánh năm 2022 (sổ tính)")


def test_a_period_nobody_knows_is_named_with_those_that_are_known(folder: Path) -> None:
    ended = run("compare", "2021", "2023", folder=folder)
    assert (1, "") == (ended.code, ended.out)
    assert "Không có số liệu năm 2021" in ended.err
    assert "Các kỳ có số liệu: 2022, 2023" in ended.err


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("nam-ngoai", "Không hiểu kỳ báo cáo “nam-ngoai”"),
        ("khong-co.json", "Không có tệp “khong-co.json”"),
        ("hong.json", "“hong.json” không phải là tệp số liệu mà cchc ghi cạnh báo cáo"),
        ("danh-sach.json", "“danh-sach.json” không phải là tệp số liệu mà cchc ghi cạnh báo cáo"),
    ],
)
def test_what_is_neither_a_period_nor_a_record_is_wrong_use(given: str, message: str, folder: Path) -> None:
    (folder / "hong.json").write_bytes(b'{"period": \xff')
    (folder / "danh-sach.json").write_text("[1, 2]")
    ended = run("compare", given, "2023", folder=folder)
    assert (2, "") == (ended.code, ended.out)
    assert message in ended.err


def test_errors_in_the_workbooks_are_told_and_the_good_rows_compared(tmp_path: Path) -> None:
    write_year(tmp_path, 2022, GOOD, BAD.replace("31/02", "30/02"))
    write_workspace(tmp_path, GOOD)
    ended = run("compare", "2022", "2023", "--json", folder=tmp_path)
    assert (1, (1, 1, 0, 0, None)) == (ended.code, told(ended)["3.3.1"])
    assert "2022/Hồ sơ.csv [Hồ sơ] F3: lỗi CC202" in ended.err


def test_a_build_is_kept_in_the_history_and_a_draft_is_not(folder: Path) -> None:
    assert 0 == run("build", "2023", "--draft", folder=folder).code
    assert () == read_history(open_workspace(folder)).periods
    assert 0 == run("build", "2023", folder=folder).code
    (kept,) = read_history(open_workspace(folder)).periods
    assert ("2023", 30) == (kept.id, kept.indicators["3.3.1"].value)


def test_a_broken_old_history_is_told_and_the_report_is_written_all_the_same(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "lich-su.sqlite").write_text("x" * 999)
    ended = run("build", "2023", "--json", folder=folder)
    assert 0 == ended.code
    assert "out/lich-su.sqlite: cảnh báo CC007: Không chuyển được lịch sử số liệu của bản cũ" in ended.err
    assert "CC007" in {one["code"] for one in json.loads(ended.out)["diagnostics"]}
    assert (folder / "out" / "2023" / "bao-cao-2023.docx").is_file()
    assert "x" * 999 == (folder / "out" / "lich-su.sqlite").read_text()


def test_a_broken_record_is_told_where_only_it_could_know_the_period(folder: Path) -> None:
    (folder / "out" / "2021").mkdir(parents=True)
    (folder / "out" / "2021" / "bao-cao-2021.json").write_text("x" * 999)
    ended = run("compare", "2021", "2023", folder=folder)
    assert (1, "") == (ended.code, ended.out)
    assert "out/2021/bao-cao-2021.json: Không đọc được số liệu của kỳ đã lập: tệp bị hỏng" in ended.err


def test_a_batch_keeps_each_commune_s_numbers_and_a_check_does_not(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_workspace(tmp_path / name, GOOD)
    run("batch", "2023", str(tmp_path), "--validate-only", "-q")
    assert not (tmp_path / "a" / "out").exists()
    assert 0 == run("batch", "2023", str(tmp_path), "-q").code
    assert [1, 1] == [len(read_history(open_workspace(tmp_path / name)).periods) for name in ("a", "b")]


COMMAND = "\x1b]0;x\x07\x9b2J\n"


def test_words_of_a_tampered_record_command_no_terminal(folder: Path) -> None:
    assert 0 == run("build", "2022", folder=folder).code
    record = folder / "out" / "2022" / "bao-cao-2022.json"
    content = json.loads(record.read_text(encoding="utf-8"))
    content["form"]["id"] = "khong-con"
    content["indicators"] = {COMMAND + code: one for code, one in content["indicators"].items()}
    record.write_text(json.dumps(content), encoding="utf-8")
    ended = run("compare", "out/2022/bao-cao-2022.json", "2023", folder=folder)
    assert "]0;x" in ended.out
    assert {"\n"} == {one for one in ended.out + ended.err if not one.isprintable()}


@pytest.mark.parametrize("content", ["[" * 100_000, '{"period": ' + "9" * 5_000 + "}"])
def test_a_record_that_nobody_wrote_is_told(folder: Path, content: str) -> None:
    (folder / "hong.json").write_text(content, encoding="utf-8")
    ended = run("compare", "hong.json", "2023", folder=folder)

    assert (2, "") == (ended.code, ended.out)
    assert "“hong.json” không phải là tệp số liệu" in ended.err
