"""Every query about assessments and responses."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    false,
    func,
    insert,
    not_,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Session

from api.assessments.burden import CHANNELS_OF_PEOPLE
from api.assessments.history import PreviousRound, Recorded
from api.assessments.schemas import AnswerKind, AssessmentStatus, Channel, Confidence
from api.exceptions import Conflict, NotFound
from api.models import Assessment, Continuation, Enrolment, Organisation, Participant, Response
from api.participants.repository import ParticipantNotFound

_RECORDED = (
    Response.participant_id,
    Response.sequence,
    Response.statement_id,
    Response.kind,
    Response.level,
    Response.note,
    Response.channel,
    Response.recorded_at,
    Response.confidence,
)

# Every chat turn waits for these, and building a statement costs more than running it.
_ASSESSMENT: BindParameter[uuid.UUID] = bindparam("assessment")
_PARTICIPANT: BindParameter[uuid.UUID] = bindparam("participant")
_ENROLLED = (
    select(Enrolment, Assessment, Organisation.name, Participant, Continuation)
    .join(Assessment, Assessment.id == Enrolment.assessment_id)
    .join(Organisation, Organisation.id == Assessment.organisation_id)
    .join(Participant, Participant.id == Enrolment.participant_id)
    .outerjoin(
        Continuation,
        and_(
            Continuation.assessment_id == Enrolment.assessment_id,
            Continuation.participant_id == Enrolment.participant_id,
        ),
    )
    .where(Enrolment.assessment_id == _ASSESSMENT, Enrolment.participant_id == _PARTICIPANT)
)
_ENROLLED_LOCKED = _ENROLLED.with_for_update(of=Enrolment)
_RESPONSES = select(*_RECORDED).where(
    Response.assessment_id == _ASSESSMENT, Response.participant_id == _PARTICIPANT
)
_PRESENT = _RESPONSES.where(
    Response.sequence.in_(
        select(func.max(Response.sequence))
        .where(Response.assessment_id == _ASSESSMENT, Response.participant_id == _PARTICIPANT)
        .group_by(Response.statement_id)
    )
)
_OF_TURN = _RESPONSES.where(Response.turn == bindparam("turn"))
_OF_TURN_AND_STATEMENT = _OF_TURN.where(Response.statement_id == bindparam("statement"))
_APPEND = insert(Response)

type Enrolled = Row[Enrolment, Assessment, str, Participant, Continuation | None]
"""A place, its assessment, the name of the organisation, who it is, and what it continues."""


class AssessmentNotFound(NotFound):
    """There is no assessment of that id."""


class AssessmentClosed(Conflict):
    """The assessment is closed and takes no more answers."""


def get_or_raise(session: Session, assessment_id: uuid.UUID, *, lock: bool = False) -> Assessment:
    """Return the assessment, locked against other writers if asked; raises ``AssessmentNotFound``.

    The lock lets answers in: they only refer to the assessment.
    """
    assessment = session.get(
        Assessment, assessment_id, with_for_update={"key_share": True} if lock else None
    )
    if assessment is None:
        raise AssessmentNotFound(f"There is no assessment '{assessment_id}'.")
    return assessment


def get_open_or_raise(
    session: Session, assessment_id: uuid.UUID, *, lock: bool = False
) -> Assessment:
    """Return the assessment if it is open; raises ``AssessmentNotFound``, ``AssessmentClosed``."""
    assessment = get_or_raise(session, assessment_id, lock=lock)
    check_open(assessment)
    return assessment


def check_open(assessment: Assessment) -> None:
    """Raise ``AssessmentClosed`` unless the assessment takes answers."""
    if assessment.status != AssessmentStatus.OPEN:
        raise AssessmentClosed(
            f"Assessment '{assessment.id}' is {assessment.status}: reopen it to take answers."
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """Which assessments are wanted; None leaves a choice open.

    ``due_since`` is, for each framework, the moment before which an assessment is due again.
    """

    organisation_id: uuid.UUID | None = None
    framework: str | None = None
    status: AssessmentStatus | None = None
    due: bool | None = None
    due_since: Mapping[str, datetime] = field(default_factory=dict)

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield the condition of each choice that was made."""
        if self.organisation_id is not None:
            yield Assessment.organisation_id == self.organisation_id
        if self.framework is not None:
            yield Assessment.framework_id == self.framework
        if self.status is not None:
            yield Assessment.status == self.status
        if self.due is not None:
            yield self._is_due if self.due else not_(self._is_due)

    @property
    def _is_due(self) -> ColumnElement[bool]:
        assessed = func.coalesce(Assessment.closed_at, Assessment.created_at)
        long_ago = [
            and_(Assessment.framework_id == framework, assessed < since)
            for framework, since in self.due_since.items()
        ]
        return and_(Assessment.next_round_at.is_(None), or_(false(), *long_ago))


