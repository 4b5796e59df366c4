"""What a test may need of the machine beyond Python, and what to install where it is missing.

`.ci/run` installs all of it and lets no test be skipped (see skips.py); elsewhere a skipped test says what to install.
"""

import importlib.util
import shutil

import pytest

from cchc_report.document.pdf.programs import find_soffice
from tests.batch.browser import find_browser


def _needs(there: object, what: str, packages: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not there, reason=f"Máy chưa có {what}: sudo apt install {packages}")


soffice = _needs(find_soffice(), "LibreOffice", "libreoffice-writer libreoffice-calc fonts-liberation2")
pdftotext = _needs(shutil.which("pdftotext"), "pdftotext", "poppler-utils")
browser = _needs(find_browser(), "Chromium", "chromium")
cluster = pytest.mark.skipif(
    not importlib.util.find_spec("distributed"), reason='Chưa cài phần mở rộng: pip install "cchc-report[cluster]"'
)
