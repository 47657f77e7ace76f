"""Groups of tests that a machine promises to run: a skip of one of these is a failure.

``SIGNPOST_TEST_REQUIRE`` names the groups, which are markers. The services' tests and the engine's
run in environments of their own, and both keep to this.
"""

import os

import pytest

REQUIRED = frozenset(os.environ.get("SIGNPOST_TEST_REQUIRE", "").split())


def fail_if_skipped(item: pytest.Item, report: pytest.TestReport) -> None:
    """Make a failure of a skipped test that belongs to a group that must run."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    required = sorted(REQUIRED & {marker.name for marker in item.iter_markers()})
    if required:
        report.outcome = "failed"
        report.longrepr = f"skipped, but {', '.join(required)} must run: {report.longrepr}"
