"""Every query about hand-overs."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Row, bindparam, func, or_, select
from sqlalchemy.orm import Session

from api.exceptions import NotFound
from api.handovers.standing import HandedStatement
from api.models import Enrolment, Handover, Participant
from api.participants.schemas import PartnerType

_HANDED = (
    select(
        Handover.id,
        Handover.number,
        Handover.statement_id,
        Handover.giver_id,
        Handover.receiver_id,
        Handover.role,
        Handover.note,
        Participant.role.label("giver_role"),
        Participant.partner_type.label("giver_type"),
    )
    .join(Participant, Participant.id == Handover.giver_id)
    .where(Handover.assessment_id == bindparam("assessment"), Handover.undone_at.is_(None))
)
# Every chat turn waits for this one.
_HANDED_OF_ONE = _HANDED.where(
    or_(
        Handover.giver_id == bindparam("participant"),
        Handover.receiver_id == bindparam("participant"),
    )
)


class HandoverNotFound(NotFound):
    """The participant made no such hand-over."""


def handed_of(
    session: Session, assessment_id: uuid.UUID, participant_id: uuid.UUID
) -> list[HandedStatement]:
    """Return the hand-overs that stand and that this participant gave or received."""
    rows = session.execute(
        _HANDED_OF_ONE, {"assessment": assessment_id, "participant": participant_id}
    )
    return [_handed(row) for row in rows]


def handed_in(session: Session, assessment_id: uuid.UUID) -> list[HandedStatement]:
    """Return every hand-over of an assessment that stands."""
    return [_handed(row) for row in session.execute(_HANDED, {"assessment": assessment_id})]


def find(session: Session, assessment_id: uuid.UUID) -> Sequence[Handover]:
    """Return every hand-over of an assessment that was not undone, first to last."""
    wanted = (
        select(Handover)
        .where(Handover.assessment_id == assessment_id, Handover.undone_at.is_(None))
        .order_by(Handover.number)
    )
    return session.scalars(wanted).all()


def get_given_or_raise(
    session: Session, assessment_id: uuid.UUID, giver_id: uuid.UUID, handover_id: uuid.UUID
) -> Handover:
    """Return a hand-over that this participant made; raises ``HandoverNotFound``."""
    found = session.get(Handover, handover_id)
    if found is None or (found.assessment_id, found.giver_id) != (assessment_id, giver_id):
        raise HandoverNotFound(f"Participant '{giver_id}' made no hand-over '{handover_id}'.")
    return found


def find_by_turn(
    session: Session, enrolment: Enrolment, turn: uuid.UUID, statement: str
) -> Handover | None:
    """Return the hand-over of the statement that this turn made before, or None."""
    wanted = select(Handover).where(
        Handover.assessment_id == enrolment.assessment_id,
        Handover.giver_id == enrolment.participant_id,
        Handover.turn == turn,
        Handover.statement_id == statement,
    )
    return session.scalar(wanted)


def find_standing(session: Session, enrolment: Enrolment, statement: str) -> Sequence[Handover]:
    """Return the hand-overs of a statement by this participant that stand."""
    wanted = select(Handover).where(
        Handover.assessment_id == enrolment.assessment_id,
        Handover.giver_id == enrolment.participant_id,
        Handover.statement_id == statement,
        Handover.undone_at.is_(None),
    )
    return session.scalars(wanted).all()


def find_waiting(session: Session, assessment_id: uuid.UUID) -> Sequence[Handover]:
    """Return the hand-overs that nobody has received, first to last."""
    wanted = (
        select(Handover)
        .where(
            Handover.assessment_id == assessment_id,
            Handover.receiver_id.is_(None),
            Handover.undone_at.is_(None),
        )
        .order_by(Handover.number)
        .with_for_update()
    )
    return session.scalars(wanted).all()


def next_number(session: Session, assessment_id: uuid.UUID) -> int:
    """Return the number of the next hand-over of an assessment, which the caller holds locked."""
    wanted = select(func.max(Handover.number)).where(Handover.assessment_id == assessment_id)
    return (session.scalar(wanted) or 0) + 1


def _handed(row: Row[*tuple[object, ...]]) -> HandedStatement:
    return HandedStatement(
        id=row.id,
        number=row.number,
        statement=row.statement_id,
        giver=row.giver_id,
        receiver=row.receiver_id,
        role=row.role,
        note=row.note,
        giver_role=row.giver_role,
        giver_type=PartnerType(row.giver_type),
    )
