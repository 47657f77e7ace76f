"""Self-referrals to a link worker; who asks is stored encrypted."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, JsonList, JsonObject, Moment, UtcDateTime, UuidKey


class ReferralTicket(Base):
    """The right to fill in one form, offered in a conversation that it does not name.

    ``context`` holds what was found out there and need not be asked again: needs and area.
    """

    __tablename__ = "referral_tickets"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    context: Mapped[JsonObject]
    expires_at: Mapped[Moment]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class Referral(Base):
    """One person's wish to be contacted by a link worker.

    ``details`` is encrypted: name, how to be reached, communication needs, their own words.
    ``consents`` says for each purpose whether and to which wording the person agreed.
    """

    __tablename__ = "referrals"

    id: Mapped[UuidKey]
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    copy_hash: Mapped[str] = mapped_column(String(64), unique=True)
    context: Mapped[JsonObject]
    details: Mapped[bytes] = mapped_column(LargeBinary)
    consents: Mapped[JsonList]
    status: Mapped[str] = mapped_column(String(20), index=True)
    created_at: Mapped[Moment]
    acted_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    chased_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class ReferralEvent(Base):
    """A change of a referral: what, when, and who: the person, the team or the service."""

    __tablename__ = "referral_events"

    id: Mapped[UuidKey]
    referral_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("referrals.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(10))
    at: Mapped[Moment]
