"""What a sheet holds: one pydantic model a sheet, and the way from cells to typed columns."""