def find(
    session: Session, wanted: Filter, *, limit: int, offset: int
) -> tuple[Sequence[Row[Assessment, str]], int]:
    """Return one page of assessments, newest first, each with its organisation's name."""
    conditions = list(wanted.conditions())
    total = session.scalar(select(func.count(Assessment.id)).where(*conditions)) or 0
    page = (
        select(Assessment, Organisation.name)
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .where(*conditions)
        .order_by(Assessment.created_at.desc(), Assessment.id)
        .limit(limit)
        .offset(offset)
    )
    return session.execute(page).all(), total


def last_round(session: Session, organisation_id: uuid.UUID, framework: str, scope: str) -> int:
    """Return the number of the last round of this kind, 0 when there was none."""
    wanted = select(func.max(Assessment.round)).where(
        Assessment.organisation_id == organisation_id,
        Assessment.framework_id == framework,
        Assessment.scope == scope,
    )
    return session.scalar(wanted) or 0


def mark_followed(session: Session, opened: Assessment) -> None:
    """Note with the round before when this one was opened."""
    followed = (
        update(Assessment)
        .where(*_same_kind(opened), Assessment.round == opened.round - 1)
        .values(next_round_at=opened.created_at)
    )
    session.execute(followed)


def round_before(session: Session, assessment: Assessment) -> Assessment | None:
    """Return the last round before this one, or None for the first."""
    wanted = (
        select(Assessment)
        .where(*_same_kind(assessment), Assessment.round < assessment.round)
        .order_by(Assessment.round.desc())
        .limit(1)
    )
    return session.scalar(wanted)


def latest_of_parts(
    session: Session, organisation_id: uuid.UUID, framework: str
) -> list[Assessment]:
    """Return the last round of a framework at each part of an organisation, by the part's name."""
    wanted = (
        select(Assessment)
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .where(
            Organisation.parent_id == organisation_id,
            Assessment.framework_id == framework,
            Assessment.next_round_at.is_(None),
        )
        .order_by(Organisation.name, Assessment.scope)
    )
    return list(session.scalars(wanted))


def latest_moments(
    session: Session, assessment: Assessment, *, limit: int
) -> Iterator[tuple[tuple[uuid.UUID, uuid.UUID], datetime]]:
    """Yield when people responded to a framework's scope, latest first, each with whose place.

    What was cleared, and what programs and example organisations answered, is left out.
    """
    wanted = (
        select(Response.assessment_id, Response.participant_id, Response.recorded_at)
        .join(Assessment, Assessment.id == Response.assessment_id)
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .where(
            Assessment.framework_id == assessment.framework_id,
            Assessment.scope == assessment.scope,
            Organisation.is_example.is_(False),
            Response.kind != AnswerKind.CLEARED,
            Response.channel.in_(CHANNELS_OF_PEOPLE),
        )
        .order_by(Response.recorded_at.desc())
        .limit(limit)
    )
    for row in session.execute(wanted):
        yield (row.assessment_id, row.participant_id), row.recorded_at


def get_enrolled(
    session: Session, assessment_id: uuid.UUID, participant_id: uuid.UUID, *, lock: bool = False
) -> Enrolled:
    """Return a participant's place with its assessment, locked against other writers if asked.

    Raises ``AssessmentNotFound`` and ``ParticipantNotFound``.
    """
    found = session.execute(
        _ENROLLED_LOCKED if lock else _ENROLLED,
        {"assessment": assessment_id, "participant": participant_id},
    ).one_or_none()
    if found is not None:
        return found
    get_or_raise(session, assessment_id)
    raise ParticipantNotFound(
        f"Assessment '{assessment_id}' has no participant '{participant_id}'."
    )


def count_turnout(session: Session, assessment_id: uuid.UUID) -> tuple[int, int]:
    """Return how many were invited and how many of them started."""
    wanted = select(func.count(), func.count(Enrolment.started_at)).where(
        Enrolment.assessment_id == assessment_id
    )
    invited, started = session.execute(wanted).one()
    return invited, started


def seats(session: Session, assessment_id: uuid.UUID) -> Sequence[Row[Enrolment, Participant]]:
    """Return every place in an assessment with whose it is, in the order of invitation."""
    wanted = (
        select(Enrolment, Participant)
        .join(Participant, Participant.id == Enrolment.participant_id)
        .where(Enrolment.assessment_id == assessment_id)
        .order_by(Enrolment.created_at, Participant.id)
    )
    return session.execute(wanted).all()


