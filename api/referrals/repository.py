"""Every query about self-referrals."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from api.exceptions import NotFound
from api.models import Referral, ReferralEvent, ReferralTicket
from api.referrals.schemas import Status

_OPEN = [status.value for status in Status if status.is_open]


class ReferralNotFound(NotFound):
    """There is no such referral."""


def add_ticket(session: Session, ticket: ReferralTicket) -> None:
    """Add the right to fill in one form."""
    session.add(ticket)


def get_ticket(session: Session, token_hash: str) -> ReferralTicket | None:
    """Find a ticket by the hash of its token, and hold it until the transaction ends."""
    wanted = select(ReferralTicket).where(ReferralTicket.token_hash == token_hash)
    return session.scalar(wanted.with_for_update())


def add(session: Session, referral: Referral) -> None:
    """Add a referral, so that events can refer to it."""
    session.add(referral)
    session.flush()


def add_event(session: Session, event: ReferralEvent) -> None:
    """Add what happened to a referral."""
    session.add(event)


def get_or_raise(session: Session, referral_id: uuid.UUID, *, lock: bool = False) -> Referral:
    """Return a referral, locked against other writers if asked; raises ``ReferralNotFound``."""
    referral = session.get(Referral, referral_id, with_for_update=lock or None)
    if referral is None:
        raise ReferralNotFound(f"There is no referral '{referral_id}'.")
    return referral


def find_by_copy(session: Session, copy_hash: str, *, lock: bool = False) -> Referral | None:
    """Find the referral of a person's copy, locked against other writers if asked."""
    wanted = select(Referral).where(Referral.copy_hash == copy_hash)
    return session.scalar(wanted.with_for_update() if lock else wanted)


def events_of(session: Session, referral_id: uuid.UUID) -> Sequence[ReferralEvent]:
    """List what happened to a referral, oldest first."""
    wanted = select(ReferralEvent).where(ReferralEvent.referral_id == referral_id)
    return session.scalars(wanted.order_by(ReferralEvent.at, ReferralEvent.kind)).all()


def find(
    session: Session, status: Status | None, *, limit: int, offset: int
) -> tuple[Sequence[Referral], int]:
    """List referrals of a status (all that are open when none is named), oldest first."""
    wanted = _with(status)
    total = session.scalar(select(func.count()).select_from(Referral).where(wanted)) or 0
    listed = select(Referral).where(wanted).order_by(Referral.created_at, Referral.id)
    return session.scalars(listed.limit(limit).offset(offset)).all(), total


def _with(status: Status | None) -> ColumnElement[bool]:
    return Referral.status == status if status else Referral.status.in_(_OPEN)


def list_open(session: Session) -> Sequence[Referral]:
    """List every referral that somebody still has to do something about."""
    return session.scalars(select(Referral).where(_with(None)).order_by(Referral.created_at)).all()


def wipe_closed(session: Session, before: datetime) -> int:
    """Delete the details of referrals that were closed before a moment; gives how many."""
    wiped = (
        update(Referral)
        .where(Referral.closed_at < before, Referral.details != b"")
        .values(details=b"")
        .returning(Referral.id)
    )
    return len(session.scalars(wiped).all())


def list_left_open(session: Session, before: datetime) -> Sequence[Referral]:
    """List open referrals that nobody has touched since a moment, and hold them."""
    last_touched = func.coalesce(Referral.acted_at, Referral.created_at)
    wanted = select(Referral).where(_with(None), last_touched < before)
    return session.scalars(wanted.with_for_update()).all()


def delete_ended_tickets(session: Session, now: datetime) -> int:
    """Delete the tickets whose time is over; gives how many."""
    ended = delete(ReferralTicket).where(ReferralTicket.expires_at <= now)
    return len(session.scalars(ended.returning(ReferralTicket.token_hash)).all())
