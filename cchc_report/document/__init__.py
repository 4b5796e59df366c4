"""Figures become Vietnamese words, and words become Word and PDF. Alone knows docxtpl and python-docx."""

from cchc_report.document.asides import asides_of
from cchc_report.document.comments import Notes
from cchc_report.document.failures import TemplateError
from cchc_report.document.leftovers import leftover, markup_left
from cchc_report.document.package import Package, PackageError, read_package, to_package
from cchc_report.document.pdf.pdf import convert_to_pdf
from cchc_report.document.reading import PrintedFigure, Unit, printed_text, units_of
from cchc_report.document.template import Templates, compile_templates, render_text, template_files
from cchc_report.document.traced import Piece, Trace, TracedText

__all__ = [
    "Notes",
    "Package",
    "PackageError",
    "Piece",
    "PrintedFigure",
    "TemplateError",
    "Templates",
    "Trace",
    "TracedText",
    "Unit",
    "asides_of",
    "compile_templates",
    "convert_to_pdf",
    "leftover",
    "markup_left",
    "printed_text",
    "read_package",
    "render_text",
    "template_files",
    "to_package",
    "units_of",
]
