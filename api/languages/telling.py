"""Reads what people say in their own words in other languages, by the lists in ``told``.

What is read becomes plain English sentences: the assistant thinks in English
(docs/decisions/0013). Whatever is not in the lists is not guessed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict

from api.languages.locales import FOLDER, SOURCE, fitting
from api.languages.needs import english_phrases, most_told, need_spans
from api.languages.spans import Span, counted, longest, spans
from api.languages.stems import Patterns, compiled, plain_words

_FOLDER = FOLDER / "told"
NEEDS = "needs"
PLACE = "place"

type Entries = dict[str, list[str]]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class English(_Part):
    """The sentences that the assistant is told."""

    needs: str
    needs_too: str
    place: str
    age: str
    answers: dict[str, dict[str, str]]
    facts: dict[str, str]
    asks: dict[str, str]


class Said(_Part):
    """How one language says it: ``told`` answers unasked, ``replies`` only when it was asked."""

    told: dict[str, Entries]
    replies: dict[str, Entries]
    facts: Entries
    asks: Entries
    places: Entries
    lives: list[str] = []
    ages: list[str] = []


@dataclass(frozen=True, slots=True)
class Told:
    """What one message says; ``answers`` are options by question, ``asks`` about the service."""

    needs: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    place: str | None = None
    age: int | None = None

    @property
    def tells_anything(self) -> bool:
        """Whether it tells of the person or of where they are."""
        return bool(self.needs or self.answers or self.facts or self.place or self.age is not None)

    def in_english(self, asked: str | None = None) -> str | None:
        """Say it in English, as the answer to the question that was asked; None for nothing.

        A question about the service counts where nothing is told beside it.

        >>> read("Jestem bardzo samotna i mam długi", "pl").in_english()
        'I need help with this: lonely, debt'
        """
        if self.asks and not self.tells_anything:
            return english().asks[self.asks[0]]
        if asked == PLACE and self.place:
            return self.place
        return ". ".join(self._sentences(asked)) or None

    def _sentences(self, asked: str | None) -> Iterator[str]:
        says = english()
        yield from (says.facts[fact] for fact in self.facts)
        yield from (says.answers[question][option] for question, option in self.answers.items())
        if self.age is not None:
            yield says.age.format(age=self.age)
        if self.needs:
            # "I need help" would answer a question on how much help is needed.
            said = says.needs if asked in (None, NEEDS) else says.needs_too
            yield said.format(needs=", ".join(english_phrases()[need] for need in self.needs))
        if self.place:
            yield says.place.format(place=self.place)


def read(text: str, locale: str, asked: str | None = None) -> Told:
    """Read a message in a language; ``asked`` is the question that it may answer."""
    language = fitting(locale)
    if language == SOURCE:
        return Told()
    lists = _Lists.of(language)
    plain = f"{plain_words(text)} "
    place = lists.place(plain) or lists.place_in_latin(text, plain)
    if asked == PLACE and place:
        return Told(place=place)
    asks = counted(list(spans(plain, lists.asks)))
    answers = [one for one in lists.answers_in(plain, asked) if not one.is_in_any(asks)]
    own = [one for one in answers if asked and one.means.startswith(f"{asked}.")]
    needs = [one for one in counted(need_spans(plain, language)) if not one.is_in_any(asks + own)]
    return Told(
        needs=() if asked == PLACE else tuple(most_told(needs)),
        answers=_one_each(answers),
        facts=tuple(dict.fromkeys(one.means for one in spans(plain, lists.facts))),
        asks=tuple(dict.fromkeys(one.means for one in sorted(asks, key=_length, reverse=True))),
        place=place,
        age=lists.age(plain),
    )


def _length(one: Span) -> int:
    return one.end - one.start


def _one_each(found: list[Span]) -> dict[str, str]:
    """Give for each question the answer that is said with most words."""
    by_question: dict[str, list[Span]] = {}
    for one in found:
        by_question.setdefault(one.means.partition(".")[0], []).append(one)
    said = {question: longest(_leading(every)) for question, every in by_question.items()}
    return {question: one.means.partition(".")[2] for question, one in said.items() if one}


def _leading(found: list[Span]) -> list[Span]:
    """Leave out what begins within another: "can" of "I can't" is none."""
    return [one for one in found if not any(o.start < one.start < o.end for o in found)]


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists of one language, ready to look for."""

    told: Mapping[str, Patterns]
    replies: Mapping[str, Patterns]
    facts: Mapping[str, Patterns]
    asks: Mapping[str, Patterns]
    places: Mapping[str, Patterns]
    lives: Patterns
    ages: re.Pattern[str]
    is_latin: bool

    @classmethod
    @lru_cache
    def of(cls, locale: str) -> Self:
        """Make them from the file of a language."""
        said = said_in(locale)

        def each(entries: Entries) -> dict[str, Patterns]:
            return {means: compiled(listed, locale) for means, listed in entries.items()}

        return cls(
            told=each(by_answer(said.told)),
            replies=each(by_answer(said.replies)),
            facts=each(said.facts),
            asks=each(said.asks),
            places=each(said.places),
            lives=compiled(said.lives, locale),
            ages=re.compile("|".join(map(_age, said.ages)) or r"(?!)"),
            is_latin=bool(said.lives),
        )

    def answers_in(self, plain: str, asked: str | None) -> list[Span]:
        """Find the answers that are told, and those that reply to the question that was asked."""
        replies = {
            means: pattern
            for means, pattern in self.replies.items()
            if asked and means.startswith(f"{asked}.")
        }
        return [*spans(plain, self.told), *spans(plain, replies)]

    def place(self, plain: str) -> str | None:
        """Give the English name of a place that is written in the letters of the language."""
        found = longest(spans(plain, self.places))
        return found.means if found else None

    def place_in_latin(self, text: str, plain: str) -> str | None:
        """Give what may be an English name: after "I live in", or among words in other letters."""
        if self.is_latin:
            found = longest(spans(plain, {PLACE: self.lives}))
            return " ".join(plain[found.end :].split()[:_PLACE_WORDS]) if found else None
        if not _OTHER_LETTERS.search(text):
            return None
        named = (match[0] for match in _NAMED.finditer(text))
        return next((name for name in named if name.casefold() not in _NO_PLACES), None)

    def age(self, plain: str) -> int | None:
        """Give the age that a text tells, in years."""
        found = self.ages.search(plain)
        return int(next(filter(None, found.groups()))) if found else None


