"""The shapes in which hand-overs travel."""

import uuid
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from api.assessments.schemas import Channel, Position, StatementId
from api.fields import Line, Lines

MOST_CHARS_OF_ROLE = 80


class NewHandover(BaseModel):
    """A statement to be handed over to a role; the same ``turn`` again changes nothing."""

    model_config = ConfigDict(extra="forbid")

    statement: StatementId
    role: Annotated[Line, StringConstraints(max_length=MOST_CHARS_OF_ROLE)]
    note: Lines | None = None
    channel: Channel
    turn: uuid.UUID | None = None


class HandoverView(BaseModel):
    """A hand-over; ``assigned`` says whether somebody of that role has received it."""

    id: uuid.UUID
    statement: str
    role: str
    assigned: bool


class MadeHandover(BaseModel):
    """A hand-over just made, and what comes next for the giver."""

    handover: HandoverView
    position: Position


class HandoverInList(HandoverView):
    """A hand-over in the list of an assessment."""

    giver_id: uuid.UUID
    receiver_id: uuid.UUID | None
    note: str | None
    created_at: datetime
