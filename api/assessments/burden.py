"""How long answering takes: a pure function of the times at which people answered.

The framework document asks that partners, and smaller organisations above all, know the burden
beforehand (section 2), so an estimate is replaced by recorded times as soon as there are enough.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from math import ceil
from statistics import median

from api.assessments.schemas import Channel, Pace

# Whoever takes longer between two responses was away; below four seconds, nobody read the
# statement.
LONGEST_S = 300.0
SHORTEST_S = 4.0
ENOUGH = 10
# One person's pace is no measure for others.
ENOUGH_PEOPLE = 3
# Nobody is told a burden that is far below what the framework's authors expect.
LEAST_OF_ESTIMATE = 1 / 3
# Programs answer at no person's pace.
CHANNELS_OF_PEOPLE = frozenset(Channel) - {Channel.API}


def times_taken(moments: Iterable[datetime]) -> list[float]:
    """Return the seconds between one participant's consecutive responses, pauses left out.

    Args:
        moments: when the participant responded, in any order.
    """
    gaps = ((later - earlier).total_seconds() for earlier, later in pairwise(sorted(moments)))
    return [gap for gap in gaps if SHORTEST_S <= gap <= LONGEST_S]


def recorded_pace(taken: Sequence[float]) -> Pace | None:
    """Return the median of recorded times, or None while they are too few to tell."""
    return Pace(seconds=median(taken), recorded=len(taken)) if len(taken) >= ENOUGH else None


def pace_of_all(taken_by_each: Iterable[Sequence[float]]) -> Pace | None:
    """Return the pace of several people, or None while they or their times are too few to tell."""
    told = [taken for taken in taken_by_each if taken]
    if len(told) < ENOUGH_PEOPLE:
        return None
    return recorded_pace([seconds for taken in told for seconds in taken])


def pace_of(own: Iterable[datetime], others: Pace | None, minutes_per_statement: float) -> Pace:
    """Return how long a statement takes this participant.

    The participant's own times tell best, then those of others; before enough are recorded, the
    framework's first estimate stands, out of 0 times. No pace is below a third of that estimate.
    """
    estimate = Pace(seconds=minutes_per_statement * 60, recorded=0)
    pace = recorded_pace(times_taken(own)) or others or estimate
    least = estimate.seconds * LEAST_OF_ESTIMATE
    return pace.model_copy(update={"seconds": max(pace.seconds, least)})


def minutes_for(statements: int, pace: Pace) -> int:
    """Return the whole minutes that so many statements take: at least 1 while any is left."""
    return ceil(statements * pace.seconds / 60)
