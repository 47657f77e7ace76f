"""Reads the frameworks that are in use."""

from fastapi import APIRouter

from api.dependencies import FrameworksDependency, ServiceKey
from api.error_answers import may_answer
from api.frameworks.schemas import Framework, FrameworkSummary
from api.frameworks.service import summarise

router = APIRouter(
    prefix="/v1/frameworks",
    tags=["frameworks"],
    dependencies=[ServiceKey],
    responses=may_answer(401),
)


@router.get("")
def list_frameworks(frameworks: FrameworksDependency) -> list[FrameworkSummary]:
    """List the frameworks, without their statements."""
    return [summarise(framework) for framework in frameworks]


@router.get("/{framework_id}", responses=may_answer(404, 422))
def read_framework(framework_id: str, frameworks: FrameworksDependency) -> Framework:
    """Read one whole framework, with every statement and level."""
    return frameworks.get_or_raise(framework_id)
