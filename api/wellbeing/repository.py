"""Every query about wellbeing."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.models import WellbeingAnswer


def of_triage(session: Session, triage_id: uuid.UUID) -> Sequence[WellbeingAnswer]:
    """Return the answers of a triage, oldest first."""
    return session.scalars(
        select(WellbeingAnswer)
        .where(WellbeingAnswer.triage_id == triage_id)
        .order_by(WellbeingAnswer.recorded_at, WellbeingAnswer.id)
    ).all()


def save(
    session: Session,
    triage_id: uuid.UUID,
    *,
    moment: str,
    question: str,
    value: int,
    now: datetime,
) -> WellbeingAnswer:
    """Keep an answer in place of an earlier one to the same question."""
    row = session.scalar(
        select(WellbeingAnswer).where(
            WellbeingAnswer.triage_id == triage_id,
            WellbeingAnswer.moment == moment,
            WellbeingAnswer.question == question,
        )
    )
    if row is None:
        row = WellbeingAnswer(triage_id=triage_id, moment=moment, question=question)
        session.add(row)
    row.value, row.recorded_at = value, now
    session.flush()
    return row
