"""The shapes in which wellbeing travels."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from api.fields import Key


class Moment(StrEnum):
    """Before or after support."""

    BEFORE = "before"
    AFTER = "after"


class NewWellbeingAnswer(BaseModel):
    """One answer, 0 to 10."""

    model_config = ConfigDict(extra="forbid")

    moment: Moment
    question: Key
    value: int = Field(description="0 to 10; other values are refused by name.")


class WellbeingAnswerView(BaseModel):
    """One answer with the band of the Office for National Statistics."""

    moment: Moment
    question: str
    value: int
    band: str
    recorded_at: datetime


class NextWellbeing(BaseModel):
    """What to ask next, in the exact wording; ``question`` is null after the fourth."""

    moment: Moment
    intro: str | None
    question: str | None
    text: str | None
    scale: str | None
    offer_help: bool = Field(False, description="The answer was so low that help is offered.")


class WellbeingView(BaseModel):
    """The answers of one triage, four before and four after at most; never added up."""

    answers: list[WellbeingAnswerView]
    next: NextWellbeing | None = Field(description="Null when it may not be asked here.")
