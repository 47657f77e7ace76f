"""Conversations as the gateway keeps them: redacted, with what was offered in each."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Json, JsonList, JsonObject, Moment, UtcDateTime, UuidKey


class ChatSession(Base):
    """One conversation on one channel. Only the SHA-256 of the bearer token is kept."""

    __tablename__ = "chat_sessions"

    id: Mapped[UuidKey]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    channel: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(12), default="en")
    participant_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("participants.id", ondelete="SET NULL"), index=True
    )
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("assessments.id", ondelete="SET NULL")
    )
    state: Mapped[JsonObject]
    # What the assistant stays with after a disclosure: its category and who it is about.
    care: Mapped[dict[str, Any] | None] = mapped_column(Json)
    # The version of the privacy notice that was shown; whether the words are kept after it.
    notice: Mapped[str | None] = mapped_column(String(20))
    keeps_words: Mapped[bool] = mapped_column(default=True)
    turns: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]


class ChatTurn(Base):
    """What a person sent (redacted) and what the assistant answered.

    ``status`` is ``received`` until the answer is stored, then ``answered``; ``failed`` when the
    engine could not be reached, so that the same message can be sent again.
    """

    __tablename__ = "chat_turns"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        UniqueConstraint("session_id", "client_message_id"),
    )

    id: Mapped[UuidKey]
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("chat_sessions.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    client_message_id: Mapped[uuid.UUID | None]
    text: Mapped[str | None] = mapped_column(Text)
    payload: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    replies: Mapped[JsonList]
    state: Mapped[dict[str, Any] | None] = mapped_column(Json)
    received_at: Mapped[Moment]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class ChatOffer(Base):
    """A payload that the assistant offered in a conversation, and so will accept from it."""

    __tablename__ = "chat_offers"

    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("chat_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    payload: Mapped[str] = mapped_column(String(255), primary_key=True)


class CareIncident(Base):
    """That care was given once: of which kind and in which hour, without whose words or who."""

    __tablename__ = "care_incidents"

    id: Mapped[UuidKey]
    category: Mapped[str] = mapped_column(String(20))
    certainty: Mapped[str] = mapped_column(String(10))
    channel: Mapped[str] = mapped_column(String(20))
    hour: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)


class ChatKey(Base):
    """One more way into a conversation: a chat on another channel, or another browser.

    ``token_hash`` is the SHA-256 of a bearer token, as in ``ChatSession``. A channel derives its
    token from the chat with a secret, so that nothing here names or finds a person.
    """

    __tablename__ = "chat_keys"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("chat_sessions.id", ondelete="CASCADE"), index=True
    )
    channel: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[Moment]


class ChatHandover(Base):
    """A link that carries a conversation to another channel, once. Its hash alone is kept."""

    __tablename__ = "chat_handovers"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("chat_sessions.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[Moment]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
