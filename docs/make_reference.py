"""Writes the pages of this folder that come from the code: `python docs/make_reference.py`."""

from pathlib import Path

from cchc_report.reference.reference_pages import PAGES


def main() -> None:
    """Write each page beside this script."""
    for name, page in PAGES.items():
        Path(__file__).with_name(name).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
