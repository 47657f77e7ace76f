"""Answers to the ONS4 questions on personal wellbeing."""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Moment, UuidKey


class WellbeingAnswer(Base):
    """One of the four answers, 0 to 10, before or after; the four are never added up."""

    __tablename__ = "wellbeing_answers"
    __table_args__ = (
        UniqueConstraint("triage_id", "moment", "question"),
        CheckConstraint("value >= 0 AND value <= 10", name="value_on_scale"),
    )

    id: Mapped[UuidKey]
    triage_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("triages.id", ondelete="CASCADE"))
    moment: Mapped[str] = mapped_column(String(10))
    question: Mapped[str] = mapped_column(String(20))
    value: Mapped[int]
    recorded_at: Mapped[Moment]
