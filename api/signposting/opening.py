"""When something is next open, by the clocks of this country."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from api.directory.hours import Opening

_WEEK = 7
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Next:
    """The next time that something is open: in how many days, and from when to when."""

    days: int
    weekday: int
    opens: time
    closes: time | None
    is_open: bool


def uk_clock(now: datetime) -> datetime:
    """Give the time that a clock in the United Kingdom shows, without a zone.

    Summer time is from 1:00 UTC on the last Sunday of March to that of October; reckoned here, as
    a small server may have no table of time zones.

    >>> [uk_clock(datetime(2026, month, 1, 12, tzinfo=UTC)).hour for month in (3, 7, 11)]
    [12, 13, 12]
    """
    utc = now.astimezone(UTC).replace(tzinfo=None)
    starts, ends = _last_sunday(utc.year, 3), _last_sunday(utc.year, 10)
    return utc + timedelta(hours=1) if starts <= utc < ends else utc


def _last_sunday(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    back = (last.weekday() - _SUNDAY) % _WEEK
    return datetime.combine(last - timedelta(days=back), time(1))


def next_opening(openings: Iterable[Opening], at: datetime) -> Next | None:
    """Give the next time that is open within a week; None when no hours are known for it.

    ``at`` is as the clock on the wall shows it. What began at a known time and ends at an unknown
    one is over for today.
    """
    found = sorted(_upcoming(list(openings), at), key=lambda each: (each.days, each.opens))
    return next(iter(found), None)


def _upcoming(openings: list[Opening], at: datetime) -> Iterator[Next]:
    for days in range(_WEEK + 1):
        day = at.date() + timedelta(days=days)
        for each in openings:
            hours = each.hours
            if hours.weekday != day.weekday() or not _holds(each, day):
                continue
            began = days == 0 and hours.opens <= at.time()
            if began and (hours.closes is None or _is_over(hours.opens, hours.closes, at.time())):
                continue
            yield Next(days, hours.weekday, hours.opens, hours.closes, is_open=began)


def _holds(opening: Opening, day: date) -> bool:
    return (opening.valid_from or day) <= day <= (opening.valid_to or day)


def _is_over(opens: time, closes: time, now: time) -> bool:
    return opens < closes <= now
