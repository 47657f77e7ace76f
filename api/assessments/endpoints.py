"""Assessments, questions, answers and scores over HTTP."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.assessments import answering, finding, repository, routing, service
from api.assessments.schemas import (
    AnswerInReview,
    AssessmentStatus,
    AssessmentView,
    Finish,
    FoundDomain,
    FoundStatement,
    NewAssessment,
    NewConfidence,
    NewNote,
    NewPathway,
    NewResponse,
    NewRouting,
    Position,
    Progress,
    Question,
    ResponseInHistory,
    Restart,
    RoutedStatement,
    Saved,
    StatementId,
)
from api.assessments.score_schemas import Scores
from api.assessments.seats import SEAT, SeatToRead, SeatToWrite
from api.dependencies import (
    FrameworksDependency,
    Now,
    ReadSession,
    ServiceKey,
    SettingsDependency,
    WriteSession,
)
from api.error_answers import may_answer
from api.fields import Key, Line
from api.paging import Limit, Offset, Page

router = APIRouter(
    prefix="/v1/assessments",
    tags=["assessments"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 404, 422),
)


@router.post("", status_code=201, responses=may_answer(409))
def open_assessment(
    *,
    new: NewAssessment,
    session: WriteSession,
    frameworks: FrameworksDependency,
    settings: SettingsDependency,
    now: Now,
) -> AssessmentView:
    """Open the next round of a framework's scope at an organisation."""
    assessment = service.open_assessment(session, frameworks, new, now=now)
    return service.view_of(session, frameworks, assessment, settings=settings)


_DUE = "Whether the next round is due today, or setting priorities anew."


async def _wanted(
    *,
    frameworks: FrameworksDependency,
    now: Now,
    organisation_id: uuid.UUID | None = None,
    framework: Key | None = None,
    status: AssessmentStatus | None = None,
    due: Annotated[bool | None, Query(description=_DUE)] = None,
) -> repository.Filter:
    due_since = service.due_since(frameworks, now)
    return repository.Filter(organisation_id, framework, status, due=due, due_since=due_since)


