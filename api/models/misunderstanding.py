"""Messages that the assistant did not understand, for staff to learn from."""

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Moment, UuidKey


class Misunderstanding(Base):
    """A redacted message that was not understood, with no sign of whose it was.

    ``fingerprint`` is a hash of the text with the statement that was asked: the same again only
    counts up ``times``.
    """

    __tablename__ = "misunderstandings"
    __table_args__ = (Index("ix_misunderstandings_status", "status", "last_seen_at"),)

    id: Mapped[UuidKey]
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    text: Mapped[str] = mapped_column(Text)
    intent: Mapped[str | None] = mapped_column(String(80))
    confidence: Mapped[float | None]
    flow: Mapped[str | None] = mapped_column(String(40))
    framework: Mapped[str | None] = mapped_column(String(80))
    statement: Mapped[str | None] = mapped_column(String(40))
    times: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(20), default="new")
    label: Mapped[str | None] = mapped_column(String(80))
    first_seen_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
