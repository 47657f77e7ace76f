"""Assessments, who takes part, and every response ever given."""

import uuid
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Json, Moment, UtcDateTime, UuidKey, json_type


class Assessment(Base):
    """One round of one framework at one scope by one organisation.

    ``routing`` names the partners who are asked a statement, for the statements where they are
    others than the framework's. ``pace_seconds`` is how long statements took people who answered
    before, and ``pace_recorded`` out of how many recorded times that is the median.
    """

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
    next_round_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    routing: Mapped[dict[str, list[str]]] = mapped_column(Json, default=dict)
    pace_seconds: Mapped[float | None]
    pace_recorded: Mapped[int] = mapped_column(default=0)


class Enrolment(Base):
    """A participant's place in an assessment and how far the person has come.

    ``pathway`` is how much the person wants to be asked, and ``domains`` what it is limited to, if
    anything. ``finished_at`` is when the person said that it is finished, in ``finished_turn``.
    """

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
    finished_turn: Mapped[uuid.UUID | None]
    pathway: Mapped[str] = mapped_column(String(20), default="routed")
    domains: Mapped[list[str] | None] = mapped_column(json_type(none_as_null=True))


class Continuation(Base):
    """Says that a place in an assessment goes on from the same person's place in the last round."""

    __tablename__ = "continuations"
    __table_args__ = (
        ForeignKeyConstraint(
            ["assessment_id", "participant_id"],
            ["enrolments.assessment_id", "enrolments.participant_id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["previous_assessment_id", "previous_participant_id"],
            ["enrolments.assessment_id", "enrolments.participant_id"],
            name="fk_continuations_previous",
            ondelete="CASCADE",
        ),
        Index("ix_continuations_previous", "previous_assessment_id", "previous_participant_id"),
    )

    assessment_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    participant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    previous_assessment_id: Mapped[uuid.UUID]
    previous_participant_id: Mapped[uuid.UUID]


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
    confidence: Mapped[str | None] = mapped_column(String(10))
    channel: Mapped[str] = mapped_column(String(20))
    turn: Mapped[uuid.UUID | None]
    recorded_at: Mapped[Moment]
