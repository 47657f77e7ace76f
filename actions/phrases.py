"""Parts of sentences that fill the gaps of responses; their words stand in ``phrases.yml``."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from api.assessments.schemas import AnswerKind, GivenAnswer, LastRound

_MOST_NAMED = 8
_OTHER_ANSWERS = {
    AnswerKind.NOT_APPLICABLE: "not_applicable_answer",
    AnswerKind.DONT_KNOW: "dont_know_answer",
    AnswerKind.SKIPPED: "skipped_answer",
    AnswerKind.CLEARED: "open_answer",
}


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    path = Path(__file__).with_name("phrases.yml")
    phrases: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return phrases


def phrase(key: str, **values: Any) -> str:
    """Give the phrase ``key``, its gaps filled from ``values``."""
    return _phrases()[key].format(**values)


def paragraphs(parts: Iterable[str]) -> str:
    """Put parts under one another with a blank line between them; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def lines(parts: Iterable[str]) -> str:
    """Put parts under one another; empty ones are left out."""
    return "\n".join(part for part in parts if part)


def named(statements: Sequence[str]) -> str:
    """Name statements by their codes; of a long list the first few and how many more there are."""
    first = ", ".join(statements[:_MOST_NAMED])
    more = len(statements) - _MOST_NAMED
    return phrase("and_more", statements=first, count=more) if more > 0 else first


def answer_in_words(answer: GivenAnswer | LastRound) -> str:
    """Say an answer as a person would: "3 Maturing", "don't know"."""
    if answer.kind is AnswerKind.LEVEL:
        return phrase("level", value=answer.level, name=answer.level_name)
    return phrase(_OTHER_ANSWERS[answer.kind])


def figure(value: float | None) -> str:
    """Write a median without a needless fraction: 2, 2.5."""
    return "" if value is None else f"{value:g}"


def minutes(count: int) -> str:
    """Write a number of minutes with its word: "1 minute", "18 minutes"."""
    return phrase("minute" if count == 1 else "minutes", count=count)


def counted(count: int, none: str, one: str, more: str) -> str:
    """Give the phrase that fits a count: one of these three keys."""
    return phrase({0: none, 1: one}.get(count, more), count=count)


def to_go(count: int) -> str:
    """Say after a comma how many minutes are left; nothing when none are."""
    return phrase("to_go", minutes=minutes(count)) if count else ""
