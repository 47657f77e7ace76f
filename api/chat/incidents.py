"""How often care was given: counts by day, category and certainty, without anyone's words."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.chat.repository import list_incidents
from api.dependencies import Now, ReadSession, ServiceKey
from api.error_answers import may_answer
from api.models import CareIncident
from api.safety.finding import Category, Certainty

router = APIRouter(
    prefix="/v1/reports",
    tags=["reports"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 422),
)


class IncidentCount(BaseModel):
    """How often care of one kind was given on one day (UTC), on one channel."""

    day: date
    category: Category
    certainty: Certainty
    channel: str
    times: int = Field(ge=1)


class Incidents(BaseModel):
    """The counts of a span of days, newest day first; ``total`` is their sum."""

    since: datetime
    total: int
    counts: list[IncidentCount]


@router.get("/incidents")
def count_incidents(
    session: ReadSession, now: Now, days: Annotated[int, Query(ge=1, le=3660)] = 92
) -> Incidents:
    """Count the times at which care was given in the last days.

    A clinical safety officer sees here that the control works and how often it is needed; which
    message or person it was is not kept.
    """
    since = now - timedelta(days=days)
    return Incidents(since=since, **_counted(list_incidents(session, since)))


def _counted(incidents: Sequence[CareIncident]) -> dict[str, object]:
    counted = Counter(
        (each.hour.date(), each.category, each.certainty, each.channel) for each in incidents
    )
    rows = sorted(counted.items(), key=lambda item: (-item[0][0].toordinal(), item[0][1:]))
    counts = [
        {"day": day, "category": category, "certainty": certainty, "channel": channel, "times": n}
        for (day, category, certainty, channel), n in rows
    ]
    return {"total": len(incidents), "counts": counts}
