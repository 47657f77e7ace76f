"""Signposts that were given, what people said of them, and the gaps they showed."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, JsonObject, Moment, UtcDateTime, UuidKey


class Signpost(Base):
    """One suggestion in one triage: what was shown, and what the person said of it.

    ``target`` names what it leads to: ``service:<uuid>`` of the directory, or ``national:<id>`` or
    ``route:<id>`` of the product's own lists.
    """

    __tablename__ = "signposts"
    __table_args__ = (UniqueConstraint("triage_id", "target"),)

    id: Mapped[UuidKey]
    triage_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("triages.id", ondelete="CASCADE"))
    target: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    turn: Mapped[uuid.UUID]
    card: Mapped[JsonObject]
    verdict: Mapped[str | None] = mapped_column(String(20))
    outcome: Mapped[str | None] = mapped_column(String(20))
    given_at: Mapped[Moment]
    verdict_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    outcome_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class SignpostReport(Base):
    """Something that a directory says and that is wrong, for its owner to mend; nobody is named.

    The same thing said again of the same target counts up ``times`` and opens it again.
    """

    __tablename__ = "signpost_reports"
    __table_args__ = (UniqueConstraint("target", "what"),)

    id: Mapped[UuidKey]
    target: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(300))
    what: Mapped[str] = mapped_column(String(20))
    times: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))
    reported_at: Mapped[Moment]
    last_reported_at: Mapped[Moment]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class UnmetNeed(Base):
    """How often, in one area and month, nothing local was found for a need; nobody is named."""

    __tablename__ = "unmet_needs"
    __table_args__ = (UniqueConstraint("area", "need", "month"),)

    id: Mapped[UuidKey]
    area: Mapped[str] = mapped_column(String(80))
    need: Mapped[str] = mapped_column(String(40))
    month: Mapped[date]
    times: Mapped[int]
