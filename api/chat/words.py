"""The gateway's own sentences, read from ``messages.yml``."""

from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Notices(_Strict):
    """What is said in the conversation when the assistant cannot answer."""

    away: str
    starting: str


class Refusals(_Strict):
    """Sentences of the answers that are errors."""

    too_long: str
    too_large: str
    no_length: str
    empty: str
    unreadable: str
    both: str
    neither: str
    client_message_id: str
    not_offered: str
    too_fast: str
    too_many_conversations: str
    no_token: str
    unknown_token: str
    unknown_conversation: str
    handover_unknown: str
    handover_used: str
    handover_expired: str
    database_away: str


class Words(_Strict):
    """Everything that the gateway says of its own accord."""

    help_lines: str
    notices: Notices
    refusals: Refusals

    @classmethod
    def load(cls) -> Self:
        """Read the sentences that come with the gateway."""
        path = Path(__file__).with_name("messages.yml")
        return cls.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))

    def with_help(self, text: str) -> str:
        """Put the help lines under a text."""
        return f"{text}\n\n{self.help_lines}"


WORDS = Words.load()
