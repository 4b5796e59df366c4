"""`python -m cchc_report`: the same as `cchc`."""

import sys

from cchc_report.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
