"""Profiles over HTTP."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import FrameworksDependency, ReadSession, ServiceKey
from api.error_answers import may_answer
from api.fields import Key
from api.profiles import service
from api.profiles.schemas import Profile

MOST_SIDE_BY_SIDE = 20

router = APIRouter(
    prefix="/v1",
    tags=["profiles"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 404, 409, 422),
)


@router.get("/assessments/{assessment_id}/profile")
def read_profile(
    assessment_id: uuid.UUID, session: ReadSession, frameworks: FrameworksDependency
) -> Profile:
    """Read where an area stands on each aspect of an index."""
    return service.profile(session, frameworks, assessment_id)


@router.get("/profiles")
def compare_profiles(
    *,
    session: ReadSession,
    frameworks: FrameworksDependency,
    framework: Key,
    assessment: Annotated[list[uuid.UUID], Query(max_length=MOST_SIDE_BY_SIDE)] = [],  # noqa: B006
    organisation_id: uuid.UUID | None = None,
) -> list[Profile]:
    """Read profiles side by side: of the assessments named, or of an organisation's parts."""
    wanted = service.Wanted(assessment, organisation_id)
    return service.side_by_side(session, frameworks, framework, wanted)