def present_answers(
    session: Session, assessment_id: uuid.UUID, participant_id: uuid.UUID
) -> dict[str, Recorded]:
    """Return what one participant's last response to each statement says, by statement."""
    rows = session.execute(_PRESENT, {"assessment": assessment_id, "participant": participant_id})
    return {recorded.statement: recorded for recorded in map(_recorded, rows)}


def previous_round(session: Session, continued: Continuation) -> PreviousRound:
    """Return the round that a place continues, with what the same person answered in it."""
    before = get_or_raise(session, continued.previous_assessment_id)
    return PreviousRound(
        round=before.round,
        closed_on=before.closed_at.date() if before.closed_at else None,
        answers=present_answers(session, before.id, continued.previous_participant_id),
    )


def present_answers_of_all(session: Session, assessment_id: uuid.UUID) -> list[Recorded]:
    """Return the last response of every participant to each statement."""
    latest = (
        select(Response.participant_id, func.max(Response.sequence))
        .where(Response.assessment_id == assessment_id)
        .group_by(Response.participant_id, Response.statement_id)
    )
    wanted = _of(assessment_id).where(
        tuple_(Response.participant_id, Response.sequence).in_(latest)
    )
    return [_recorded(row) for row in session.execute(wanted)]


def find_by_turn(
    session: Session, enrolment: Enrolment, turn: uuid.UUID, statement: str
) -> Recorded | None:
    """Return the response that this turn gave to the statement before, or None."""
    row = session.execute(
        _OF_TURN_AND_STATEMENT, {**_of_enrolment(enrolment), "turn": turn, "statement": statement}
    ).one_or_none()
    return None if row is None else _recorded(row)


def has_turn(session: Session, enrolment: Enrolment, turn: uuid.UUID) -> bool:
    """Whether this turn gave any response before."""
    given = session.execute(_OF_TURN, {**_of_enrolment(enrolment), "turn": turn})
    return given.first() is not None


def response_before(
    session: Session, assessment_id: uuid.UUID, recorded: Recorded
) -> Recorded | None:
    """Return the participant's response to the same statement before this one, or None."""
    wanted = (
        _of(assessment_id, recorded.participant)
        .where(Response.statement_id == recorded.statement, Response.sequence < recorded.sequence)
        .order_by(Response.sequence.desc())
        .limit(1)
    )
    row = session.execute(wanted).one_or_none()
    return None if row is None else _recorded(row)


def append(
    session: Session,
    assessment_id: uuid.UUID,
    responses: Iterable[Recorded],
    *,
    turn: uuid.UUID | None,
) -> None:
    """Add responses to the history."""
    rows = [
        {
            "assessment_id": assessment_id,
            "participant_id": response.participant,
            "sequence": response.sequence,
            "statement_id": response.statement,
            "kind": response.kind,
            "level": response.level,
            "note": response.note,
            "confidence": response.confidence,
            "channel": response.channel,
            "turn": turn,
            "recorded_at": response.recorded_at,
        }
        for response in responses
    ]
    if rows:
        session.execute(_APPEND, rows)


def history(
    session: Session,
    assessment_id: uuid.UUID,
    *,
    participant_id: uuid.UUID | None,
    limit: int,
    offset: int,
) -> tuple[list[Recorded], int]:
    """Return one page of the responses ever given, newest last, and how many there are."""
    wanted = _of(assessment_id, participant_id)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    # One person's responses are numbered; those of several only have their times in common.
    times = (Response.recorded_at, Response.participant_id) if participant_id is None else ()
    page = wanted.order_by(*times, Response.sequence).limit(limit).offset(offset)
    return [_recorded(row) for row in session.execute(page)], total


def _of(
    assessment_id: uuid.UUID, participant_id: uuid.UUID | None = None
) -> Select[*tuple[object, ...]]:
    wanted = select(*_RECORDED).where(Response.assessment_id == assessment_id)
    if participant_id is None:
        return wanted
    return wanted.where(Response.participant_id == participant_id)


def _same_kind(assessment: Assessment) -> list[ColumnElement[bool]]:
    return [
        Assessment.organisation_id == assessment.organisation_id,
        Assessment.framework_id == assessment.framework_id,
        Assessment.scope == assessment.scope,
    ]


def _of_enrolment(enrolment: Enrolment) -> dict[str, uuid.UUID]:
    return {"assessment": enrolment.assessment_id, "participant": enrolment.participant_id}


def _recorded(row: Row[*tuple[object, ...]]) -> Recorded:
    return Recorded(
        participant=row.participant_id,
        sequence=row.sequence,
        statement=row.statement_id,
        kind=AnswerKind(row.kind),
        level=row.level,
        note=row.note,
        channel=Channel(row.channel),
        recorded_at=row.recorded_at,
        confidence=Confidence(row.confidence) if row.confidence else None,
    )