@router.get("")
def list_assessments(
    *,
    wanted: Annotated[repository.Filter, Depends(_wanted)],
    session: ReadSession,
    frameworks: FrameworksDependency,
    settings: SettingsDependency,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[AssessmentView]:
    """List assessments, newest first."""
    found, total = repository.find(session, wanted, limit=limit, offset=offset)
    items = [service.view(frameworks, *each, settings=settings) for each in found]
    return Page(items=items, total=total)


@router.get("/{assessment_id}")
def read_assessment(
    assessment_id: uuid.UUID,
    session: ReadSession,
    frameworks: FrameworksDependency,
    settings: SettingsDependency,
) -> AssessmentView:
    """Read one assessment."""
    found = repository.get_or_raise(session, assessment_id)
    return service.view_of(session, frameworks, found, settings=settings)


@router.post("/{assessment_id}/close")
def close_assessment(
    *,
    assessment_id: uuid.UUID,
    session: WriteSession,
    frameworks: FrameworksDependency,
    settings: SettingsDependency,
    now: Now,
) -> AssessmentView:
    """Take no more answers; what was answered stays."""
    closed = service.close(session, assessment_id, now=now)
    return service.view_of(session, frameworks, closed, settings=settings)


@router.post("/{assessment_id}/reopen")
def reopen_assessment(
    assessment_id: uuid.UUID,
    session: WriteSession,
    frameworks: FrameworksDependency,
    settings: SettingsDependency,
) -> AssessmentView:
    """Take answers again."""
    reopened = service.reopen(session, assessment_id)
    return service.view_of(session, frameworks, reopened, settings=settings)


@router.get("/{assessment_id}/routing")
def read_routing(
    assessment_id: uuid.UUID, session: ReadSession, frameworks: FrameworksDependency
) -> list[RoutedStatement]:
    """Read who is asked each statement."""
    return routing.routing_of(frameworks, repository.get_or_raise(session, assessment_id))


@router.put("/{assessment_id}/routing/{statement}", responses=may_answer(409))
def ask_others(
    assessment_id: uuid.UUID,
    statement: StatementId,
    new: NewRouting,
    session: WriteSession,
    frameworks: FrameworksDependency,
) -> RoutedStatement:
    """Ask other partners a statement than the framework says; answers already given stay."""
    assessment = repository.get_or_raise(session, assessment_id, lock=True)
    return routing.ask_others(frameworks, assessment, statement, new)


@router.delete("/{assessment_id}/routing/{statement}", responses=may_answer(409))
def ask_as_framework(
    assessment_id: uuid.UUID,
    statement: StatementId,
    session: WriteSession,
    frameworks: FrameworksDependency,
) -> RoutedStatement:
    """Ask the partners whom the framework names again."""
    assessment = repository.get_or_raise(session, assessment_id, lock=True)
    return routing.ask_as_framework(frameworks, assessment, statement)


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


@router.get(SEAT + "/position")
def read_position(seat: SeatToRead, after: StatementId | None = None) -> Position:
    """Read what comes next, looking on from the statement ``after``."""
    return seat.sit().position(after=after)


@router.get(SEAT + "/questions/{statement}")
def read_question(seat: SeatToRead, statement: StatementId) -> Question:
    """Read one statement ready to be asked, with the answer that it has."""
    return seat.sit().questionnaire.question(statement)


@router.get(SEAT + "/questions/{statement}/previous", responses=may_answer(409))
def read_previous_question(seat: SeatToRead, statement: StatementId) -> Question:
    """Read the statement before this one."""
    return seat.sit().questionnaire.previous(statement)


@router.get(SEAT + "/progress")
def read_progress(seat: SeatToRead) -> Progress:
    """Read how much is answered, in all and by domain."""
    return seat.sit().questionnaire.progress()


@router.post(SEAT + "/responses", status_code=201, responses=may_answer(409))
def save_response(new: NewResponse, seat: SeatToWrite, now: Now) -> Saved:
    """Keep a response and say what comes next; the same turn again changes nothing."""
    return answering.save(seat.session, seat.sit(), new, now=now)


@router.post(SEAT + "/notes", status_code=201, responses=may_answer(409))
def add_note(new: NewNote, seat: SeatToWrite, now: Now) -> Saved:
    """Add a note to the answer that a statement has."""
    return answering.add_note(seat.session, seat.sit(), new, now=now)


@router.post(SEAT + "/confidence", status_code=201, responses=may_answer(409))
def rate_answer(new: NewConfidence, seat: SeatToWrite, now: Now) -> Saved:
    """Keep how sure the participant is of the answer that a statement has."""
    return answering.rate(seat.session, seat.sit(), new, now=now)


@router.post(SEAT + "/finish", responses=may_answer(409))
def finish(wanted: Finish, seat: SeatToWrite, now: Now) -> Position:
    """Note that the participant is done; another answer opens it again."""
    return answering.finish(seat.session, seat.sit(), wanted, now=now)


@router.put(SEAT + "/pathway", responses=may_answer(409))
def take_pathway(wanted: NewPathway, seat: SeatToWrite) -> Position:
    """Ask more or less from now on; answers already given stay."""
    return answering.take_pathway(seat.sit(), wanted)


@router.get(SEAT + "/answers")
def review_answers(seat: SeatToRead, domain: Key | None = None) -> list[AnswerInReview]:
    """Read the participant's answers in order, with what is open and what was handed over."""
    return seat.sit().questionnaire.review(domain)


@router.get(SEAT + "/statements")
def find_statements(
    seat: SeatToRead, about: Line, limit: Annotated[int, Query(ge=1, le=20)] = 5
) -> list[FoundStatement]:
    """Find the statements that fit some words, best first; none when nothing fits."""
    return finding.statements_about(seat.sit().questionnaire, about, limit=limit)


@router.get(SEAT + "/domains")
def find_domains(seat: SeatToRead, about: Line) -> list[FoundDomain]:
    """Find the domains that fit some words, best first; none when nothing fits."""
    return finding.domains_about(seat.sit().questionnaire, about)


@router.post(SEAT + "/pause", status_code=204)
def pause(seat: SeatToWrite, now: Now) -> None:
    """Note that the participant stops for now."""
    answering.pause(seat.sit(), now=now)


@router.post(SEAT + "/resume")
def resume(seat: SeatToWrite) -> Position:
    """Note that the participant is back and say what comes next."""
    return answering.resume(seat.sit())


@router.post(SEAT + "/restart", responses=may_answer(409))
def restart(wanted: Restart, seat: SeatToWrite, now: Now) -> Position:
    """Clear every answer of this participant and begin again; the history stays."""
    return answering.restart(seat.session, seat.sit(), wanted, now=now)
