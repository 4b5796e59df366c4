"""Reads the figures out of a report that somebody typed, and finds what contradicts what in it."""

from cchc_report.audit.audit import Audit, audit_blocks, audit_report
from cchc_report.audit.forms import Forms, forms_of
from cchc_report.audit.workbook import workbook_of

__all__ = ["Audit", "Forms", "audit_blocks", "audit_report", "forms_of", "workbook_of"]
