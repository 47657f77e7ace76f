"""Self-referrals: the ticket for a form, the form, its way through the team, and its end."""

import secrets
import uuid
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from api.config import Settings
from api.credentials import new_token, token_hash
from api.exceptions import Forbidden, Gone
from api.models import Referral, ReferralEvent, ReferralTicket
from api.paging import Page
from api.referrals import repository
from api.referrals.form import Filled
from api.referrals.progress import check_change, ends_soon, is_overdue, waited
from api.referrals.schemas import (
    Consent,
    Context,
    ReferralBrief,
    ReferralEventView,
    ReferralView,
    Status,
    Ticket,
)
from api.referrals.vault import Vault

log = structlog.get_logger()

# How long before the details of an open referral are deleted the team is reminded of it.
_NOTICE = timedelta(days=30)
# No letters or digits that are mistaken for each other when read out.
_LETTERS = "ACDEFHJKLMNPRTUVWXY34679"


class ReferralsSwitchedOff(Forbidden):
    """This installation takes no self-referrals."""


class FormUsedUp(Gone):
    """The link to the form was used, is too old, or was never given out.

    ``is_sent`` says that the form arrived: a second press of the button is no fault.
    """

    def __init__(self, detail: str, *, is_sent: bool) -> None:
        super().__init__(detail)
        self.is_sent = is_sent


def give_ticket(session: Session, context: Context, *, settings: Settings, now: datetime) -> Ticket:
    """Make the link to a form; raises ``ReferralsSwitchedOff``."""
    if not settings.referrals:
        raise ReferralsSwitchedOff(
            "This service does not pass people on to link workers (SIGNPOST_REFERRALS is off)."
        )
    token = new_token()
    ends = now + timedelta(hours=settings.referral_ticket_hours)
    ticket = ReferralTicket(
        token_hash=token_hash(token), context=context.model_dump(mode="json"), expires_at=ends
    )
    repository.add_ticket(session, ticket)
    return Ticket(url=f"{settings.effective_public_url}/referral?ticket={token}", expires_at=ends)


def open_ticket(session: Session, token: str, now: datetime) -> Context:
    """Give what the conversation found out; raises ``FormUsedUp``."""
    return Context.model_validate(_ticket(session, token, now).context)


def _ticket(session: Session, token: str, now: datetime) -> ReferralTicket:
    ticket = repository.get_ticket(session, token_hash(token))
    if ticket is None or ticket.used_at is not None or ticket.expires_at <= now:
        raise FormUsedUp(
            "This link to the form does not work any more. Ask for a link worker in the chat "
            "again, and you get a new one.",
            is_sent=ticket is not None and ticket.used_at is not None,
        )
    return ticket


def refer(session: Session, token: str, filled: Filled, *, vault: Vault, now: datetime) -> str:
    """Store a form that has no fault, and give the token of the person's copy.

    Raises ``FormUsedUp``; the same form sent twice is one referral.
    """
    if filled.details is None:
        raise ValueError(f"The form still has faults: {', '.join(filled.faults)}.")
    ticket = _ticket(session, token, now)
    ticket.used_at = now
    copy = new_token()
    referral = Referral(
        id=uuid.uuid4(),
        reference=_reference(),
        copy_hash=token_hash(copy),
        context=ticket.context,
        details=vault.lock(filled.details),
        consents=[consent.model_dump(mode="json") for consent in filled.consents],
        status=Status.NEW,
        created_at=now,
    )
    repository.add(session, referral)
    _note(session, referral, Status.NEW, by="person", now=now)
    log.info("referral.made", referral=str(referral.id))
    return copy


