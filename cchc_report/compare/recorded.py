"""Finds the record that belongs to a document, wherever the document has been moved or however it was renamed since.

Reads what anyone may have changed: nothing in a record is trusted further than to be compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from cchc_report.ground.errors import UsageError
from cchc_report.report.record_json import RecordedDocumentJson, RecordJson, read_record

_LEAST_LIKENESS = 0.3  # of the paragraphs; below, a document is not the one that was built


@dataclass(frozen=True)
class Recorded:
    """A document as its record knows it."""

    path: Path  # of the record
    content: RecordJson
    name: str  # that the document was built under

    @property
    def document(self) -> RecordedDocumentJson:
        """How it was made, and the marks of its paragraphs."""
        return self.content.documents[self.name]

    @property
    def is_draft(self) -> bool:
        """Whether it was built in spite of errors."""
        return self.document.made_with.get("draft", False)

    @property
    def sha256(self) -> str:
        """The hash it had as it was built."""
        return self.content.outputs.get(self.name, "")


def find_recorded(name: str, sha256: str, marks: list[str], folders: list[Path]) -> Recorded:
    """Return the record of a document: the one with its very hash, else with its name, else the one it reads most like.

    Raises UsageError where there is no record, or none of a document like it.
    """
    known = [found for folder in folders for path in sorted(folder.glob("*.json")) for found in _read(path)]
    if not known:
        raise UsageError(
            f"Không thấy tệp .json ghi lại lúc lập báo cáo bên cạnh “{name}”. Hãy đặt báo cáo về thư mục out của kỳ, "
            "nơi có tệp .json đó, hoặc thêm --data với thư mục làm việc của xã. Báo cáo không do cchc lập thì không kiểm tra được."
        )
    by_hash = [one for one in known if one.sha256 == sha256]
    by_name = [one for one in known if one.name == name]
    likeness, found = max(
        ((_likeness(one, marks), one) for one in by_hash or by_name or known),
        key=lambda pair: (
            pair[0],
            not pair[1].is_draft,
        ),  # a draft often has the very text of the report that follows it
    )
    if not by_hash and likeness < _LEAST_LIKENESS:
        raise UsageError(
            f"“{name}” không giống báo cáo nào mà {found.path} ghi lại, nên không phải báo cáo do cchc lập."
        )
    return found


def _likeness(one: Recorded, marks: list[str]) -> float:
    return SequenceMatcher(None, one.document.marks.split(), marks, autojunk=False).ratio()


def _read(path: Path) -> Iterator[Recorded]:
    """Yield the documents of a record; nothing of a file that is none."""
    try:
        content = read_record(path)
    except (OSError, ValueError):
        return
    names = sorted(content.documents, key=lambda name: (len(name), name))  # the report before its traced copy
    yield from (Recorded(path, content, name) for name in names)
