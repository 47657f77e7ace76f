"""The shapes in which messages that were not understood travel."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from api.assessments.schemas import StatementId
from api.fields import Key, Lines

Intent = Annotated[str, Field(max_length=80, pattern=r"^[a-z][a-z0-9_]*$")]
"""The name of an intent, as the assistant's domain has it."""


class ReviewStatus(StrEnum):
    """What staff have made of a message so far."""

    NEW = "new"
    LABELLED = "labelled"
    DISMISSED = "dismissed"


class NewMisunderstanding(BaseModel):
    """A message that was not understood; nothing says in which conversation, or whose it was.

    ``intent`` is the assistant's best guess, with how sure it was.
    """

    model_config = ConfigDict(extra="forbid")

    text: Lines
    intent: Intent | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    flow: Key | None = None
    framework: Key | None = None
    statement: StatementId | None = None


class Review(BaseModel):
    """What staff make of a message; a label goes with the status ``labelled`` and no other."""

    model_config = ConfigDict(extra="forbid")

    status: ReviewStatus
    label: Intent | None = None

    @model_validator(mode="after")
    def keep_label_and_status_together(self) -> Self:
        """Refuse ``labelled`` without a label, and a label with any other status."""
        if (self.status is ReviewStatus.LABELLED) != (self.label is not None):
            raise PydanticCustomError(
                "label_with_its_status",
                "a label goes with status 'labelled' and with no other: "
                "here the status is '{status}' and the label {label}",
                {"status": self.status.value, "label": self.label},
            )
        return self


class MisunderstandingView(BaseModel):
    """A message in the review queue; ``times`` is how often it was not understood."""

    id: uuid.UUID
    text: str
    intent: str | None
    confidence: float | None
    flow: str | None
    framework: str | None
    statement: str | None
    times: int
    status: ReviewStatus
    label: str | None
    first_seen_at: datetime
    last_seen_at: datetime
