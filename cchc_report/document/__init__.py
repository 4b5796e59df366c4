"""Figures become Vietnamese words, and words become Word and PDF. Alone knows docxtpl and python-docx."""
