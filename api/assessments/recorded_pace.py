"""How long statements took people so far, kept with each assessment that it is told to."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.assessments import repository
from api.assessments.burden import recorded_pace, times_taken
from api.models import Assessment

# The latest tell best, and reading more would hold up whoever is being invited.
_MOST_RESPONSES = 2_000


def refresh_pace(session: Session, assessment: Assessment) -> None:
    """Keep with an assessment how long statements of its scope took people, once enough did.

    Example organisations are left out: nobody answered at their pace.
    """
    moments: defaultdict[tuple[UUID, UUID], list[datetime]] = defaultdict(list)
    for place, moment in repository.latest_moments(session, assessment, limit=_MOST_RESPONSES):
        moments[place].append(moment)
    taken = [seconds for of_one in moments.values() for seconds in times_taken(of_one)]
    pace = recorded_pace(taken)
    if pace is not None:
        assessment.pace_seconds, assessment.pace_recorded = pace.seconds, pace.recorded
