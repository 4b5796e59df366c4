"""The form pack: indicators, formulas and rules read from TOML, computed and checked."""

from cchc_report.form.check import check_form
from cchc_report.form.choice import check_form_period, dated_forms, form_in_force, validity
from cchc_report.form.citations import Logged, check_citations
from cchc_report.form.compute import Indicator, Indicators, Source, compute, read_entries
from cchc_report.form.outdated_words import check_words
from cchc_report.form.pack import ADDED, FORM_FILE, Form, load_form
from cchc_report.form.period_mentions import check_texts
from cchc_report.form.rules import Value, check_rules
from cchc_report.form.usable import usable_form
from cchc_report.form.values import figure_behind, places_of, values_of

__all__ = [
    "ADDED",
    "FORM_FILE",
    "Form",
    "Indicator",
    "Indicators",
    "Logged",
    "Source",
    "Value",
    "check_citations",
    "check_form",
    "check_form_period",
    "check_rules",
    "check_texts",
    "check_words",
    "compute",
    "dated_forms",
    "figure_behind",
    "form_in_force",
    "load_form",
    "places_of",
    "read_entries",
    "usable_form",
    "validity",
    "values_of",
]
