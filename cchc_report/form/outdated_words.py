"""Finds the words that a form no longer uses in what a commune wrote itself: its paragraphs, and whom it writes to.

The words are data of the form; a workbook carried over from the years before still says them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from cchc_report.form.pack import Form
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import clean


def check_words(form: Form, texts: Iterable[tuple[str, Place]], kind: str = "xã") -> Iterator[Diagnostic]:
    """Yield a warning for each outdated word of a text, given with its place; each word once a text.

    A hint speaks of the unit as the kind it is: {kind} in it is "phường" for a ward.
    """
    for text, place in texts:
        for outdated in form.outdated:
            found = _pattern(outdated.word).search(clean(text))
            if found:
                message = f"Còn ghi “{found[0]}”, biểu mẫu {form.id} không dùng nữa"
                yield Diagnostic.of(Code.WORD_OUTDATED, place, message, outdated.hint.replace("{kind}", kind))


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
