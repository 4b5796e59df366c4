"""What ended a command, told to a clerk: a wrong command line in Vietnamese; the rest as every face of the program tells it."""

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError  # Typer keeps its click to itself

from cchc_report.cli.usage_errors import translate_usage_error
from cchc_report.ground.errors import DataError, UsageError
from cchc_report.ground.failures import Failure, describe_failure


def describe_end(error: BaseException) -> Failure:
    """Return what to print and the code to exit with for an exception that ended a command."""
    match error:
        case NoArgsIsHelpError():
            return Failure(error.message, UsageError.exit_code)
        case ClickException():
            return Failure(f"lỗi: {translate_usage_error(error)}", UsageError.exit_code)
        case typer.Abort():
            return Failure("Đã dừng.", DataError.exit_code)
    return describe_failure(error)
