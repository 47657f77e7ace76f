"""Participants of an assessment and their invites over HTTP."""

import uuid

from fastapi import APIRouter

from api.assessments import repository as assessments
from api.dependencies import (
    FrameworksDependency,
    Now,
    ReadSession,
    ServiceKey,
    SettingsDependency,
    WriteSession,
)
from api.error_answers import may_answer
from api.paging import Limit, Offset, Page
from api.participants import repository, service
from api.participants.schemas import Invited, InviteView, NewParticipant, ParticipantView

_OF_ASSESSMENT = "/assessments/{assessment_id}/participants"

router = APIRouter(
    prefix="/v1",
    tags=["participants"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 404, 422),
)


@router.post(_OF_ASSESSMENT, status_code=201, responses=may_answer(409))
def add_participant(
    *,
    assessment_id: uuid.UUID,
    new: NewParticipant,
    session: WriteSession,
    settings: SettingsDependency,
    frameworks: FrameworksDependency,
    now: Now,
) -> Invited:
    """Add a participant and make the link to send; the token is shown this once."""
    assessment = assessments.get_open_or_raise(session, assessment_id, lock=True)
    service.check_domains(frameworks, assessment, new)
    participant, enrolment = service.enrol(session, assessment, new, now=now)
    invite = service.invite(session, assessment_id, participant.id, settings=settings, now=now)
    return service.invited(participant, enrolment, invite)


@router.get(_OF_ASSESSMENT)
def list_participants(
    assessment_id: uuid.UUID, session: ReadSession, limit: Limit = 50, offset: Offset = 0
) -> Page[ParticipantView]:
    """List the participants of an assessment, oldest first."""
    assessments.get_or_raise(session, assessment_id)
    found, total = repository.find(session, assessment_id, limit=limit, offset=offset)
    return Page(items=[service.view(*each) for each in found], total=total)


@router.post(
    _OF_ASSESSMENT + "/{participant_id}/invites", status_code=201, responses=may_answer(409)
)
def make_invite(
    assessment_id: uuid.UUID,
    participant_id: uuid.UUID,
    session: WriteSession,
    settings: SettingsDependency,
    now: Now,
) -> InviteView:
    """Make another link for a participant; the token is shown this once."""
    return service.invite(session, assessment_id, participant_id, settings=settings, now=now)


@router.delete("/invites/{invite_id}", status_code=204)
def revoke_invite(invite_id: uuid.UUID, session: WriteSession, now: Now) -> None:
    """Take an invite back; conversations that it opened go on."""
    service.revoke(session, invite_id, now=now)
