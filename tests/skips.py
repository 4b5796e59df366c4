"""No test is skipped where CCHC_NO_SKIPS is set, as `.ci/run` sets it: a skip there is a failure that names what is missing."""

import os
from collections.abc import Generator

import pytest

VARIABLE = "CCHC_NO_SKIPS"


@pytest.hookimpl(wrapper=True, tryfirst=True)  # the outermost: what is expected to fail has been marked so by then
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a skipped test fail."""
    report = yield
    if _is_forbidden(report):
        report.outcome, report.longrepr = "failed", _reason(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let a skipped module fail."""
    report = yield
    if _is_forbidden(report):
        report.outcome, report.longrepr = "failed", _reason(report)
    return report


def _is_forbidden(report: pytest.TestReport | pytest.CollectReport) -> bool:
    return report.skipped and not hasattr(report, "wasxfail") and bool(os.environ.get(VARIABLE))


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return f"Ở đây ({VARIABLE}) không phép thử nào được bỏ qua. {said.removeprefix('Skipped: ')}"
