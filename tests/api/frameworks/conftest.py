from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.frameworks.schemas import Framework

GARDEN_CLUB = Path(__file__).with_name("garden-club.yml")


@pytest.fixture
def garden_text() -> str:
    return GARDEN_CLUB.read_text(encoding="utf-8")


@pytest.fixture
def garden_data(garden_text: str) -> dict[str, Any]:
    """The made-up framework as plain data, for a test to spoil."""
    return yaml.safe_load(garden_text)


@pytest.fixture
def garden(garden_data: dict[str, Any]) -> Framework:
    return Framework.model_validate(garden_data)


@pytest.fixture
def garden_words() -> str:
    """The file of words that explains the made-up framework."""
    return GARDEN_CLUB.with_name("garden-club.words.yml").read_text(encoding="utf-8")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file into the test's own folder."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file
