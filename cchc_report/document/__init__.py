"""Figures become Vietnamese words, and words become Word and PDF. Alone knows docxtpl and python-docx."""

from cchc_report.document.failures import TemplateError
from cchc_report.document.pdf import convert_to_pdf
from cchc_report.document.reading import printed_text
from cchc_report.document.template import APPENDIX_FILE, Templates, compile_templates, render_text

__all__ = [
    "APPENDIX_FILE",
    "TemplateError",
    "Templates",
    "compile_templates",
    "convert_to_pdf",
    "printed_text",
    "render_text",
]
