"""The form pack: indicators and formulas read from TOML, computed and checked."""

from cchc_report.form.check import check_form
from cchc_report.form.compute import Indicator, Indicators, Source, compute, read_entries
from cchc_report.form.pack import FORM_FILE, Form, load_form

__all__ = [
    "FORM_FILE",
    "Form",
    "Indicator",
    "Indicators",
    "Source",
    "check_form",
    "compute",
    "load_form",
    "read_entries",
]
