"""What a chart is drawn from: plain values that travel to the process that draws."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from api.assessments.score_schemas import Figures


class ScaleStep(BaseModel):
    """One step of the maturity scale."""

    model_config = ConfigDict(frozen=True)

    value: int
    name: str


class ChartRow(BaseModel):
    """One row of a chart: what it is about, its figures, and whose they are where it matters."""

    model_config = ConfigDict(frozen=True)

    title: str
    figures: Figures
    area: str = ""


class ChartKind(StrEnum):
    """The charts that there are."""

    PROFILE = "profile"
    ANSWERS = "answers"
    COMPARISON = "comparison"


class ChartRequest(BaseModel):
    """A chart to be drawn."""

    model_config = ConfigDict(frozen=True)

    kind: ChartKind
    rows: Sequence[ChartRow]
    steps: Sequence[ScaleStep]
