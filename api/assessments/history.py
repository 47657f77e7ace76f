"""One row of the history of responses, as the rules see it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from api.assessments.schemas import AnswerKind, Channel


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
