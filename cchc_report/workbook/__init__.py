"""Files in and out: any spreadsheet becomes sheets of addressed cells. Alone knows calamine and openpyxl."""

from cchc_report.workbook.read import read_content, read_sheets, read_workbook

__all__ = ["read_content", "read_sheets", "read_workbook"]
