"""The shapes in which profiles travel."""

from pydantic import BaseModel

from api.assessments.schemas import AssessmentBrief
from api.assessments.score_schemas import Figures


class Aspect(Figures):
    """One aspect of an index: its figures, and what the source says of the level reached.

    ``level`` is the median; ``descriptor`` is null when that lies between two levels, or when the
    source is silent there.
    """

    domain_id: str
    title: str
    statements: list[str]
    level: float | None
    descriptor: str | None


class Profile(BaseModel):
    """Where an area stands on each aspect: mixed levels are the rule, so there is no one mark.

    ``index`` holds the figures of all aspects together.
    """

    assessment: AssessmentBrief
    aspects: list[Aspect]
    index: Figures
