"""The rules of answering: what a participant is asked, and how each response is kept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from api.assessments import repository
from api.assessments.history import Recorded
from api.assessments.questions import Questionnaire, response_view
from api.assessments.recorded_pace import refresh_pace
from api.assessments.schemas import (
    AnswerKind,
    AssessmentBrief,
    Channel,
    Confidence,
    Finish,
    HandedOver,
    NewConfidence,
    NewNote,
    NewPathway,
    NewResponse,
    Pace,
    Position,
    Restart,
    Saved,
)
from api.assessments.service import brief, terms_of
from api.exceptions import Conflict
from api.frameworks.loader import FrameworkRegistry
from api.handovers import repository as handovers
from api.handovers.standing import HandedStatement, standing_of
from api.models import Assessment, Enrolment
from api.participants.roles import role_in_words

log = structlog.get_logger()


class NothingToNote(Conflict):
    """The statement has no answer that a note could go with."""


class NothingToRate(Conflict):
    """The statement has no answer that a confidence could go with."""


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
        position = self.questionnaire.position(self.named, after=after)
        position.finished_at = self.enrolment.finished_at
        return position

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
        confidence: Confidence | None = None,
        channel: Channel,
        now: datetime,
    ) -> Recorded:
        """Return the participant's next response, and let it hold from now on."""
        last = max((each.sequence for each in self.answers.values()), default=0)
        response = Recorded(
            participant=self.enrolment.participant_id,
            sequence=last + 1,
            statement=statement,
            kind=kind,
            level=level,
            note=note,
            channel=channel,
            recorded_at=now,
            confidence=confidence,
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
    enrolment, assessment, organisation, participant, continued = repository.get_enrolled(
        session, assessment_id, participant_id, lock=lock
    )
    framework = frameworks.get_or_raise(assessment.framework_id)
    scope = framework.scope(assessment.scope)
    standing = standing_of(
        participant_id, handovers.handed_of(session, assessment_id, participant_id)
    )
    questionnaire = Questionnaire(
        framework,
        scope,
        repository.present_answers(session, assessment_id, participant_id),
        terms=terms_of(assessment, enrolment, participant, standing),
        received={name: _handed_over(each) for name, each in standing.received.items()},
        given={name: each.role for name, each in standing.given.items()},
        previous_round=repository.previous_round(session, continued) if continued else None,
        others=pace_of_others(assessment),
    )
    named = brief(assessment, organisation, framework, scope)
    return Sitting(enrolment, assessment, named, questionnaire)


def pace_of_others(assessment: Assessment) -> Pace | None:
    """Return how long statements took people who answered before, or None if nobody knows."""
    if assessment.pace_seconds is None:
        return None
    return Pace(seconds=assessment.pace_seconds, recorded=assessment.pace_recorded)


def _handed_over(handed: HandedStatement) -> HandedOver:
    return HandedOver(giver=role_in_words(handed.giver_role, handed.giver_type), note=handed.note)


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
    keeps_note = new.keep_note and new.kind.is_answer
    kept_note = previous.note if previous and keeps_note else None
    response = sitting.respond(
        new.statement,
        new.kind,
        level=new.level,
        note=new.note or kept_note,
        confidence=new.confidence,
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
        confidence=previous.confidence,
        channel=new.channel,
        now=now,
    )
    return _keep(session, sitting, response, previous, turn=turn)


def rate(session: Session, sitting: Sitting, new: NewConfidence, *, now: datetime) -> Saved:
    """Keep how sure the participant is of the answer that a statement has.

    Raises ``StatementNotFound``, ``AssessmentClosed`` and ``NothingToRate``.
    """
    sitting.questionnaire.check(new.statement)
    turn = uuid.uuid5(new.turn, "confidence") if new.turn else None
    if repeated := _repeated(session, sitting, new.statement, turn):
        return repeated
    previous = sitting.answer_to(new.statement)
    if previous is None:
        raise NothingToRate(f"Statement '{new.statement}' has no answer yet: answer it first.")
    response = sitting.respond(
        new.statement,
        previous.kind,
        level=previous.level,
        note=previous.note,
        confidence=new.confidence,
        channel=new.channel,
        now=now,
    )
    return _keep(session, sitting, response, previous, turn=turn)


def finish(session: Session, sitting: Sitting, wanted: Finish, *, now: datetime) -> Position:
    """Note that the participant is done, once for each turn; what is missing stays open.

    How long it took tells those who come after how long it will take them.

    Raises ``AssessmentClosed``.
    """
    enrolment = sitting.enrolment
    if wanted.turn is None or wanted.turn != enrolment.finished_turn:
        repository.check_open(sitting.assessment)
        enrolment.finished_at, enrolment.finished_turn = now, wanted.turn
        enrolment.paused_at = None
        refresh_pace(session, sitting.assessment)
        log.info("assessment.finished", assessment=str(sitting.assessment.id))
    return sitting.position()


def take_pathway(sitting: Sitting, wanted: NewPathway) -> Position:
    """Ask along another pathway from now on; answers stay. Raises ``AssessmentClosed``."""
    repository.check_open(sitting.assessment)
    sitting.enrolment.pathway = wanted.pathway
    questionnaire = sitting.questionnaire.along(wanted.pathway)
    return replace(sitting, questionnaire=questionnaire).position()


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
    """Add responses to the history; the participant has started, and not finished any more."""
    repository.append(session, sitting.assessment.id, responses, turn=turn)
    enrolment = sitting.enrolment
    enrolment.started_at = enrolment.started_at or responses[0].recorded_at
    enrolment.paused_at = enrolment.finished_at = None


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
