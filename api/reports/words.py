"""The words in charts, read from ``words.yml``."""

from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProfileWords(_Strict):
    """The words of the profile along the scale."""

    title: str
    description: str
    none: str


class AnswersWords(_Strict):
    """The words of the spread of answers."""

    title: str
    description: str
    dont_know: str
    not_applicable: str
    open: str


class ComparisonWords(_Strict):
    """The words of several areas side by side."""

    title: str
    description: str


class ChartWords(_Strict):
    """The words of every chart."""

    profile: ProfileWords
    answers: AnswersWords
    comparison: ComparisonWords

    @classmethod
    def load(cls) -> Self:
        """Read the words that come with the charts."""
        path = Path(__file__).with_name("words.yml")
        return cls.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


WORDS = ChartWords.load()
