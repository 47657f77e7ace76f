"""What the page of profiles shows: several areas on each aspect of one index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.assessments import repository
from api.frameworks.loader import FrameworkRegistry
from api.frameworks.schemas import Framework
from api.profiles import service
from api.profiles.schemas import Aspect, Profile
from api.profiles.service import Wanted
from api.reports.drawing import Drawing
from api.reports.rows import ChartKind, ChartRequest, ChartRow, ScaleStep


@dataclass(frozen=True, slots=True)
class Area:
    """One profile and how it is named beside the others."""

    name: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the page shows; the chart is None when it could not be drawn."""

    framework: Framework
    areas: list[Area]
    chart: str | None
    as_of: datetime

    @property
    def rows(self) -> list[tuple[str, list[Aspect]]]:
        """Each aspect with what every area has there, in the order of the areas."""
        columns = [area.profile.aspects for area in self.areas]
        return [(aspects[0].title, list(aspects)) for aspects in zip(*columns, strict=True)]


def show_comparison(
    session: Session,
    frameworks: FrameworkRegistry,
    assessment_ids: Sequence[UUID],
    *,
    drawing: Drawing,
    now: datetime,
) -> Comparison:
    """Put several profiles side by side.

    Raises what ``api.profiles.service.side_by_side`` raises, and ``NothingToCompare`` for none.
    """
    if not assessment_ids:
        raise service.NothingToCompare("Name the assessments: '/profiles?assessment=ID'.")
    first = repository.get_or_raise(session, assessment_ids[0])
    framework = frameworks.get_or_raise(first.framework_id)
    found = service.side_by_side(
        session, frameworks, framework.id, Wanted(assessments=assessment_ids)
    )
    areas = [Area(_name(profile, found), profile) for profile in found]
    return Comparison(framework, areas, _chart(framework, areas, drawing), now)


def _name(profile: Profile, found: Sequence[Profile]) -> str:
    name = profile.assessment.organisation
    same = [each for each in found if each.assessment.organisation == name]
    return name if len(same) == 1 else f"{name}, round {profile.assessment.round}"


def _chart(framework: Framework, areas: Sequence[Area], drawing: Drawing) -> str | None:
    rows = [
        ChartRow(title=aspect.title, figures=aspect, area=area.name)
        for area in areas
        for aspect in area.profile.aspects
    ]
    steps = [ScaleStep(value=level.value, name=level.name) for level in framework.levels]
    return drawing.draw(ChartRequest(kind=ChartKind.COMPARISON, rows=rows, steps=steps))
