"""Participants of assessments and the links that let them in."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Moment, UtcDateTime, UuidKey


class Participant(Base):
    """Somebody who answers for an organisation: the kind of partner and the role, never a name."""

    __tablename__ = "participants"

    id: Mapped[UuidKey]
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisations.id", ondelete="RESTRICT"), index=True
    )
    partner_type: Mapped[str] = mapped_column(String(30))
    role: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[Moment]


class Invite(Base):
    """A link by which one participant opens, and later resumes, one assessment.

    Only the SHA-256 of the token is kept. ``uses`` counts the conversations opened with it.
    """

    __tablename__ = "invites"

    id: Mapped[UuidKey]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    assessment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE"), index=True
    )
    participant_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), index=True
    )
    uses: Mapped[int] = mapped_column(default=0)
    max_uses: Mapped[int]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    created_at: Mapped[Moment]
