"""Results appear whole or not at all, and what someone has edited is never lost."""

import json
from pathlib import Path

import pytest

from cchc_report.ground.errors import MachineError, UsageError
from cchc_report.ground.outputs import OutputFolder, digest, write_all

RECORD: dict[str, object] = {"period": "2023"}


@pytest.fixture
def folder(tmp_path: Path) -> OutputFolder:
    return OutputFolder(tmp_path / "out" / "2023", "bao-cao.json")


def test_documents_and_their_record_are_written(folder: OutputFolder) -> None:
    written = folder.write({"a.docx": b"A"}, RECORD, force=False)
    assert (folder.path / "a.docx",) == written
    assert b"A" == written[0].read_bytes()
    assert {"period": "2023", "outputs": {"a.docx": digest(b"A")}} == json.loads(
        (folder.path / "bao-cao.json").read_text(encoding="utf-8")
    )


def test_a_document_nobody_touched_is_built_anew(folder: OutputFolder) -> None:
    folder.write({"a.docx": b"A"}, RECORD, force=False)
    folder.write({"a.docx": b"B"}, RECORD, force=False)
    assert b"B" == (folder.path / "a.docx").read_bytes()


def test_an_edited_document_is_not_overwritten(folder: OutputFolder) -> None:
    (document,) = folder.write({"a.docx": b"A"}, RECORD, force=False)
    document.write_bytes(b"edited")
    with pytest.raises(UsageError, match="đã được sửa"):
        folder.write({"a.docx": b"B"}, RECORD, force=False)
    assert b"edited" == document.read_bytes()


def test_by_force_the_edited_document_is_kept_as_a_backup_each_time(folder: OutputFolder) -> None:
    for number in (1, 2):
        (document,) = folder.write({"a.docx": b"B"}, RECORD, force=True)
        document.write_bytes(b"edited %d" % number)
    folder.write({"a.docx": b"C"}, RECORD, force=True)
    assert {"a.docx": b"C", "a-ban-sua-1.docx": b"edited 1", "a-ban-sua-2.docx": b"edited 2"} == {
        path.name: path.read_bytes() for path in folder.path.glob("*.docx")
    }


def test_a_document_of_unknown_origin_counts_as_edited(folder: OutputFolder) -> None:
    folder.path.mkdir(parents=True)
    (folder.path / "a.docx").write_bytes(b"somebody's")
    with pytest.raises(UsageError):
        folder.write({"a.docx": b"A"}, RECORD, force=False)


def test_the_record_keeps_the_hash_of_a_document_built_before(folder: OutputFolder) -> None:
    folder.write({"a.docx": b"A"}, RECORD, force=False)
    folder.write({"b.docx": b"B"}, RECORD, force=False)
    folder.write({"a.docx": b"AA"}, RECORD, force=False)
    assert b"AA" == (folder.path / "a.docx").read_bytes()


def test_a_file_in_the_way_of_the_folder_is_told_and_kept(folder: OutputFolder) -> None:
    folder.path.parent.parent.mkdir(exist_ok=True)
    folder.path.parent.write_text("in the way", encoding="utf-8")
    with pytest.raises(MachineError, match="trùng tên"):
        folder.write({"a.docx": b"A"}, RECORD, force=False)
    assert "in the way" == folder.path.parent.read_text(encoding="utf-8")


@pytest.mark.usefixtures("bound_by_modes")
def test_a_folder_without_permission_is_told(folder: OutputFolder) -> None:
    folder.path.mkdir(parents=True)
    folder.path.chmod(0o500)
    with pytest.raises(MachineError, match="quyền"):
        folder.write({"a.docx": b"A"}, RECORD, force=False)


def test_a_folder_in_the_place_of_a_document_leaves_everything_as_it_was(folder: OutputFolder) -> None:
    folder.write({"a.docx": b"A"}, RECORD, force=False)
    (folder.path / "b.docx").mkdir()
    with pytest.raises((MachineError, UsageError)):
        folder.write({"a.docx": b"AA", "b.docx": b"B"}, RECORD, force=True)
    assert b"A" == (folder.path / "a.docx").read_bytes()
    assert [] == list(folder.path.glob("*.tmp"))


def test_where_one_file_cannot_be_replaced_none_changes(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"old body")
    (tmp_path / "b.docx").mkdir()
    (tmp_path / "b.docx" / "held").write_bytes(b"x")  # a folder that is not empty stands for a file that is held open
    with pytest.raises(IsADirectoryError):
        write_all({tmp_path / "a.docx": b"new body", tmp_path / "c.json": b"{}", tmp_path / "b.docx": b"new appendix"})
    assert b"old body" == (tmp_path / "a.docx").read_bytes()
    assert ["a.docx", "b.docx"] == sorted(path.name for path in tmp_path.iterdir())
