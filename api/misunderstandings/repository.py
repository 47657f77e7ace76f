"""Every query about messages that were not understood."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.exceptions import NotFound
from api.misunderstandings.schemas import ReviewStatus
from api.models import Misunderstanding


class MisunderstandingNotFound(NotFound):
    """The review queue has no such message."""


def get_or_raise(session: Session, misunderstanding_id: uuid.UUID) -> Misunderstanding:
    """Return the message, locked against other writers; raises ``MisunderstandingNotFound``."""
    found = session.get(Misunderstanding, misunderstanding_id, with_for_update=True)
    if found is None:
        raise MisunderstandingNotFound(
            f"The review queue has no message '{misunderstanding_id}': "
            "it may have been deleted, or kept as long as it may be."
        )
    return found


def add(session: Session, values: dict[str, Any]) -> Misunderstanding:
    """Keep a message, or count it up when the same is kept already."""
    # Both know the same words for it, but SQLAlchemy has them for each database apart.
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = (postgresql.insert if is_postgres else sqlite.insert)(Misunderstanding).values(values)
    again = {
        "times": Misunderstanding.times + 1,
        "last_seen_at": insert.excluded.last_seen_at,
    }
    wanted = insert.on_conflict_do_update(index_elements=["fingerprint"], set_=again)
    kept: Misunderstanding = session.scalars(
        wanted.returning(Misunderstanding), execution_options={"populate_existing": True}
    ).one()
    return kept


def find(
    session: Session, *, status: ReviewStatus | None, since: datetime, limit: int, offset: int
) -> tuple[Sequence[Misunderstanding], int]:
    """Return one page of the queue, most often misunderstood first, and how long it is."""
    conditions = [Misunderstanding.last_seen_at >= since]
    if status is not None:
        conditions.append(Misunderstanding.status == status)
    total = session.scalar(select(func.count(Misunderstanding.id)).where(*conditions)) or 0
    page = (
        select(Misunderstanding)
        .where(*conditions)
        .order_by(
            Misunderstanding.times.desc(), Misunderstanding.last_seen_at.desc(), Misunderstanding.id
        )
        .limit(limit)
        .offset(offset)
    )
    return session.scalars(page).all(), total


def labelled(session: Session, since: datetime) -> Sequence[Misunderstanding]:
    """Return every labelled message, by label and text."""
    wanted = (
        select(Misunderstanding)
        .where(
            Misunderstanding.status == ReviewStatus.LABELLED,
            Misunderstanding.last_seen_at >= since,
        )
        .order_by(Misunderstanding.label, Misunderstanding.text, Misunderstanding.id)
    )
    return session.scalars(wanted).all()


def remove(session: Session, misunderstanding: Misunderstanding) -> None:
    """Delete a message."""
    session.delete(misunderstanding)


def remove_before(session: Session, since: datetime) -> int:
    """Delete every message that was last seen before, and return how many."""
    gone = session.execute(delete(Misunderstanding).where(Misunderstanding.last_seen_at < since))
    return int(getattr(gone, "rowcount", 0))
