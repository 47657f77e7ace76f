"""The link workers' list over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from api.dependencies import Now, ReadSession, ServiceKey, SettingsDependency, WriteSession
from api.error_answers import may_answer
from api.paging import Limit, Offset, Page
from api.referrals import repository, service
from api.referrals.schemas import (
    Context,
    ReferralBrief,
    ReferralView,
    Status,
    StatusChange,
    Ticket,
)
from api.referrals.vault import Vault

router = APIRouter(
    prefix="/v1/referrals",
    tags=["referrals"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 422),
)


def _vault(request: Request) -> Vault:
    vault: Vault = request.app.state.vault
    return vault


VaultDependency = Annotated[Vault, Depends(_vault)]


@router.post("/tickets", status_code=201, responses=may_answer(403))
def give_ticket(
    context: Context, session: WriteSession, settings: SettingsDependency, now: Now
) -> Ticket:
    """Make a link to the form by which a person asks for a link worker.

    Contact details go from that form straight into this service, never through a conversation.
    """
    return service.give_ticket(session, context, settings=settings, now=now)


@router.get("")
def list_referrals(
    *,
    session: ReadSession,
    settings: SettingsDependency,
    now: Now,
    status: Status | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[ReferralBrief]:
    """List referrals, those that wait longest first; without a status, all that are open."""
    return service.page_of(session, status, settings=settings, now=now, limit=limit, offset=offset)


@router.post("/chase")
def chase_referrals(
    session: WriteSession, settings: SettingsDependency, now: Now
) -> list[ReferralBrief]:
    """Give the referrals that nobody acted on in time, each once per time limit.

    Meant for a daily job that reminds the team; what it gives is noted as chased.
    """
    return service.chase(session, settings=settings, now=now)


@router.get("/{referral_id}", responses=may_answer(404, 500))
def show_referral(
    referral_id: UUID,
    session: ReadSession,
    settings: SettingsDependency,
    vault: VaultDependency,
    now: Now,
) -> ReferralView:
    """Give a referral with the person's details, for the link worker who will contact them."""
    referral = repository.get_or_raise(session, referral_id)
    return service.view(session, referral, vault=vault, settings=settings, now=now)


@router.patch("/{referral_id}", responses=may_answer(404, 409))
def change_referral(
    referral_id: UUID,
    wanted: StatusChange,
    session: WriteSession,
    settings: SettingsDependency,
    now: Now,
) -> ReferralBrief:
    """Keep what the team did. A closed referral stays closed."""
    referral = repository.get_or_raise(session, referral_id, lock=True)
    service.change(session, referral, wanted.status, now=now)
    return service.brief(referral, settings=settings, now=now)
