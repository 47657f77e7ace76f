"""What every group of tests may use: the whole product, started once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.launch.local import LocalProduct
from bot.launch.model import ENGINE_PYTHON


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalProduct]:
    """The real processes on free ports, with a database of their own."""
    if not ENGINE_PYTHON.exists():
        pytest.skip("the engine's environment is not set up; run 'make setup'")
    folder: Path = tmp_path_factory.mktemp("product")
    with LocalProduct(folder) as running:
        yield running
