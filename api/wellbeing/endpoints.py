"""Wellbeing over HTTP."""

import uuid

from fastapi import APIRouter

from api.dependencies import Now, ReadSession, ServiceKey, WriteSession
from api.error_answers import may_answer
from api.triage import repository as triages
from api.wellbeing import service
from api.wellbeing.schemas import Moment, NewWellbeingAnswer, NextWellbeing, WellbeingView

router = APIRouter(
    prefix="/v1/wellbeing",
    tags=["wellbeing"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 404, 422),
)


@router.get("/{triage_id}")
def read_wellbeing(
    triage_id: uuid.UUID, session: ReadSession, moment: Moment = Moment.BEFORE
) -> WellbeingView:
    """Read the answers with their bands, and what to ask next; four answers and no total."""
    return service.read(session, triages.get_or_raise(session, triage_id), moment)


@router.post("/{triage_id}/answers", status_code=201, responses=may_answer(409))
def save_answer(
    triage_id: uuid.UUID, new: NewWellbeingAnswer, session: WriteSession, now: Now
) -> NextWellbeing:
    """Keep one answer, in place of an earlier one to the same question, and say what comes next."""
    triage = triages.get_or_raise(session, triage_id, lock=True)
    return service.save(session, triage, new, now=now)
