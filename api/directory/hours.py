"""Read opening hours that are written in words: "Monday to Friday 9.00 - 12.00"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Self

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEAST_LETTERS = 3
_WEEK = 7
_DAY = r"[a-z]{3,9}"
_TIME = r"\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?"
_SPAN = re.compile(rf"(?P<opens>{_TIME})(?:\s*(?:-|–|—|to|until|till)\s*(?P<closes>{_TIME}))?")
_LINE = re.compile(
    rf"(?P<days>{_DAY}(?:\s*(?:,|&|and|to|-|–)\s*{_DAY})*)\.?\s*[:,–-]?\s*(?:from\s+)?(?P<spans>\d.*)"
)
_EVERY_DAY = re.compile(r"^(?:every day|daily|seven days a week|7 days a week)\b", re.IGNORECASE)
_ALWAYS = re.compile(r"(?:any time, day or night|24 hours a day|24/7)\.?", re.IGNORECASE)
_DAYS_SAID = rf"{_DAY}(?:\s*(?:,|&|and|to|-|–)\s*{_DAY})*"
_CLOSED = re.compile(
    rf"(?P<days>{_DAYS_SAID})\s*[:,–-]?\s*(?:is\s+|are\s+)?closed\.?"
    rf"|closed\s+(?:on\s+)?(?P<days_after>{_DAYS_SAID})\.?"
)
_ASKING = re.compile(
    rf"(?P<days>{_DAYS_SAID})\s*[:,–-]?\s*\(?(?P<days_after>)"
    r"(?:(?:by|on)\s+(?:prior\s+)?(?:appointment|arrangement|request)|appointments?)(?:\s+only)?\)?\.?"
)
# What stands between days of one list, and what ends a part of a line.
_JOINT = re.compile(r"\.?(?:\s|,|&|\band\b|\bto\b|-|–)+")
_BEFORE_DAYS = re.compile(r"(?P<before>[,;.])\s*closed(?:\s+on)?\s*$", re.IGNORECASE)
_NOON_SAID = re.compile(r"\b(?:12\s*)?(?:noon|midday)\b")
_AFTER = re.compile(r"(?:[\s,;&/]|\band\b)+$", re.IGNORECASE)
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?")
_HALF = re.compile("am|pm")
_NOON, _MIDNIGHT, _HOUR = 12, 24, 60
# Nothing opens before seven; what says "2.00" means the afternoon.
_EARLIEST = 7
_AFTERNOON = range(1, 6)


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when something is open on a weekday (0 is Monday); ``closes`` may be unknown."""

    weekday: int
    opens: time
    closes: time | None


@dataclass(frozen=True, slots=True)
class Opening:
    """Hours, with the first and last day on which they hold."""

    hours: Hours
    valid_from: date | None = None
    valid_to: date | None = None

    def as_row(self) -> list[Any]:
        """Write it as it is kept: weekday, opening and closing time, first and last day."""
        known = (self.hours.opens, self.hours.closes, self.valid_from, self.valid_to)
        return [self.hours.weekday, *(each.isoformat() if each else None for each in known)]

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> Self:
        """Read what ``as_row`` wrote."""
        weekday, opens, closes, first, last = row
        hours = Hours(
            weekday, time.fromisoformat(opens), time.fromisoformat(closes) if closes else None
        )
        days = (date.fromisoformat(each) if each else None for each in (first, last))
        return cls(hours, *days)


@dataclass(frozen=True, slots=True)
class Times:
    """Hours that were read, and what has to be asked for: "Saturday by appointment"."""

    hours: list[Hours]
    by_asking: list[str]


def read_hours(text: str) -> list[Hours]:
    """Read hours, some days with their times a line; nothing when any part says something else.

    >>> [(each.weekday, f"{each.opens:%H:%M}") for each in read_hours("Mon & Wed, 9am to 12.30pm")]
    [(0, '09:00'), (2, '09:00')]
    >>> read_hours("Ring first")
    []
    """
    return read_times(text).hours


def read_times(text: str) -> Times:
    """Read hours, days that are closed, and days by appointment; all of it or nothing.

    >>> read_times("Mon 9-5, Sat by appointment, Sun closed").by_asking
    ['Sat by appointment']
    """
    if _ALWAYS.fullmatch(text.strip()):
        return Times([Hours(day, time(0), time(23, 59)) for day in range(_WEEK)], [])
    found = Times([], [])
    for part in (part for line in text.splitlines() for part in _parts(line)):
        folded = _NOON_SAID.sub("12pm", _EVERY_DAY.sub("monday to sunday", part.casefold()))
        said = _CLOSED.fullmatch(folded) or _ASKING.fullmatch(folded)
        if said and _days(said["days"] or said["days_after"]):
            found.by_asking.extend([part] if _ASKING.fullmatch(folded) else [])
            continue
        read = list(_read_part(folded))
        if not read:
            return Times([], [])
        found.hours.extend(read)
    return found


