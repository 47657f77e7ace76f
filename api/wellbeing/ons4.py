"""The four questions with their bands, and which answer deserves a gentle word."""

from functools import lru_cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

_FILE = Path(__file__).with_name("ons4.yml")
LOWEST, HIGHEST = 0, 10


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WellbeingQuestion(_Part):
    """One question; each band goes from its first to its last value, both included."""

    text: str
    scale: str | None = None
    bands: dict[str, tuple[int, int]]
    gentle: tuple[int, int]

    @model_validator(mode="after")
    def covers_the_scale(self) -> Self:
        """Refuse bands that leave a value out or give it two."""
        values = [v for first, last in self.bands.values() for v in range(first, last + 1)]
        if values != list(range(LOWEST, HIGHEST + 1)):
            raise ValueError("the bands must cover 0 to 10, each value once and in order")
        return self

    def band(self, value: int) -> str:
        """Give the band of a value from 0 to 10."""
        return next(name for name, (first, last) in self.bands.items() if first <= value <= last)

    def wants_gentleness(self, value: int) -> bool:
        """Say whether this answer is so low (or so anxious) that help is offered."""
        first, last = self.gentle
        return first <= value <= last


class Ons4(_Part):
    """The introduction and the four questions in their order."""

    intro: str
    questions: dict[str, WellbeingQuestion]


@lru_cache(maxsize=1)
def load_ons4() -> Ons4:
    """Read the questions."""
    return Ons4.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
