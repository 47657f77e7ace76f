"""Read a level by its name or its place on the scale at hand.

The engine knows the level names of one framework. Another has other names, and another top.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import yaml
from rapidfuzz.distance import OSA

from actions.exchange import Exchange
from actions.turn import Turn
from api.assessments.schemas import Question

_READ = ("level_", "clarify", "nlu_fallback", "out_of_scope", "explain")
_HYPHENS = re.compile("[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]")
_WORD = re.compile(r"[a-z]+|\d+|\?")
_ONE_SLIP_FROM = 5
_TWO_SLIPS_FROM = 9
_MOST_WORDS = 7


async def on_the_scale(at: Exchange) -> Exchange:
    """Give the exchange with the level that its words name on the scale of the question.

    A name of another framework's level is never an answer; the level is then asked for.
    """
    turn = at.turn
    told_by_number = "level" in turn.entities and "level_name" not in turn.entities
    if turn.is_button or told_by_number or not turn.intent.startswith(_READ) or not turn.statement:
        return at
    if "level_name" not in turn.entities and len(turn.text.split()) > _MOST_WORDS:
        return at
    question = await at.client.question(at.place, turn.statement)
    return replace(at, turn=on_scale(turn, question))


def on_scale(turn: Turn, question: Question) -> Turn:
    """Give the turn as it reads on the scale of the question."""
    words = words_of(turn.text)
    level, is_denied = level_by_name(words, question)
    if is_denied:
        return _taken_for(turn, "clarify")
    if level is not None:
        return _taken_for(turn, f"level_{level}", level=level)
    if "level_name" in turn.entities and not _has_name(words, question):
        return _taken_for(turn, "clarify")
    end = level_by_place(words, question)
    if end is None or "level" in turn.entities:
        return turn
    # "The lowest" is one level however the levels stand; the top of a list may be its first.
    named = {} if _table("by_list").intersection(words) else {"level": end}
    return _taken_for(turn, f"level_{end}", **named)


def words_of(text: str) -> list[str]:
    """Give the words of a text; what a hyphen joins is one word."""
    return _WORD.findall(_HYPHENS.sub("", text.casefold()).replace("'", ""))


def level_by_name(words: Sequence[str], question: Question) -> tuple[int | None, bool]:
    """Give the level that is named and nothing else said, and whether it is denied instead.

    Neither holds where more is said: "established" may then be plain English.
    """
    for level in question.levels:
        name = words_of(level.name)
        start = _start_of(name, words)
        if start is None:
            continue
        around = {*words[:start], *words[start + len(name) :]}
        beside = around - _table("fillers")
        if around & _table("negations") and beside <= _table("negations"):
            return None, True
        return (level.value, False) if not beside else (None, False)
    return None, False


def level_by_place(words: Sequence[str], question: Question) -> int | None:
    """Give the level at the end of the scale that is meant by "the top one" or the like."""
    values = [level.value for level in question.levels]
    said = set(words) - _table("fillers") - _table("nouns") - _table("whereabouts")
    if said and said <= _table("highest"):
        return max(values)
    return min(values) if said and said <= _table("lowest") else None


def _has_name(words: Sequence[str], question: Question) -> bool:
    names = (words_of(level.name) for level in question.levels)
    return any(_start_of(name, words) is not None for name in names)


def _start_of(name: Sequence[str], words: Sequence[str]) -> int | None:
    for start in range(len(words) - len(name) + 1):
        here = words[start : start + len(name)]
        if all(_is_meant(said, word) for said, word in zip(here, name, strict=True)):
            return start
    return None


def _is_meant(said: str, word: str) -> bool:
    """Say whether a word is another one, also with a slip in it."""
    if said == word:
        return True
    slips = (len(word) >= _ONE_SLIP_FROM) + (len(word) >= _TWO_SLIPS_FROM)
    return said[:1] == word[:1] and OSA.distance(said, word, score_cutoff=slips) <= slips


def _taken_for(turn: Turn, intent: str, **entities: int) -> Turn:
    kept = {name: value for name, value in turn.entities.items() if not name.startswith("level")}
    return replace(turn, intent=intent, entities={**kept, **entities})


@lru_cache(maxsize=8)
def _table(name: str) -> frozenset[str]:
    path = Path(__file__).with_name("level_names.yml")
    words: str = yaml.safe_load(path.read_text(encoding="utf-8"))[name]
    return frozenset(words.split())
