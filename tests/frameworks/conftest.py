from pathlib import Path

import pytest

from api.frameworks.loader import FrameworkRegistry

FOLDER = Path(__file__).resolve().parents[2] / "frameworks"
FRAMEWORKS = FrameworkRegistry.from_folder(FOLDER)


@pytest.fixture(scope="session")
def frameworks():
    return FRAMEWORKS
