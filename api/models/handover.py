"""Statements that a participant hands over to somebody who knows better."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Moment, UtcDateTime, UuidKey


class Handover(Base):
    """One statement, handed over to a role; it waits until somebody of that role takes part.

    ``number`` counts the hand-overs of an assessment, so that the last one is known. ``turn``
    names the chat turn that made it, so that a message that is sent twice is applied once.
    """

    __tablename__ = "handovers"
    __table_args__ = (
        UniqueConstraint("assessment_id", "number"),
        UniqueConstraint("assessment_id", "giver_id", "turn", "statement_id"),
        Index("ix_handovers_giver", "assessment_id", "giver_id"),
        Index("ix_handovers_receiver", "assessment_id", "receiver_id"),
    )

    id: Mapped[UuidKey]
    assessment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    giver_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"))
    receiver_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("participants.id", ondelete="SET NULL")
    )
    statement_id: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(80))
    note: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(String(20))
    turn: Mapped[uuid.UUID | None]
    created_at: Mapped[Moment]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
