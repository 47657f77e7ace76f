"""The rules of answering: what a participant is asked, and how each response is kept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from api.assessments import repository
from api.assessments.history import Recorded
from api.assessments.questions import Questionnaire, response_view
from api.assessments.schemas import (
    AnswerKind,
    AssessmentBrief,
    Channel,
    NewNote,
    NewResponse,
    Position,
    Restart,
    Saved,
)
from api.assessments.service import brief
from api.exceptions import Conflict
from api.frameworks.loader import FrameworkRegistry
from api.models import Assessment, Enrolment

log = structlog.get_logger()


class NothingToNote(Conflict):
    """The statement has no answer that a note could go with."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One participant before one assessment, with the answers that hold now."""

    enrolment: Enrolment
    assessment: Assessment
    named: AssessmentBrief
    questionnaire: Questionnaire

    @property
    def answers(self) -> dict[str, Recorded]:
        """The present answers, by statement."""
        return self.questionnaire.answers

    def position(self, *, after: str | None = None) -> Position:
        """Say what comes next, looking on from ``after``; raises ``StatementNotFound``."""
        return self.questionnaire.position(self.named, after=after)

    def answer_to(self, statement: str) -> Recorded | None:
        """Return what was last answered, or None when the statement is open or skipped."""
        recorded = self.answers.get(statement)
        return recorded if recorded is not None and recorded.kind.is_answer else None

    def respond(
        self,
        statement: str,
        kind: AnswerKind,
        *,
        level: int | None = None,
        note: str | None = None,
        channel: Channel,
        now: datetime,
    ) -> Recorded:
        """Return the participant's next response, and let it hold from now on."""
        last = max((each.sequence for each in self.answers.values()), default=0)
        response = Recorded(
            self.enrolment.participant_id, last + 1, statement, kind, level, note, channel, now
        )
        self.answers[statement] = response
        return response


def sit(
    session: Session,
    frameworks: FrameworkRegistry,
    assessment_id: uuid.UUID,
    participant_id: uuid.UUID,
    *,
    lock: bool = False,
) -> Sitting:
    """Return a participant's sitting; ``lock`` makes writers to it follow one another.

    Raises ``AssessmentNotFound`` and ``ParticipantNotFound``.
    """
    enrolment, assessment, organisation = repository.get_enrolled(
        session, assessment_id, participant_id, lock=lock
    )
    framework = frameworks.get_or_raise(assessment.framework_id)
    scope = framework.scope(assessment.scope)
    answers = repository.present_answers(session, assessment_id, participant_id)
    named = brief(assessment, organisation, framework, scope)
    return Sitting(enrolment, assessment, named, Questionnaire(framework, scope, answers))


def save(session: Session, sitting: Sitting, new: NewResponse, *, now: datetime) -> Saved:
    """Keep a response, once for each turn, and say what comes next.

    Raises ``StatementNotFound``, ``LevelOutsideScale`` and ``AssessmentClosed``.
    """
    sitting.questionnaire.check(new.statement)
    if new.level is not None:
        sitting.questionnaire.framework.level(new.level)
    if repeated := _repeated(session, sitting, new.statement, new.turn):
        return repeated
    previous = sitting.answer_to(new.statement)
    kept_note = previous.note if previous and new.kind.is_answer else None
    response = sitting.respond(
        new.statement,
        new.kind,
        level=new.level,
        note=new.note or kept_note,
        channel=new.channel,
        now=now,
    )
    return _keep(session, sitting, response, previous, turn=new.turn)


def add_note(session: Session, sitting: Sitting, new: NewNote, *, now: datetime) -> Saved:
    """Keep a note with the answer that a statement has, after the notes it has already.

    Raises ``StatementNotFound``, ``AssessmentClosed`` and ``NothingToNote``.
    """
    sitting.questionnaire.check(new.statement)
    # One turn may answer a statement and add a note to it: two responses, so two names.
    turn = uuid.uuid5(new.turn, "note") if new.turn else None
    if repeated := _repeated(session, sitting, new.statement, turn):
        return repeated
    previous = sitting.answer_to(new.statement)
    if previous is None:
        raise NothingToNote(f"Statement '{new.statement}' has no answer yet: answer it first.")
    response = sitting.respond(
        new.statement,
        previous.kind,
        level=previous.level,
        note=f"{previous.note}\n{new.note}" if previous.note else new.note,
        channel=new.channel,
        now=now,
    )
    return _keep(session, sitting, response, previous, turn=turn)


def restart(session: Session, sitting: Sitting, wanted: Restart, *, now: datetime) -> Position:
    """Clear every statement that was answered or skipped; the history stays.

    Raises ``AssessmentClosed``.
    """
    if wanted.turn is None or not repository.has_turn(session, sitting.enrolment, wanted.turn):
        repository.check_open(sitting.assessment)
        touched = [s for s, each in sitting.answers.items() if each.kind is not AnswerKind.CLEARED]
        cleared = [
            sitting.respond(statement, AnswerKind.CLEARED, channel=wanted.channel, now=now)
            for statement in touched
        ]
        repository.append(session, sitting.assessment.id, cleared, turn=wanted.turn)
        sitting.enrolment.paused_at = sitting.enrolment.finished_at = None
        log.info("assessment.restarted", assessment=str(sitting.assessment.id))
    return sitting.position()


def record(
    session: Session,
    sitting: Sitting,
    responses: Sequence[Recorded],
    *,
    turn: uuid.UUID | None = None,
) -> None:
    """Add responses to the history, and note when the participant started and finished."""
    repository.append(session, sitting.assessment.id, responses, turn=turn)
    enrolment, last = sitting.enrolment, responses[-1].recorded_at
    enrolment.started_at = enrolment.started_at or responses[0].recorded_at
    enrolment.paused_at = None
    done = sitting.questionnaire.is_finished
    enrolment.finished_at = (enrolment.finished_at or last) if done else None


def pause(sitting: Sitting, *, now: datetime) -> None:
    """Note that the participant stops for now; nothing else changes."""
    sitting.enrolment.paused_at = now


def resume(sitting: Sitting) -> Position:
    """Note that the participant is back and say what comes next."""
    sitting.enrolment.paused_at = None
    return sitting.position()


def _repeated(
    session: Session, sitting: Sitting, statement: str, turn: uuid.UUID | None
) -> Saved | None:
    """Return what this turn saved before, or None; raises ``AssessmentClosed`` if it is new."""
    recorded = turn and repository.find_by_turn(session, sitting.enrolment, turn, statement)
    if not recorded:
        repository.check_open(sitting.assessment)
        return None
    previous = repository.response_before(session, sitting.assessment.id, recorded)
    return _saved(sitting, recorded, previous, repeated=True)


def _keep(
    session: Session,
    sitting: Sitting,
    response: Recorded,
    previous: Recorded | None,
    *,
    turn: uuid.UUID | None,
) -> Saved:
    record(session, sitting, [response], turn=turn)
    log.info("assessment.response.saved", assessment=str(sitting.assessment.id), kind=response.kind)
    return _saved(sitting, response, previous, repeated=False)


def _saved(
    sitting: Sitting, response: Recorded, previous: Recorded | None, *, repeated: bool
) -> Saved:
    framework = sitting.questionnaire.framework
    replaced = previous if previous and previous.kind.is_answer else None
    return Saved(
        response=response_view(framework, response),
        previous=response_view(framework, replaced) if replaced else None,
        repeated=repeated,
        position=sitting.position(after=response.statement),
    )
