"""What counts as an edit, in a few paragraphs."""

from cchc_report.compare.edits import Edit, EditedFigure, compare_units, without_names
from cchc_report.document import PrintedFigure, Unit
from cchc_report.report.record import marks_of


def paragraph(number: int, text: str, *figures: PrintedFigure) -> Unit:
    return Unit(f"đoạn {number}", (text,), figures)


def edits(before: list[Unit], after: list[Unit], *, known: bool = True) -> list[Edit]:
    marks = marks_of(before).split()
    return list(
        compare_units(marks, marks_of(after).split(), after, list(zip(marks, before, strict=True)) if known else [])
    )


ON_TIME = PrintedFigure(("dossiers.on_time",), "1.588", 0, 16)
RATE = PrintedFigure(("dossiers.on_time_rate",), "99,06%", 0, 24)
BODY = paragraph(1, "Số hồ sơ đúng hẹn 1.588 = 99,06%.", PrintedFigure(("dossiers.on_time",), "1.588", 0, 18), PrintedFigure(("dossiers.on_time_rate",), "99,06%", 0, 26))  # fmt: skip
ROW = Unit("bảng 3, dòng 9", ("3.3.2", "Đúng hẹn", "hồ sơ", "1.588"), (PrintedFigure(("3.3.2",), "1.588", 3, 0),))
END = paragraph(2, "Trên đây là báo cáo.")


def test_what_reads_the_same_is_no_edit() -> None:
    assert [] == edits([BODY, ROW, END], [BODY, ROW, END])


def test_an_overwritten_figure_is_named_and_its_neighbour_is_not() -> None:
    (found,) = edits([BODY, END], [paragraph(1, "Số hồ sơ đúng hẹn 1.600 = 99,06%."), END])
    assert ("đoạn 1", "changed", (EditedFigure(codes=("dossiers.on_time",), built="1.588", found="1.600"),)) == (
        found.place,
        found.kind,
        found.figures,
    )


def test_words_round_a_figure_are_an_edit_of_no_figure() -> None:
    for text in ("Số hồ sơ trả đúng hẹn 1.588 = 99,06%.", "Số hồ sơ đúng hẹn 1.588* = 99,06%."):
        (found,) = edits([BODY], [paragraph(1, text)])
        assert () == found.figures


def test_a_cell_is_told_by_its_row_and_column() -> None:
    (found,) = edits([ROW], [Unit("bảng 3, dòng 9", ("3.3.2", "Đúng hẹn", "hồ sơ", ""))])
    assert Edit(place="bảng 3, dòng 9 (3.3.2 Đúng hẹn), cột 4", kind="changed", built="1.588", found="", figures=(EditedFigure(codes=("3.3.2",), built="1.588", found=""),)) == found  # fmt: skip


def test_a_paragraph_put_in_or_taken_out_is_one_edit() -> None:
    assert [Edit(place="đoạn 2", kind="added", built=None, found="Chen vào giữa.")] == edits(
        [BODY, END], [BODY, paragraph(2, "Chen vào giữa."), END]
    )
    assert [Edit(place="đoạn 2", kind="removed", built="Trên đây là báo cáo.", found=None)] == edits(
        [BODY, END], [BODY]
    )


def test_an_edited_paragraph_beside_a_new_one_is_found_again() -> None:
    new = [paragraph(1, "Chen vào trước."), paragraph(2, "Số hồ sơ đúng hẹn 1.588 = 98,06%.")]
    assert ["added", "changed"] == [one.kind for one in edits([BODY], new)]


def test_what_was_built_may_be_unknown() -> None:
    assert [Edit(place="đoạn 1", kind="changed", built=None, found="Khác.")] == edits(
        [END], [paragraph(1, "Khác.")], known=False
    )


def test_a_text_with_a_person_s_name_is_not_told() -> None:
    edit = Edit(place="bảng 2, dòng 1 (Nơi nhận Lê Văn A)", kind="changed", built="Lê Văn A", found="Lê Văn B")
    assert Edit(place="bảng 2, dòng 1", kind="changed") == without_names(edit, ("Lê Văn A",))
    assert edit == without_names(edit, ("Trần Thị C", ""))
