"""Reads the frameworks that are in use."""

from fastapi import APIRouter

from api.dependencies import FrameworksDependency, ServiceKey
from api.frameworks.schemas import Framework, FrameworkSummary
from api.frameworks.service import summarise

router = APIRouter(prefix="/v1/frameworks", tags=["frameworks"], dependencies=[ServiceKey])


@router.get("")
def list_frameworks(frameworks: FrameworksDependency) -> list[FrameworkSummary]:
    """List the frameworks, without their statements."""
    return [summarise(framework) for framework in frameworks]


@router.get("/{framework_id}")
def read_framework(framework_id: str, frameworks: FrameworksDependency) -> Framework:
    """Read one whole framework; answers 404 when there is none of that id."""
    return frameworks.get_or_raise(framework_id)
