"""What every group of tests may use: the whole product, started once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.launch.local import LocalProduct
from bot.launch.model import ENGINE_PYTHON
from tests.required import fail_if_skipped

# No example fails for its time: how fast a machine is and what else it does is not tested.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
    call: pytest.CallInfo[None],  # noqa: ARG001 -- the hook's signature
) -> Iterator[pytest.TestReport]:
    """Fail a skipped test of a group that must run."""
    report = yield
    fail_if_skipped(item, report)
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests in a browser come last: Playwright keeps an event loop until the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalProduct]:
    """The real processes on free ports, with a database of their own."""
    if not ENGINE_PYTHON.exists():
        pytest.skip("the engine's environment is not set up; run 'make setup'")
    folder: Path = tmp_path_factory.mktemp("product")
    # Transcripts are held faster than any person types.
    with LocalProduct(folder, {"SIGNPOST_MESSAGE_RATE": "1000/second"}) as running:
        yield running
