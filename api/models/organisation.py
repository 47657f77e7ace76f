"""Organisations: neighbourhoods (PCNs), places and integrated care systems, as one tree."""

import uuid

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Moment, UuidKey


class Organisation(Base):
    """A PCN, place or ICS; its parent is the larger area that it belongs to."""

    __tablename__ = "organisations"

    id: Mapped[UuidKey]
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    ods_code: Mapped[str | None] = mapped_column(String(10), unique=True)
    parent_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organisations.id", ondelete="RESTRICT"), index=True
    )
    is_example: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment]
