"""Figures and dates as people read them: pure functions that the templates use as filters."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from babel.dates import format_date

NO_FIGURE = "\N{EN DASH}"
_WHOLE = 100
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"'`{}|\\^]+", re.IGNORECASE)
_STOPS = ".,;:!?…"


class Step(Protocol):
    """A step of a maturity scale: its value and its name."""

    @property
    def value(self) -> int:
        """Place on the scale."""

    @property
    def name(self) -> str:
        """Name of the step."""


def number(value: float | None) -> str:
    """Write a median or a quartile: ``3``, ``2.5``, and a dash when there is none."""
    if value is None:
        return NO_FIGURE
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(share: float | None) -> str:
    """Write a share as a whole percentage, which is 0 % or 100 % only when it is just that."""
    if share is None:
        return NO_FIGURE
    if 0 < share < 1:
        return f"{min(max(round(share * _WHOLE), 1), _WHOLE - 1)}%"
    return f"{round(share * _WHOLE)}%"


def on_scale(median: float | None, steps: Sequence[Step]) -> str:
    """Name the place of a median: ``Maturing``, or ``between Developing and Maturing``."""
    if median is None:
        return ""
    below = [step.name for step in steps if step.value <= median]
    above = [step.name for step in steps if step.value >= median]
    if not (below and above):
        return ""
    return below[-1] if below[-1] == above[0] else f"between {below[-1]} and {above[0]}"


def day(moment: date) -> str:
    """Write a day in full: ``2 November 2026``."""
    return f"{moment.day} {moment:%B %Y}"


def day_of(written: str, locale: str = "en") -> str:
    """Write a day that a card gives as ``2026-11-02`` in full; other words stay as they are."""
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return written
    # Written the British way in English; other languages have their own.
    return day(found) if locale == "en" else format_date(found, "long", locale=locale)


def plural(count: int, one: str, many: str | None = None) -> str:
    """Put a number before its noun: ``1 person``, ``2 people``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def linked(text: str) -> list[tuple[str, str | None]]:
    """Cut a text at its web addresses: each piece, and where it leads if it is an address.

    Only addresses that begin with http, https or www count, so that nothing else can be run.
    """
    pieces: list[tuple[str, str | None]] = []
    place = 0
    for match in _ADDRESS.finditer(text):
        shown = _without_stop(match.group())
        pieces += [(text[place : match.start()], None), (shown, _target(shown))]
        place = match.start() + len(shown)
    return [piece for piece in [*pieces, (text[place:], None)] if piece[0]]


def _without_stop(address: str) -> str:
    """Leave out what ends the sentence around an address, and a bracket that it did not open."""
    address = address.rstrip(_STOPS)
    while address.endswith(")") and address.count("(") < address.count(")"):
        address = address[:-1].rstrip(_STOPS)
    return address


def _target(address: str) -> str:
    return address if "://" in address else f"https://{address}"


def moved(difference: float | None) -> str:
    """Write how far a median moved: ``up 1``, ``down 0.5``, ``no change``, and a dash for none."""
    if difference is None:
        return NO_FIGURE
    if not difference:
        return "no change"
    return f"{'up' if difference > 0 else 'down'} {number(abs(difference))}"


def around(text: str, emphasis: str) -> tuple[str, str, str]:
    """Split a statement at its emphasised phrase: before, the phrase, after."""
    before, phrase, after = text.partition(emphasis) if emphasis else (text, "", "")
    return before, phrase, after
