"""What is still to be erased elsewhere."""

import uuid

from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Moment


class PendingErasure(Base):
    """A conversation that is erased here, and that the engine's tracker store has yet to forget."""

    __tablename__ = "pending_erasures"

    conversation: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    asked_at: Mapped[Moment]
