"""`python -m cchc_report`: the same as `cchc`."""

import os
import sys

# `python -m` looks for modules in the folder it is started in; a workspace's folder must never bring code.
sys.path[:] = [folder for folder in sys.path if folder not in {"", os.getcwd()}]  # noqa: PTH109 - pathlib is not loaded yet

from cchc_report.cli.main import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
