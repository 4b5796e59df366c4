"""Files in and out: any spreadsheet becomes sheets of addressed cells. Alone knows calamine and openpyxl."""
