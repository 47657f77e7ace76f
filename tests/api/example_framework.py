"""The made-up framework that the domain API is tested with."""

from functools import cache
from pathlib import Path

from api.frameworks.loader import FrameworkRegistry
from api.frameworks.schemas import Framework

FOLDER = Path(__file__).with_name("example_frameworks")
VILLAGE = ["V1a", "V1b", "V2a", "V3a", "V3b"]


@cache
def example_registry() -> FrameworkRegistry:
    return FrameworkRegistry.from_folder(FOLDER)


def example_framework() -> Framework:
    return example_registry().get_or_raise("village-checks")
