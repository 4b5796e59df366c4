"""Reads the text back out of a finished document, as a person sees it: a line a paragraph."""

import io
import zipfile

from cchc_report.document.package import DOCUMENT, parse_xml
from cchc_report.document.wordml import w

_BREAKS = {w("br"): " ", w("tab"): " ", w("cr"): " "}


def printed_text(document: bytes) -> str:
    """Return the text of a document's body, tables included, headers aside."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        root = parse_xml(archive.read(DOCUMENT))
    paragraphs = (
        "".join(_BREAKS.get(node.tag, node.text or "") for node in paragraph.iter(w("t"), *_BREAKS))
        for paragraph in root.iter(w("p"))
    )
    return "\n".join(paragraphs)
