"""Answers whether a signpost is open on a day, from its hours or from what is said of each day."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from actions.triage_buttons import titles
from api.directory.hours import DAY_NAMES, Opening, weekday_named
from api.directory.wording import clock
from api.signposting.lists import load_plans

_DAY = re.compile(rf"\b({'|'.join(DAY_NAMES)})s?\b")
_WEEKEND = (5, 6)
_CLOSED = re.compile(r"\b(?:closed|shut)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:today|tonight|now|at the moment|this (?:morning|afternoon|evening))\b")

type Card = dict[str, Any]


def day_lines(card: Card, text: str) -> Iterator[str]:
    """Say for each day that a question names whether it is open; nothing where nobody knows."""
    for day in days_named(text, card.get("today")):
        told = _by_hours(card, day) if card.get("openings") else _by_words(card, day)
        if told is None:
            return
        is_open, hours = told
        shape = titles()["facts"]["on_day" if is_open else "not_on_day"]
        name = load_plans().words.days[day]
        yield shape.format(name=card["name"], weekday=name, hours=hours)


def days_named(text: str, today: int | None) -> list[int]:
    """Give the weekdays (0 is Monday) that a question names; ``today`` is that of today.

    >>> days_named("Is it open on Sundays?", 0), days_named("open tomorrow?", 6)
    ([6], [0])
    """
    told = text.casefold()
    named = [weekday_named(found) for found in _DAY.findall(told)]
    days = [day for day in named if day is not None]
    if "weekend" in told:
        days += _WEEKEND
    if today is not None and _NOW.search(told):
        days.append(today)
    if today is not None and "tomorrow" in told:
        days.append((today + 1) % len(DAY_NAMES))
    return list(dict.fromkeys(days))


def hours_of(card: Card) -> list[str]:
    """Give all hours of a signpost."""
    hours = card.get("all_hours") or card.get("schedule")
    return [hours] if hours else []


def _by_hours(card: Card, day: int) -> tuple[bool, str]:
    on_day = [each for each in map(Opening.of_row, card["openings"]) if each.hours.weekday == day]
    if not on_day:
        return False, card["all_hours"]
    return True, ", ".join(_span(each) for each in on_day)


def _span(opening: Opening) -> str:
    words, hours = titles()["facts"], opening.hours
    if hours.closes is None:
        return str(words["span_from"].format(opens=clock(hours.opens)))
    return str(words["span"].format(opens=clock(hours.opens), closes=clock(hours.closes)))


def _by_words(card: Card, day: int) -> tuple[bool, str] | None:
    """Read "Monday: open in the morning; Sunday: closed"; None where the day is not spoken of."""
    parts = [part.strip() for part in re.split(r"[;\n]", card.get("all_hours") or "")]
    about = [part for part in parts if _first_day(part) == day]
    if not about:
        return None
    is_open = not any(_CLOSED.search(part) for part in about)
    told = about if is_open else [part for part in parts if not _CLOSED.search(part)]
    return is_open, _joined(told)


def _joined(parts: Sequence[str]) -> str:
    return "; ".join(parts)


def _first_day(part: str) -> int | None:
    found = re.match(r"\W*(\w+)", part)
    return weekday_named(found[1]) if found else None
