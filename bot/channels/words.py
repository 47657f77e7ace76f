"""The relays' own sentences, read from ``words.yml``."""

from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict


class Words(BaseModel):
    """Everything that a relay says of its own accord."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    away: str
    welcome_back: str
    stale: str
    nothing_open: str
    refused_invite: str
    web_link: str
    broken: str
    remarks: dict[str, str]
    group: str
    group_button: str
    commands: dict[str, str]
    said_by_command: dict[str, str]
    choose: str

    @classmethod
    def load(cls) -> Self:
        """Read the sentences that come with the relays."""
        path = Path(__file__).with_name("words.yml")
        return cls.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


WORDS = Words.load()
