"""The rules of handing over: to whom a statement goes, and how it comes back."""

import uuid
from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from api.assessments import repository as assessments
from api.assessments.answering import Sitting
from api.exceptions import Conflict
from api.handovers import repository
from api.handovers.schemas import HandoverInList, HandoverView, MadeHandover, NewHandover
from api.models import Handover, Participant
from api.participants.roles import has_role, is_called
from api.participants.schemas import PartnerType

log = structlog.get_logger()


class HandoverToOneself(Conflict):
    """The only participant of that role is the one who hands over."""


def hand_over(session: Session, sitting: Sitting, new: NewHandover, *, now: datetime) -> Handover:
    """Hand a statement over to a role, once for each turn; an answer that it has stays.

    Handing over what was handed over before sends it to the new role instead. Raises
    ``StatementNotFound``, ``AssessmentClosed`` and ``HandoverToOneself``.
    """
    sitting.questionnaire.check(new.statement)
    enrolment = sitting.enrolment
    if new.turn and (made := repository.find_by_turn(session, enrolment, new.turn, new.statement)):
        return made
    # The lock numbers hand-overs of the same moment one after the other.
    assessment = assessments.get_or_raise(session, enrolment.assessment_id, lock=True)
    assessments.check_open(assessment)
    receiver = _receiver(session, sitting, new.role)
    for earlier in repository.find_standing(session, enrolment, new.statement):
        earlier.undone_at = now
    made = Handover(
        assessment_id=assessment.id,
        number=repository.next_number(session, assessment.id),
        giver_id=enrolment.participant_id,
        receiver_id=receiver.id if receiver else None,
        statement_id=new.statement,
        role=new.role,
        note=new.note,
        channel=new.channel,
        turn=new.turn,
        created_at=now,
    )
    session.add(made)
    session.flush()
    log.info("handover.made", assessment=str(assessment.id), assigned=receiver is not None)
    return made


def undo(session: Session, sitting: Sitting, handover_id: uuid.UUID, *, now: datetime) -> None:
    """Give the statement back to its giver; undoing again changes nothing.

    Raises ``HandoverNotFound`` and ``AssessmentClosed``.
    """
    enrolment = sitting.enrolment
    made = repository.get_given_or_raise(
        session, enrolment.assessment_id, enrolment.participant_id, handover_id
    )
    if made.undone_at is None:
        assessments.check_open(sitting.assessment)
        made.undone_at = now
        session.flush()
        log.info("handover.undone", assessment=str(enrolment.assessment_id))


def list_of(session: Session, assessment_id: uuid.UUID) -> list[HandoverInList]:
    """Return the hand-overs of an assessment that stand; raises ``AssessmentNotFound``."""
    assessments.get_or_raise(session, assessment_id)
    return [
        HandoverInList(
            **view(made).model_dump(),
            giver_id=made.giver_id,
            receiver_id=made.receiver_id,
            note=made.note,
            created_at=made.created_at,
        )
        for made in repository.find(session, assessment_id)
    ]


def made_view(made: Handover, sitting: Sitting) -> MadeHandover:
    """Return a hand-over just made, with what the giver is asked next."""
    return MadeHandover(handover=view(made), position=sitting.position(after=made.statement_id))


def view(made: Handover) -> HandoverView:
    """Return the hand-over in the shape that callers see."""
    return HandoverView(
        id=made.id,
        statement=made.statement_id,
        role=made.role,
        assigned=made.receiver_id is not None,
    )


def _receiver(session: Session, sitting: Sitting, role: str) -> Participant | None:
    """Return who takes the statement: somebody of that very role before a kind of partner."""
    giver = sitting.enrolment.participant_id
    called = [
        each
        for _, each in assessments.seats(session, sitting.enrolment.assessment_id)
        if is_called(role, each.role, PartnerType(each.partner_type))
    ]
    called.sort(key=lambda each: not has_role(role, each.role))
    others: Sequence[Participant] = [each for each in called if each.id != giver]
    if called and not others:
        raise HandoverToOneself(
            f"'{role}' is the role of whoever hands over: name somebody else's."
        )
    return others[0] if others else None
