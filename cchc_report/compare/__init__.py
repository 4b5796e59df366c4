"""Two things held side by side: periods, or a report and what was recorded of it."""
