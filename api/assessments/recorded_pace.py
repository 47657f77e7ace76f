"""How long statements took people so far, kept with each assessment that it is told to."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.assessments import repository
from api.assessments.burden import pace_of_all, times_taken
from api.models import Assessment

# The latest tell best, and reading more would hold up whoever is being invited.
_MOST_RESPONSES = 2_000


def refresh_pace(session: Session, assessment: Assessment) -> None:
    """Keep with an assessment how long statements of its scope took people, once enough did.

    Example organisations, which practice runs have too, and what programs answered are left out:
    nobody answered at their pace.
    """
    moments: defaultdict[tuple[UUID, UUID], list[datetime]] = defaultdict(list)
    for place, moment in repository.latest_moments(session, assessment, limit=_MOST_RESPONSES):
        moments[place].append(moment)
    pace = pace_of_all(times_taken(of_one) for of_one in moments.values())
    assessment.pace_seconds = pace.seconds if pace else None
    assessment.pace_recorded = pace.recorded if pace else 0
