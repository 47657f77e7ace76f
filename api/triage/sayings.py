"""Reads how people say an answer in their own words (``sayings.yml``): pure functions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict

from api.signposting.needs import Need

_FILE = Path(__file__).with_name("sayings.yml")
_PART = re.compile(r"\{([A-Z]+)\}")


class Beside(StrEnum):
    """What a message may say beside a need or an answer."""

    NO_PHONE = "no_phone"
    CANNOT_RING = "cannot_ring"
    USES_INTERNET = "uses_internet"
    READS_BADLY = "reads_badly"
    FOR_ME = "for_me"
    TAKES_BACK = "takes_back"


class _Said(BaseModel):
    """The expressions of one answer, as they are written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    told: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class _SaidBeside(_Said):
    """The expressions of one fact, with the needs that its words do not tell."""

    not_needs: tuple[Need, ...] = ()
    asks: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: dict[str, str]
    facts: dict[Beside, _SaidBeside]
    sayings: dict[str, dict[str, _Said]]


@dataclass(frozen=True, slots=True)
class Saying:
    """How one answer is said; an expression that is empty fits nothing."""

    told: re.Pattern[str]
    replies: re.Pattern[str]
    unless: re.Pattern[str]

    def is_told(self, plain: str) -> bool:
        """Whether a message says it without being asked."""
        return bool(self.told.search(plain)) and not self.unless.search(plain)

    def is_reply(self, plain: str) -> bool:
        """Whether a message says it as the answer to its question."""
        said = self.told.search(plain) or self.replies.search(plain)
        return bool(said) and not self.unless.search(plain)


@dataclass(frozen=True, slots=True)
class Fact:
    """How something beside a need is said, and which needs its words do not tell."""

    saying: Saying
    not_needs: frozenset[Need]
    asks: re.Pattern[str]

    def needs_not_told(self, plain: str) -> frozenset[Need]:
        """Give the needs that a message which says it does not tell, unless it asks for help."""
        return frozenset() if self.asks.search(plain) else self.not_needs


@dataclass(frozen=True, slots=True)
class Sayings:
    """The sayings of every answer, by question and answer, and of what is said beside them."""

    questions: Mapping[str, Mapping[str, Saying]]
    facts: Mapping[Beside, Fact]

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Self:
        """Read the sayings that ship with the product; raises ``KeyError`` for an unknown part."""
        read = _File.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
        parts: dict[str, str] = {}
        for name, part in read.parts.items():
            parts[name] = _filled(part, parts)
        return cls(
            {
                question: {option: _saying(said, parts) for option, said in options.items()}
                for question, options in read.sayings.items()
            },
            {fact: _fact(said, parts) for fact, said in read.facts.items()},
        )

    def told(self, question: str, plain: str) -> list[str]:
        """Give the answers to a question that a message says unasked."""
        sayings = self.questions.get(question, {})
        return [option for option, saying in sayings.items() if saying.is_told(plain)]

    def beside(self, plain: str) -> list[Beside]:
        """Give what a message says beside a need or an answer."""
        return [fact for fact, said in self.facts.items() if said.saying.is_told(plain)]

    def replies(self, question: str, plain: str) -> list[str]:
        """Give the answers that a message says in reply to a question."""
        sayings = self.questions.get(question, {})
        return [option for option, saying in sayings.items() if saying.is_reply(plain)]


def _fact(said: _SaidBeside, parts: Mapping[str, str]) -> Fact:
    return Fact(_saying(said, parts), frozenset(said.not_needs), _any(said.asks, parts))


def _saying(said: _Said, parts: Mapping[str, str]) -> Saying:
    return Saying(*(_any(each, parts) for each in (said.told, said.replies, said.unless)))


def _any(expressions: Iterable[str], parts: Mapping[str, str]) -> re.Pattern[str]:
    """Make one expression of several; the one that never fits when there are none."""
    every = list(_each(expressions, parts))
    return re.compile("|".join(every) if every else r"(?!)")


def _each(expressions: Iterable[str], parts: Mapping[str, str]) -> Iterator[str]:
    return (f"(?:{_filled(expression, parts)})" for expression in expressions)


def _filled(expression: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda found: parts[found[1]], expression)
