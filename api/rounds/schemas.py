"""The shapes in which rounds and what moved between them travel."""

from pydantic import BaseModel, ConfigDict

from api.assessments.schemas import AssessmentBrief, AssessmentView
from api.assessments.score_schemas import Figures
from api.participants.schemas import Invited


class NextRound(BaseModel):
    """The wish for the next round; there is nothing to choose."""

    model_config = ConfigDict(extra="forbid")


class OpenedRound(BaseModel):
    """The round just opened, with everybody of the last one and the link to send to each."""

    assessment: AssessmentView
    participants: list[Invited]


class MovedStatement(BaseModel):
    """One statement in two rounds; ``moved`` is the difference of the medians, if both have one."""

    statement: str
    text: str
    domain_id: str
    before: Figures
    now: Figures
    moved: float | None


class Changes(BaseModel):
    """What moved since the round before; ``previous`` is null for the first one."""

    previous: AssessmentBrief | None
    statements: list[MovedStatement]