_PLACE_WORDS = 4
_OTHER_LETTERS = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]")
_NAMED = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?(?: ?\d[A-Z]{2})?\b|[A-Z][a-z'-]{2,}(?: [A-Z][a-z'-]+)*"
)
_NO_PLACES = frozenset({"gp", "nhs", "link worker", "universal credit", "pip", "whatsapp"})


def _age(entry: str) -> str:
    before, _, after = entry.partition("{n}")
    parts = (" ".join(plain_words(part).split()) for part in (before, after))
    start, end = (re.escape(part) for part in parts)
    return rf"(?:^|(?<= )){start}{' ' if start else ''}(\d{{1,3}}){' ' if end else ''}{end}"


def by_answer(entries: Mapping[str, Entries]) -> Entries:
    """Give the lists by question and option in one, as in ``access.easy``."""
    return {
        f"{question}.{option}": listed
        for question, options in entries.items()
        for option, listed in options.items()
    }


@lru_cache(maxsize=1)
def english() -> English:
    """Read the sentences that the assistant is told."""
    return English.model_validate(_file("english"))


@lru_cache
def said_in(locale: str) -> Said:
    """Read the lists of a language. Raises ``FileNotFoundError``."""
    return Said.model_validate(_file(locale))


def _file(name: str) -> Any:
    return yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
