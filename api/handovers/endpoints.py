"""Hand-overs over HTTP."""

import uuid

from fastapi import APIRouter

from api.assessments.schemas import Position
from api.assessments.seats import SEAT, SeatToWrite
from api.dependencies import Now, ReadSession, ServiceKey
from api.error_answers import may_answer
from api.handovers import service
from api.handovers.schemas import HandoverInList, MadeHandover, NewHandover

router = APIRouter(
    prefix="/v1/assessments",
    tags=["hand-overs"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 404, 422),
)


@router.post(SEAT + "/handovers", status_code=201, responses=may_answer(409))
def hand_over(new: NewHandover, seat: SeatToWrite, now: Now) -> MadeHandover:
    """Hand a statement over to a role; the same turn again changes nothing."""
    made = service.hand_over(seat.session, seat.sit(), new, now=now)
    return service.made_view(made, seat.sit())


@router.delete(SEAT + "/handovers/{handover_id}", responses=may_answer(409))
def undo_handover(handover_id: uuid.UUID, seat: SeatToWrite, now: Now) -> Position:
    """Take a hand-over back: the giver is asked the statement again."""
    service.undo(seat.session, seat.sit(), handover_id, now=now)
    return seat.sit().position()


@router.get("/{assessment_id}/handovers")
def list_handovers(assessment_id: uuid.UUID, session: ReadSession) -> list[HandoverInList]:
    """List the hand-overs of an assessment that stand, first to last."""
    return service.list_of(session, assessment_id)
