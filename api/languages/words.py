"""The sentences about the languages themselves, read from ``words.yml``."""

from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict


class LanguageWords(BaseModel):
    """What is said when a conversation is held in another language, or could be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: str
    unchecked: str
    back_to_english: str
    switched: str
    stayed: str
    offer: str
    not_followed: str
    spoken: str
    interpreter: str

    @classmethod
    def load(cls) -> Self:
        """Read the sentences that ship with the product."""
        path = Path(__file__).with_name("words.yml")
        return cls.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


WORDS = LanguageWords.load()
