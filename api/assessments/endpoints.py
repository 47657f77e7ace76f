"""Assessments, questions, answers and scores over HTTP."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends

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
from api.paging import Limit, Offset, Page

router = APIRouter(
    prefix="/v1/assessments",
    tags=["assessments"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 404, 422),
)
_SITTING = "/{assessment_id}/participants/{participant_id}"


def _sit_to_read(
    assessment_id: uuid.UUID,
    participant_id: uuid.UUID,
    session: ReadSession,
    frameworks: FrameworksDependency,
) -> Sitting:
    return answering.sit(session, frameworks, assessment_id, participant_id)


def _sit_to_write(
    assessment_id: uuid.UUID,
    participant_id: uuid.UUID,
    session: WriteSession,
    frameworks: FrameworksDependency,
) -> Sitting:
    return answering.sit(session, frameworks, assessment_id, participant_id, lock=True)


SittingToRead = Annotated[Sitting, Depends(_sit_to_read)]
SittingToWrite = Annotated[Sitting, Depends(_sit_to_write)]


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


@router.get(_SITTING + "/position")
def read_position(sitting: SittingToRead, after: StatementId | None = None) -> Position:
    """Read what comes next, looking on from the statement ``after``."""
    return sitting.position(after=after)


@router.get(_SITTING + "/questions/{statement}")
def read_question(sitting: SittingToRead, statement: StatementId) -> Question:
    """Read one statement ready to be asked, with the answer that it has."""
    return sitting.questionnaire.question(statement)


@router.get(_SITTING + "/questions/{statement}/previous", responses=may_answer(409))
def read_previous_question(sitting: SittingToRead, statement: StatementId) -> Question:
    """Read the statement before this one."""
    return sitting.questionnaire.previous(statement)


@router.get(_SITTING + "/progress")
def read_progress(sitting: SittingToRead) -> Progress:
    """Read how much is answered, in all and by domain."""
    return sitting.questionnaire.progress()


@router.post(_SITTING + "/responses", status_code=201, responses=may_answer(409))
def save_response(
    new: NewResponse, sitting: SittingToWrite, session: WriteSession, now: Now
) -> Saved:
    """Keep a response and say what comes next; the same turn again changes nothing."""
    return answering.save(session, sitting, new, now=now)


@router.post(_SITTING + "/notes", status_code=201, responses=may_answer(409))
def add_note(new: NewNote, sitting: SittingToWrite, session: WriteSession, now: Now) -> Saved:
    """Add a note to the answer that a statement has."""
    return answering.add_note(session, sitting, new, now=now)


@router.post(_SITTING + "/pause", status_code=204)
def pause(sitting: SittingToWrite, now: Now) -> None:
    """Note that the participant stops for now."""
    answering.pause(sitting, now=now)


@router.post(_SITTING + "/resume")
def resume(sitting: SittingToWrite) -> Position:
    """Note that the participant is back and say what comes next."""
    return answering.resume(sitting)


@router.post(_SITTING + "/restart", responses=may_answer(409))
def restart(wanted: Restart, sitting: SittingToWrite, session: WriteSession, now: Now) -> Position:
    """Clear every answer of this participant and begin again; the history stays."""
    return answering.restart(session, sitting, wanted, now=now)