def weekday_named(word: str) -> int | None:
    """Give the weekday (0 is Monday) that a word names, in full or shortened.

    >>> weekday_named("Tues"), weekday_named("sundays"), weekday_named("sun"), weekday_named("some")
    (1, 6, 6, None)
    """
    folded = word.casefold().rstrip(".").removesuffix("s") or word
    shown = word.casefold().rstrip(".")
    for day, name in enumerate(DAY_NAMES):
        if any(len(each) >= _LEAST_LETTERS and name.startswith(each) for each in (shown, folded)):
            return day
    return None


def _parts(line: str) -> Iterator[str]:
    """Part "Mon-Fri 9am-5pm, Sat 10am-1pm" where other days begin after something was said."""
    begin, last = 0, None
    for word in re.finditer(r"[^\W\d_]+", line):
        if weekday_named(word[0]) is None:
            continue
        if last is not None and not _JOINT.fullmatch(line[last : word.start()]):
            closed = _BEFORE_DAYS.search(line, begin, word.start())
            end = closed.end("before") if closed else word.start()
            yield _AFTER.sub("", line[begin:end]).strip()
            begin = end
        last = word.end()
    rest = _AFTER.sub("", line[begin:]).strip()
    if rest:
        yield rest


def _read_part(folded: str) -> Iterator[Hours]:
    found = _LINE.fullmatch(folded)
    days = _days(found["days"]) if found else []
    spans = _spans(found["spans"]) if found else []
    yield from (Hours(day, opens, closes) for day in days for opens, closes in spans)


def _days(text: str) -> list[int]:
    """Read "monday to friday" or "monday, wednesday and friday"; nothing when a word is no day."""
    days: list[int] = []
    for part in re.split(r"\s*(?:,|&|\band\b)\s*", text):
        ends = [weekday_named(word) for word in re.split(r"\s*(?:-|–|\bto\b)\s*", part)]
        named = [day for day in ends if day is not None]
        if len(named) != len(ends) or not 1 <= len(named) <= 2:  # noqa: PLR2004 -- from and to
            return []
        first, last = named[0], named[-1]
        days += [(first + step) % _WEEK for step in range((last - first) % _WEEK + 1)]
    return list(dict.fromkeys(days))


def _spans(text: str) -> list[tuple[time, time | None]]:
    left = re.sub(r"[,;&]|\band\b", " ", _SPAN.sub(" ", text))
    if left.strip(" ."):
        return []
    read = [_span(each["opens"], each["closes"]) for each in _SPAN.finditer(text)]
    known = [(opens, closes) for opens, closes in read if opens is not None]
    return known if len(known) == len(read) else []


def _span(opening: str, closing: str | None) -> tuple[time | None, time | None]:
    """Read one span; "2.00 - 4.00" is in the afternoon, and whether "6.00" is, nobody can tell.

    "9-5" says hours, as "9" alone does not, and "7-9pm" is in the evening.
    """
    opens = _clock(opening, bare=closing is not None)
    closes = _clock(closing, bare=True) if closing else None
    if opens is None or _HALF.search(opening) or opening.strip().startswith("0"):
        return opens, _in_the_afternoon(opens, closes)
    if closes and "pm" in (closing or "") and opens.hour < _NOON:
        later = opens.replace(hour=opens.hour + _NOON)
        if later < closes:
            return later, closes
    if opens.hour < _EARLIEST:
        afternoon = opens.hour in _AFTERNOON and closes is not None
        opens = opens.replace(hour=opens.hour + _NOON) if afternoon else None
    return opens, _in_the_afternoon(opens, closes)


def _in_the_afternoon(opens: time | None, closes: time | None) -> time | None:
    """Take a closing time such as the 5 of "9am-5" for one after noon."""
    if opens and closes and closes <= opens and closes.hour < _NOON:
        return closes.replace(hour=closes.hour + _NOON)
    return closes


def _clock(text: str, *, bare: bool = False) -> time | None:
    found = _CLOCK.fullmatch(text.strip())
    if found is None or not (bare or found["minute"] or found["half"]):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"] and hour <= _NOON:
        hour = hour % _NOON + (_NOON if found["half"] == "pm" else 0)
    return time(hour, minute) if hour < _MIDNIGHT and minute < _HOUR else None
