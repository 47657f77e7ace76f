"""The shapes in which signposts travel."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from api.signposting.lists import Wish, Wrong
from api.signposting.needs import Need


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Verdict(StrEnum):
    """What a person said of a signpost."""

    NOT_FOR_ME = "not_for_me"
    WRONG = "wrong"


class Outcome(StrEnum):
    """Whether a person followed a signpost."""

    WENT = "went"
    NOT_YET = "not_yet"
    NOT_GOING = "not_going"


class ReportStatus(StrEnum):
    """How far the owner of the directory is with a report."""

    NEW = "new"
    CHECKING = "checking"
    MENDED = "mended"
    NOTHING_WRONG = "nothing_wrong"


class SignpostRequest(_Request):
    """The triage to give signposts for; ``turn`` names the request: the same gives the same."""

    triage_id: uuid.UUID
    turn: uuid.UUID
    most: int = Field(3, ge=1, le=3)
    needs: list[Need] = Field([], description="Only for these; none: for all of the triage.")


class VerdictRequest(_Request):
    """What a person said; ``text`` is read for the reason, and not kept."""

    verdict: Verdict
    text: str = Field("", max_length=20_000)


class OutcomeRequest(_Request):
    """Whether the person went."""

    outcome: Outcome


class ReportChange(_Request):
    """How far the owner is with a report."""

    status: ReportStatus


class SignpostView(BaseModel):
    """A signpost as it was given; ``card`` is what a person is shown."""

    model_config = ConfigDict(from_attributes=True)

    id: uuid.UUID
    triage_id: uuid.UUID
    target: str
    number: int
    card: dict[str, Any]
    verdict: Verdict | None
    outcome: Outcome | None
    given_at: datetime


class Given(BaseModel):
    """The signposts of one request, and what was not found near the place that was named."""

    signposts: list[SignpostView]
    place: str | None
    gaps: list[str] = Field(description="Needs for which nothing near was found, as in a sentence.")
    counted: bool = Field(
        False, description="The first gap of the conversation was counted, and may be told."
    )
    looked_near: bool
    lacking: list[str] = Field(
        [], description="What the person wants, and none of the local places says that it has."
    )


class Judged(BaseModel):
    """A signpost after a verdict, with what was understood of the reason."""

    signpost: SignpostView
    wishes: list[Wish] = []
    wrong: Wrong | None = None


class ReportView(BaseModel):
    """Something that people said is wrong with an entry of the directory."""

    model_config = ConfigDict(from_attributes=True)

    id: uuid.UUID
    target: str
    name: str
    what: Wrong
    times: int
    status: ReportStatus
    reported_at: datetime
    last_reported_at: datetime
    closed_at: datetime | None


class UnmetNeedView(BaseModel):
    """How often nothing near was found for a need, in one area and month."""

    area: str = Field(description="An outcode or town, or `elsewhere` for those with few.")
    need: Need
    title: str
    month: date
    times: int


class UnmetNeeds(BaseModel):
    """Gaps that citizens met, without any person, and the statements that they inform."""

    statements: list[str]
    items: list[UnmetNeedView]
    total: int = Field(description="How many gaps were counted in all, over the whole list.")
