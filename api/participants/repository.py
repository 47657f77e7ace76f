"""Every query about participants, their enrolments and their invites."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from api.exceptions import NotFound
from api.models import Enrolment, Invite, Participant


class ParticipantNotFound(NotFound):
    """The assessment has no participant of that id."""


class InviteNotFound(NotFound):
    """There is no such invite."""


def get_or_raise(
    session: Session, assessment_id: uuid.UUID, participant_id: uuid.UUID
) -> Participant:
    """Return the participant of this assessment; raises ``ParticipantNotFound``."""
    wanted = (
        select(Participant)
        .join(Enrolment, Enrolment.participant_id == Participant.id)
        .where(Participant.id == participant_id, Enrolment.assessment_id == assessment_id)
    )
    participant = session.scalar(wanted)
    if participant is None:
        raise ParticipantNotFound(
            f"Assessment '{assessment_id}' has no participant '{participant_id}'."
        )
    return participant


def find(
    session: Session, assessment_id: uuid.UUID, *, limit: int, offset: int
) -> tuple[Sequence[Row[Participant, Enrolment]], int]:
    """Return one page of an assessment's participants, oldest first, and how many there are."""
    enrolled = (
        select(Participant, Enrolment)
        .join(Enrolment, Enrolment.participant_id == Participant.id)
        .where(Enrolment.assessment_id == assessment_id)
    )
    total = session.scalar(select(func.count()).where(Enrolment.assessment_id == assessment_id))
    page = enrolled.order_by(Enrolment.created_at, Participant.id).limit(limit).offset(offset)
    return session.execute(page).all(), total or 0


def get_invite_or_raise(session: Session, invite_id: uuid.UUID) -> Invite:
    """Return the invite, locked against other writers; raises ``InviteNotFound``."""
    invite = session.get(Invite, invite_id, with_for_update=True)
    if invite is None:
        raise InviteNotFound(f"There is no invite '{invite_id}'.")
    return invite


def get_invite_by_hash(session: Session, token_hash: str) -> Invite | None:
    """Return the invite of this token hash, locked against other writers, or None."""
    wanted = select(Invite).where(Invite.token_hash == token_hash).with_for_update()
    return session.scalar(wanted)
