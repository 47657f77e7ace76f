"""What can be said to a statement, and what of it counts as an answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AnswerKind(StrEnum):
    """What a response says; only the first three are answers."""

    LEVEL = "level"
    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"
    SKIPPED = "skipped"
    CLEARED = "cleared"

    @property
    def is_answer(self) -> bool:
        """Whether the statement is done with: skipped and cleared ones are not."""
        return self not in (AnswerKind.SKIPPED, AnswerKind.CLEARED)


class Channel(StrEnum):
    """Where a response came from."""

    WEB = "web"
    TELEGRAM = "telegram"
    TERMINAL = "terminal"
    API = "api"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row of the history of responses, as the rules see it."""

    statement: str
    sequence: int
    kind: AnswerKind
    level: int | None
    note: str | None
    channel: Channel
    recorded_at: datetime
