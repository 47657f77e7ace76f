"""What every test in the engine's environment keeps to."""

from typing import Iterator

import pytest

from tests.required import fail_if_skipped


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
    call: "pytest.CallInfo[None]",
) -> Iterator[pytest.TestReport]:
    """Fail a skipped test of a group that must run."""
    report = yield
    fail_if_skipped(item, report)
    return report
