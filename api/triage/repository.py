"""Every query about triages."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.exceptions import NotFound
from api.models import Triage, TriageResult


class TriageNotFound(NotFound):
    """There is no triage of that id, or it was forgotten."""


def get_or_raise(session: Session, triage_id: uuid.UUID, *, lock: bool = False) -> Triage:
    """Return the triage, locked against other writers if asked; raises ``TriageNotFound``."""
    triage = session.get(Triage, triage_id, with_for_update=lock or None)
    if triage is None:
        raise TriageNotFound(f"There is no triage '{triage_id}'.")
    return triage


def of_conversation(session: Session, conversation_id: uuid.UUID) -> Sequence[Triage]:
    """Return the triages of a conversation, oldest first."""
    return session.scalars(
        select(Triage)
        .where(Triage.conversation_id == conversation_id)
        .order_by(Triage.started_at, Triage.id)
    ).all()


def add(session: Session, row: Triage | TriageResult) -> None:
    """Add a row, so that others can refer to it."""
    session.add(row)
    session.flush()


def results(session: Session, triage_ids: Sequence[uuid.UUID]) -> Sequence[TriageResult]:
    """Return the results of triages, oldest first."""
    return session.scalars(
        select(TriageResult)
        .where(TriageResult.triage_id.in_(triage_ids))
        .order_by(TriageResult.recorded_at, TriageResult.number)
    ).all()


def latest_result(session: Session, triage_id: uuid.UUID) -> TriageResult | None:
    """Return the result that holds now."""
    return session.scalar(
        select(TriageResult)
        .where(TriageResult.triage_id == triage_id)
        .order_by(TriageResult.number.desc())
        .limit(1)
    )


def forget_before(session: Session, moment: datetime) -> int:
    """Delete the triages that nobody has touched since, with all that belongs to them."""
    gone = session.scalars(
        delete(Triage).where(Triage.last_seen_at < moment).returning(Triage.id)
    ).all()
    return len(gone)