def _reference() -> str:
    letters = [secrets.choice(_LETTERS) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def _note(session: Session, referral: Referral, kind: str, *, by: str, now: datetime) -> None:
    event = ReferralEvent(id=uuid.uuid4(), referral_id=referral.id, kind=kind, by=by, at=now)
    repository.add_event(session, event)


def change(session: Session, referral: Referral, wanted: Status, *, now: datetime) -> None:
    """Keep what the team did; raises ``StatusNotPossible``."""
    check_change(Status(referral.status), wanted)
    referral.status, referral.acted_at = wanted, now
    if not wanted.is_open:
        referral.closed_at = now
    _note(session, referral, wanted, by="team", now=now)


def withdraw(session: Session, copy: str, now: datetime) -> Referral | None:
    """Take a referral back: its details are deleted at once. None when the copy fits none."""
    referral = repository.find_by_copy(session, token_hash(copy), lock=True)
    if referral is not None and Status(referral.status).is_open:
        referral.status, referral.details, referral.closed_at = Status.WITHDRAWN, b"", now
        _note(session, referral, Status.WITHDRAWN, by="person", now=now)
    return referral


def page_of(
    session: Session,
    status: Status | None,
    *,
    settings: Settings,
    now: datetime,
    limit: int,
    offset: int,
) -> Page[ReferralBrief]:
    """List referrals, those that wait longest first."""
    found, total = repository.find(session, status, limit=limit, offset=offset)
    items = [brief(each, settings=settings, now=now) for each in found]
    return Page(items=items, total=total, limit=limit, offset=offset)


def chase(session: Session, *, settings: Settings, now: datetime) -> list[ReferralBrief]:
    """Give the referrals that wait too long and were not chased since the limit; note the chase.

    Those whose details are soon to be deleted are among them, so that nobody is lost unseen.
    """
    limit = timedelta(days=settings.referral_chase_days)
    kept = timedelta(days=settings.keep_open_referrals_days)
    chased = []
    for referral in repository.list_open(session):
        since = max(filter(None, (_since(referral), referral.chased_at)))
        is_ending = ends_soon(_since(referral), now, kept, _NOTICE) and now - since > limit
        if is_ending or is_overdue(Status(referral.status), since, now, limit):
            chased.append(brief(referral, settings=settings, now=now))
            referral.chased_at = now
            _note(session, referral, "chased", by="service", now=now)
    if chased:
        log.warning("referral.overdue", count=len(chased))
    return chased


def forget_closed(session: Session, *, settings: Settings, now: datetime) -> int:
    """Delete the details of referrals that ended too long ago; gives how many."""
    return repository.wipe_closed(session, now - timedelta(days=settings.keep_referrals_days))


def forget_left_open(session: Session, *, settings: Settings, now: datetime) -> int:
    """Close the referrals that nobody touched for too long, without details; gives how many."""
    before = now - timedelta(days=settings.keep_open_referrals_days)
    left = repository.list_left_open(session, before)
    for referral in left:
        referral.status, referral.details, referral.closed_at = Status.CLOSED, b"", now
        _note(session, referral, "expired", by="service", now=now)
    if left:
        log.warning("referral.expired", count=len(left))
    return len(left)


def forget_tickets(session: Session, now: datetime) -> int:
    """Delete the links to forms that have ended, used or not; gives how many."""
    return repository.delete_ended_tickets(session, now)


def brief(referral: Referral, *, settings: Settings, now: datetime) -> ReferralBrief:
    """Show a referral without the person's details."""
    return ReferralBrief.model_validate(_shown(referral, settings, now))


def view(
    session: Session, referral: Referral, *, vault: Vault, settings: Settings, now: datetime
) -> ReferralView:
    """Show a referral with the person's details; raises ``DetailsUnreadable``."""
    events = repository.events_of(session, referral.id)
    return ReferralView.model_validate(
        {
            **_shown(referral, settings, now),
            "details": vault.open(referral.details),
            "consents": [Consent.model_validate(consent) for consent in referral.consents],
            "events": [
                ReferralEventView(kind=each.kind, by=each.by, at=each.at) for each in events
            ],
        }
    )


def _since(referral: Referral) -> datetime:
    return referral.acted_at or referral.created_at


def _kept_until(referral: Referral, settings: Settings) -> datetime | None:
    if not referral.details:
        return None
    if referral.closed_at is not None:
        return referral.closed_at + timedelta(days=settings.keep_referrals_days)
    return _since(referral) + timedelta(days=settings.keep_open_referrals_days)


def _shown(referral: Referral, settings: Settings, now: datetime) -> dict[str, object]:
    context = Context.model_validate(referral.context)
    limit = timedelta(days=settings.referral_chase_days)
    return {
        "id": referral.id,
        "reference": referral.reference,
        "status": referral.status,
        "needs": context.needs,
        "area": context.area,
        "created_at": referral.created_at,
        "acted_at": referral.acted_at,
        "waiting_days": waited(_since(referral), now).days,
        "kept_until": _kept_until(referral, settings),
        "overdue": is_overdue(Status(referral.status), _since(referral), now, limit),
    }
