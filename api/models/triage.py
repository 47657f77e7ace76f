"""Triages of citizens: what was answered, what came of it, and when it may be forgotten."""

import uuid
from datetime import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Json, JsonObject, Moment, UtcDateTime, UuidKey

JsonWords = Annotated[list[str], mapped_column(Json)]


class Triage(Base):
    """One time that somebody looked for support, in one conversation.

    Nothing here says who it is: ``answers`` are ids of options (null: passed over), ``asked`` the
    questions in the order in which they were put, ``place`` an outcode or the name of an area,
    ``wishes`` what was learnt from "not for me". ``last_turn`` last stepped back or
    began anew, so that the same turn again does not do it twice.
    """

    __tablename__ = "triages"

    id: Mapped[UuidKey]
    conversation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("chat_sessions.id", ondelete="CASCADE"), index=True
    )
    about: Mapped[str] = mapped_column(String(10))
    age: Mapped[str | None] = mapped_column(String(10))
    child_hinted: Mapped[bool]
    needs: Mapped[JsonWords]
    needs_settled: Mapped[bool]
    answers: Mapped[JsonObject]
    asked: Mapped[JsonWords]
    place: Mapped[str | None] = mapped_column(String(80))
    place_settled: Mapped[bool]
    wishes: Mapped[JsonObject]
    gaps_counted: Mapped[JsonWords]
    last_turn: Mapped[uuid.UUID | None]
    started_at: Mapped[Moment]
    last_seen_at: Mapped[Moment] = mapped_column(index=True)
    signposted_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class TriageResult(Base):
    """A stage and a group with their reasons, as they were on one day; the latest one holds.

    ``decided_by`` is ``rules``, or ``person`` when somebody said that it was not them.
    """

    __tablename__ = "triage_results"
    __table_args__ = (UniqueConstraint("triage_id", "number"),)

    id: Mapped[UuidKey]
    triage_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("triages.id", ondelete="CASCADE"))
    number: Mapped[int]
    stage: Mapped[str] = mapped_column(String(20))
    motivation: Mapped[str] = mapped_column(String(20))
    reasons: Mapped[JsonWords]
    decided_by: Mapped[str] = mapped_column(String(10))
    recorded_at: Mapped[Moment]
