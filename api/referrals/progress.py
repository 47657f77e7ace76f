"""How a referral may go on, and when it has waited too long: pure rules."""

from datetime import datetime, timedelta

from api.exceptions import Conflict
from api.referrals.schemas import Status

_ALLOWED: dict[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.SEEN, Status.CONTACTED, Status.MEETING, Status.CLOSED}),
    Status.SEEN: frozenset({Status.CONTACTED, Status.MEETING, Status.CLOSED}),
    Status.CONTACTED: frozenset({Status.CONTACTED, Status.MEETING, Status.CLOSED}),
    Status.MEETING: frozenset({Status.CLOSED}),
    Status.CLOSED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}


class StatusNotPossible(Conflict):
    """A referral cannot go from its present status to the one that was asked for."""


def check_change(now: Status, wanted: Status) -> None:
    """Let the team go on with a referral; only the person can withdraw it.

    Raises ``StatusNotPossible`` naming both and what is allowed.
    """
    if wanted in _ALLOWED[now]:
        return
    allowed = ", ".join(f"'{status}'" for status in Status if status in _ALLOWED[now]) or "nothing"
    raise StatusNotPossible(
        f"A referral that is '{now}' cannot become '{wanted}'; allowed: {allowed}."
    )


def waited(since: datetime, now: datetime) -> timedelta:
    """Give how long a referral has waited; never less than nothing."""
    return max(now - since, timedelta())


def ends_soon(since: datetime, now: datetime, kept: timedelta, notice: timedelta) -> bool:
    """Say whether the details of an open referral will soon be deleted, whatever its status."""
    return waited(since, now) > kept - notice


def is_overdue(status: Status, since: datetime, now: datetime, limit: timedelta) -> bool:
    """Say whether somebody should be reminded: only before the two are in contact."""
    waits = status in (Status.NEW, Status.SEEN, Status.CONTACTED)
    return waits and waited(since, now) > limit
