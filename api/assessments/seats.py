"""The seat that a request names: one participant's place in one assessment, to read or to write."""

import uuid
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlalchemy.orm import Session

from api.assessments import answering
from api.assessments.answering import Sitting
from api.dependencies import FrameworksDependency, ReadSession, WriteSession
from api.frameworks.loader import FrameworkRegistry

SEAT = "/{assessment_id}/participants/{participant_id}"


@dataclass(frozen=True, slots=True)
class Seat:
    """The place of a participant that a request names; nothing is read before ``sit``."""

    session: Session
    frameworks: FrameworkRegistry
    assessment_id: uuid.UUID
    participant_id: uuid.UUID
    to_write: bool

    def sit(self) -> Sitting:
        """Read the sitting; raises ``AssessmentNotFound`` and ``ParticipantNotFound``."""
        return answering.sit(
            self.session,
            self.frameworks,
            self.assessment_id,
            self.participant_id,
            lock=self.to_write,
        )


# These wait for nothing, so they are spared the way to a thread and back.
async def _seat_to_read(
    assessment_id: uuid.UUID,
    participant_id: uuid.UUID,
    session: ReadSession,
    frameworks: FrameworksDependency,
) -> Seat:
    return Seat(session, frameworks, assessment_id, participant_id, to_write=False)


async def _seat_to_write(
    assessment_id: uuid.UUID,
    participant_id: uuid.UUID,
    session: WriteSession,
    frameworks: FrameworksDependency,
) -> Seat:
    return Seat(session, frameworks, assessment_id, participant_id, to_write=True)


SeatToRead = Annotated[Seat, Depends(_seat_to_read)]
SeatToWrite = Annotated[Seat, Depends(_seat_to_write)]
