"""One row of the history of responses, as the rules see it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from api.assessments.schemas import AnswerKind, Channel, Confidence


@dataclass(frozen=True, slots=True)
class Recorded:
    """A response that is kept; the highest ``sequence`` of a statement is what holds now."""

    participant: uuid.UUID
    sequence: int
    statement: str
    kind: AnswerKind
    level: int | None
    note: str | None
    channel: Channel
    recorded_at: datetime
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class PreviousRound:
    """The round before, with what the same person answered in it, by statement."""

    round: int
    closed_on: date | None
    answers: Mapping[str, Recorded]
