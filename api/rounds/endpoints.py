"""Rounds over HTTP."""

import uuid

from fastapi import APIRouter

from api.dependencies import (
    FrameworksDependency,
    Now,
    ReadSession,
    ServiceKey,
    SettingsDependency,
    WriteSession,
)
from api.error_answers import may_answer
from api.rounds import service
from api.rounds.schemas import Changes, NextRound, OpenedRound

router = APIRouter(
    prefix="/v1/assessments",
    tags=["rounds"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 404, 422),
)


@router.post("/{assessment_id}/next-round", status_code=201, responses=may_answer(409))
def open_next_round(
    *,
    assessment_id: uuid.UUID,
    _: NextRound,
    session: WriteSession,
    frameworks: FrameworksDependency,
    settings: SettingsDependency,
    now: Now,
) -> OpenedRound:
    """Open the next round with everybody of this one; the tokens are shown this once."""
    return service.open_next(session, frameworks, assessment_id, settings=settings, now=now)


@router.get("/{assessment_id}/changes")
def read_changes(
    assessment_id: uuid.UUID, session: ReadSession, frameworks: FrameworksDependency
) -> Changes:
    """Read what moved since the round before."""
    return service.changes(session, frameworks, assessment_id)
