"""The page in the browser: the same functions as the commands, for people who have no terminal.

Reads no workbook, counts nothing, knows no rule: it asks the rooms below and shows what they say.
"""
