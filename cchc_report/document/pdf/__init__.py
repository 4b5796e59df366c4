"""Word documents as PDF, by LibreOffice or Word."""
