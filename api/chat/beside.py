"""What somebody plainly needs beside words that may tell of danger, read by ``beside.yml``.

Such words are nobody's need by themselves (docs/safety/hazards.md, H17): the engine does not see
them. What is named outright in them is told to it in words of its own, so that it is not lost.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from api.chat.turn import Turn
from api.languages.locales import SOURCE, fitting
from api.languages.needs import english_phrases, needs_told
from api.languages.telling import read as read_told
from api.safety.care_words import is_young
from api.safety.staying import says_bullied
from api.triage.plain_words import plain_words as english_words
from api.triage.reading import tells_hunger
from api.triage.whereabouts import place_candidates

HUNGER = "hunger"
BULLYING = "bullying"
_YOUNG = "young"
_FILE = Path(__file__).with_name("beside.yml")
_OUTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    told: dict[str, str]
    plain: list[str]
    english: dict[str, list[str]]


def needs_beside(text: str, locale: str) -> list[str]:
    """Give the needs that a message names outright, hunger first.

    >>> needs_beside("we have no food and the bailiffs are coming", "en")
    ['hunger', 'money_debt']
    """
    read = _read()
    plain = f" {english_words(text)} "
    found = [
        need
        for need, phrases in read.english.items()
        if any(f" {phrase} " in plain for phrase in phrases)
    ]
    if fitting(locale) != SOURCE:
        found += [need for need in needs_told(text, locale) if need in read.plain]
    if says_bullied(text, locale):
        found.append(BULLYING)
    is_hungry = tells_hunger(text) or HUNGER in found or _says_hunger(text, locale)
    return list(dict.fromkeys([*([HUNGER] if is_hungry else []), *found]))


def as_told(needs: Iterable[str], about: Iterable[str] = (), text: str = "") -> str | None:
    """Say needs as the engine understands them; None when there is none that it knows.

    It knows bullying at a school alone, and is told when a child asks. The first half of a postcode
    in ``text`` comes along.

    >>> as_told(["hunger", "money_debt"])
    'I have no food. I need help with this: debt'
    """
    phrases, young = english_phrases() | _read().told, is_young(about)
    known = [need for need in dict.fromkeys(needs) if need != BULLYING or young]
    if HUNGER in known:
        known = [need for need in known if need != "food"]
    others = ", ".join(phrases[need] for need in known if need != HUNGER)
    hunger = phrases[HUNGER] if HUNGER in known else ""
    asked = f"I need help with this: {others}" if others else ""
    parts = [hunger, asked, phrases[_YOUNG] if young else "", *_place(text)]
    return ". ".join(part for part in parts if part) if known else None


def needs_of(turn: Turn) -> list[str]:
    """Give the needs that a typed turn names; in an assessment words tell none."""
    if turn.payload is not None or turn.is_opening or turn.state.flow == "assessment":
        return []
    return needs_beside(turn.written or turn.text or "", turn.locale)


def for_engine(turn: Turn, needs: list[str], about: Iterable[str]) -> Turn | None:
    """Give a turn as the engine may see it; None when it names no need that the engine knows.

    Words that tell of hunger outright are seen as they are: what else they say counts as well.
    """
    if HUNGER in needs and tells_hunger(turn.text or ""):
        return turn
    told = as_told(needs, about, turn.text or "")
    return None if told is None else replace(turn, text=told)


def _place(text: str) -> list[str]:
    found = place_candidates(text, asked=False)[:1]
    return [f"I live in {place}" for place in found if _OUTCODE.fullmatch(place)]


def _says_hunger(text: str, locale: str) -> bool:
    return "hungry" in read_told(text, locale).facts


@lru_cache(maxsize=1)
def _read() -> _File:
    return _File.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
