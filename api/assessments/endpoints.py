"""Assessments, questions, answers and scores over HTTP."""

import uuid
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from api.assessments import answering, repository, service
from api.assessments.answering import Sitting
from api.assessments.schemas import (
    AssessmentStatus,
    AssessmentView,
    NewAssessment,
    NewNote,
    NewResponse,
    Position,
    Progress,
    Question,
    ResponseInHistory,
    Restart,
    Saved,
    Scores,
    StatementId,
)
from api.dependencies import FrameworksDependency, Now, ReadSession, ServiceKey, WriteSession
from api.error_answers import may_answer
from api.fields import Key
from api.frameworks.loader import FrameworkRegistry
from api.paging import Limit, Offset, Page

router = APIRouter(
    prefix="/v1/assessments",
    tags=["assessments"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 404, 422),
)
_SEAT = "/{assessment_id}/participants/{participant_id}"


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


@router.post("", status_code=201, responses=may_answer(409))
def open_assessment(
    new: NewAssessment, session: WriteSession, frameworks: FrameworksDependency, now: Now
) -> AssessmentView:
    """Open the next round of a framework's scope at an organisation."""
    assessment = service.open_assessment(session, frameworks, new, now=now)
    return service.view_of(session, frameworks, assessment)


@router.get("")
def list_assessments(
    *,
    session: ReadSession,
    frameworks: FrameworksDependency,
    organisation_id: uuid.UUID | None = None,
    framework: Key | None = None,
    status: AssessmentStatus | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[AssessmentView]:
    """List assessments, newest first."""
    wanted = repository.Filter(organisation_id, framework, status)
    found, total = repository.find(session, wanted, limit=limit, offset=offset)
    return Page(items=[service.view(frameworks, *each) for each in found], total=total)


@router.get("/{assessment_id}")
def read_assessment(
    assessment_id: uuid.UUID, session: ReadSession, frameworks: FrameworksDependency
) -> AssessmentView:
    """Read one assessment."""
    return service.view_of(session, frameworks, repository.get_or_raise(session, assessment_id))


@router.post("/{assessment_id}/close")
def close_assessment(
    assessment_id: uuid.UUID, session: WriteSession, frameworks: FrameworksDependency, now: Now
) -> AssessmentView:
    """Take no more answers; what was answered stays."""
    return service.view_of(session, frameworks, service.close(session, assessment_id, now=now))


@router.post("/{assessment_id}/reopen")
def reopen_assessment(
    assessment_id: uuid.UUID, session: WriteSession, frameworks: FrameworksDependency
) -> AssessmentView:
    """Take answers again."""
    return service.view_of(session, frameworks, service.reopen(session, assessment_id))


@router.get("/{assessment_id}/scores")
def read_scores(
    assessment_id: uuid.UUID, session: ReadSession, frameworks: FrameworksDependency
) -> Scores:
    """Read what the answers come to, by domain, group and statement."""
    return service.scores(session, frameworks, assessment_id)


@router.get("/{assessment_id}/responses")
def list_responses(
    *,
    assessment_id: uuid.UUID,
    session: ReadSession,
    frameworks: FrameworksDependency,
    participant_id: uuid.UUID | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[ResponseInHistory]:
    """Read every response ever given, newest last."""
    pages = {"limit": limit, "offset": offset}
    return service.history(session, frameworks, assessment_id, participant_id, **pages)


@router.get(_SEAT + "/position")
def read_position(seat: SeatToRead, after: StatementId | None = None) -> Position:
    """Read what comes next, looking on from the statement ``after``."""
    return seat.sit().position(after=after)


@router.get(_SEAT + "/questions/{statement}")
def read_question(seat: SeatToRead, statement: StatementId) -> Question:
    """Read one statement ready to be asked, with the answer that it has."""
    return seat.sit().questionnaire.question(statement)


@router.get(_SEAT + "/questions/{statement}/previous", responses=may_answer(409))
def read_previous_question(seat: SeatToRead, statement: StatementId) -> Question:
    """Read the statement before this one."""
    return seat.sit().questionnaire.previous(statement)


@router.get(_SEAT + "/progress")
def read_progress(seat: SeatToRead) -> Progress:
    """Read how much is answered, in all and by domain."""
    return seat.sit().questionnaire.progress()


@router.post(_SEAT + "/responses", status_code=201, responses=may_answer(409))
def save_response(new: NewResponse, seat: SeatToWrite, now: Now) -> Saved:
    """Keep a response and say what comes next; the same turn again changes nothing."""
    return answering.save(seat.session, seat.sit(), new, now=now)


@router.post(_SEAT + "/notes", status_code=201, responses=may_answer(409))
def add_note(new: NewNote, seat: SeatToWrite, now: Now) -> Saved:
    """Add a note to the answer that a statement has."""
    return answering.add_note(seat.session, seat.sit(), new, now=now)


@router.post(_SEAT + "/pause", status_code=204)
def pause(seat: SeatToWrite, now: Now) -> None:
    """Note that the participant stops for now."""
    answering.pause(seat.sit(), now=now)


@router.post(_SEAT + "/resume")
def resume(seat: SeatToWrite) -> Position:
    """Note that the participant is back and say what comes next."""
    return answering.resume(seat.sit())


@router.post(_SEAT + "/restart", responses=may_answer(409))
def restart(wanted: Restart, seat: SeatToWrite, now: Now) -> Position:
    """Clear every answer of this participant and begin again; the history stays."""
    return answering.restart(seat.session, seat.sit(), wanted, now=now)
