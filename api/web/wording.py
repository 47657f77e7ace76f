"""Figures and dates as people read them: pure functions that the templates use as filters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

NO_FIGURE = "\N{EN DASH}"
_WHOLE = 100


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


def day(moment: datetime) -> str:
    """Write a day in full: ``2 November 2026``."""
    return f"{moment.day} {moment:%B %Y}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """Put a number before its noun: ``1 person``, ``2 people``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def around(text: str, emphasis: str) -> tuple[str, str, str]:
    """Split a statement at its emphasised phrase: before, the phrase, after."""
    before, phrase, after = text.partition(emphasis) if emphasis else (text, "", "")
    return before, phrase, after
