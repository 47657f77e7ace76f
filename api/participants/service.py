"""The rules of participants and invites."""

import uuid
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from api.assessments.recorded_pace import refresh_pace
from api.assessments.repository import get_open_or_raise
from api.config import Settings
from api.credentials import new_token, token_hash
from api.exceptions import Gone
from api.frameworks.loader import FrameworkRegistry
from api.handovers import waiting
from api.models import Assessment, Enrolment, Invite, Participant
from api.organisations import repository as organisations
from api.participants import repository
from api.participants.repository import InviteNotFound
from api.participants.schemas import (
    Invited,
    InviteView,
    NewParticipant,
    ParticipantView,
)

log = structlog.get_logger()


class InviteRevoked(Gone):
    """The invite was taken back."""


class InviteExpired(Gone):
    """The invite's time is over."""


class InviteUsedUp(Gone):
    """The invite opened as many conversations as it may."""


def enrol(
    session: Session, assessment: Assessment, new: NewParticipant, *, now: datetime
) -> tuple[Participant, Enrolment]:
    """Add a participant to an assessment, and give them what waits for somebody of that role.

    Raises ``OrganisationNotFound``; the domains are for ``check_domains`` to look at before.
    """
    if new.organisation_id is not None:
        organisations.get_or_raise(session, new.organisation_id)
    participant = Participant(
        organisation_id=new.organisation_id or assessment.organisation_id,
        partner_type=new.partner_type,
        role=new.role,
        created_at=now,
    )
    session.add(participant)
    session.flush()
    enrolment = Enrolment(
        assessment_id=assessment.id,
        participant_id=participant.id,
        domains=new.domains,
        created_at=now,
    )
    session.add(enrolment)
    session.flush()
    refresh_pace(session, assessment)
    waiting.give_waiting(session, assessment.id, participant)
    log.info("participant.enrolled", assessment=str(assessment.id), kind=new.partner_type)
    return participant, enrolment


def check_domains(
    frameworks: FrameworkRegistry, assessment: Assessment, new: NewParticipant
) -> None:
    """Raise ``DomainNotFound`` unless the assessment's scope has every domain that is named."""
    scope = frameworks.get_or_raise(assessment.framework_id).scope(assessment.scope)
    for domain in new.domains or ():
        scope.domain(domain)


def invite(
    session: Session,
    assessment_id: uuid.UUID,
    participant_id: uuid.UUID,
    *,
    settings: Settings,
    now: datetime,
) -> InviteView:
    """Make a new invite for a participant; the earlier ones go on working.

    Raises ``AssessmentNotFound``, ``AssessmentClosed`` and ``ParticipantNotFound``.
    """
    get_open_or_raise(session, assessment_id)
    repository.get_or_raise(session, assessment_id, participant_id)
    token = new_token()
    made = Invite(
        token_hash=token_hash(token),
        assessment_id=assessment_id,
        participant_id=participant_id,
        max_uses=settings.invite_uses,
        expires_at=now + timedelta(days=settings.invite_days),
        created_at=now,
    )
    session.add(made)
    session.flush()
    log.info("invite.made", invite=str(made.id), assessment=str(assessment_id))
    return InviteView(
        id=made.id,
        url=f"{settings.effective_public_url}/chat?invite={token}",
        token=token,
        expires_at=made.expires_at,
        max_uses=made.max_uses,
    )


def invited(participant: Participant, enrolment: Enrolment, link: InviteView) -> Invited:
    """Return a participant just added, with the link to send."""
    return Invited(participant=view(participant, enrolment), invite=link)


def revoke(session: Session, invite_id: uuid.UUID, *, now: datetime) -> None:
    """Take an invite back; conversations that it opened go on. Raises ``InviteNotFound``."""
    found = repository.get_invite_or_raise(session, invite_id)
    found.revoked_at = found.revoked_at or now
    log.info("invite.revoked", invite=str(invite_id))


def redeem_invite(session: Session, token: str, now: datetime) -> tuple[uuid.UUID, uuid.UUID]:
    """Open one conversation with an invite; return its assessment and its participant.

    Raises ``InviteNotFound``, ``InviteRevoked``, ``InviteExpired`` and ``InviteUsedUp``.
    """
    found = repository.get_invite_by_hash(session, token_hash(token))
    if found is None:
        raise InviteNotFound("This invite link is not one of ours: ask for a new one.")
    if found.revoked_at is not None:
        raise InviteRevoked("This invite link was taken back: ask for a new one.")
    if found.expires_at <= now:
        day = f"{found.expires_at:%-d %B %Y}"
        raise InviteExpired(f"This invite link worked until {day}: ask for a new one.")
    if found.uses >= found.max_uses:
        raise InviteUsedUp(
            f"This invite link was used {found.max_uses} times, as often as it may be: "
            "ask for a new one."
        )
    found.uses += 1
    return found.assessment_id, found.participant_id


def view(participant: Participant, enrolment: Enrolment) -> ParticipantView:
    """Return the participant in the shape that callers see."""
    return ParticipantView(
        id=participant.id,
        organisation_id=participant.organisation_id,
        partner_type=participant.partner_type,
        role=participant.role,
        domains=enrolment.domains,
        created_at=participant.created_at,
        started_at=enrolment.started_at,
        paused_at=enrolment.paused_at,
        finished_at=enrolment.finished_at,
    )
