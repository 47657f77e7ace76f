"""Assessments, who takes part, and every response ever given."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Moment, UtcDateTime, UuidKey


class Assessment(Base):
    """One round of one framework at one scope by one organisation."""

    __tablename__ = "assessments"
    __table_args__ = (
        UniqueConstraint("organisation_id", "framework_id", "scope", "round"),
        CheckConstraint("round >= 1", name="round_from_1"),
    )

    id: Mapped[UuidKey]
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisations.id", ondelete="RESTRICT"), index=True
    )
    framework_id: Mapped[str] = mapped_column(String(80))
    framework_version: Mapped[str] = mapped_column(String(20))
    scope: Mapped[str] = mapped_column(String(80))
    round: Mapped[int]
    status: Mapped[str] = mapped_column(String(20), default="open")
    created_at: Mapped[Moment]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class Enrolment(Base):
    """A participant's place in an assessment and how far the person has come."""

    __tablename__ = "enrolments"

    assessment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    created_at: Mapped[Moment]
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class Response(Base):
    """One answer to one statement; a change is a new row, so that the history stays.

    ``sequence`` rises by one with each response of an enrolment: the highest of a statement is the
    present answer. ``turn`` names the chat turn that gave it, so that a message that is sent twice
    is applied once.
    """

    __tablename__ = "responses"
    __table_args__ = (
        UniqueConstraint("assessment_id", "participant_id", "sequence"),
        UniqueConstraint("assessment_id", "participant_id", "turn", "statement_id"),
        CheckConstraint("(kind = 'level') = (level IS NOT NULL)", name="level_with_its_kind"),
        CheckConstraint("level IS NULL OR level >= 1", name="level_from_1"),
        Index("ix_responses_statement", "assessment_id", "statement_id"),
    )

    id: Mapped[UuidKey]
    assessment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE")
    )
    participant_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE")
    )
    sequence: Mapped[int]
    statement_id: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(String(20))
    turn: Mapped[uuid.UUID | None]
    recorded_at: Mapped[Moment]
