"""Find the level in a message that also says how sure the person is ("pretty sure it's a 3").

What is said of one's own confidence may hide the level: "not very sure, 2", "a 2, 100% sure". It is
set apart first, and the level is read from the rest: level, then confidence, then note.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Iterator, List, Optional, Sequence, Text, Tuple

from bot.engine.level_reading import LevelReader
from bot.engine.normalise import Word
from bot.engine.request_reading import RequestReader

_BREAKS = frozenset({",", ".", ";", "-", "–", "!", "but"})
_NEGATIONS = frozenset({"not", "n't", "never"})
_LONGEST = 8
_AFTER_IT_IS = frozenset({"a", "an", "at", "level", "definitely", "only", "just"})


@dataclass(frozen=True)
class ConfidentLevel:
    """A level that is named outright, how sure the person is, and what else was said as a note."""

    level: int
    confidence: Text
    note: Optional[Tuple[int, int]] = None


def read_confident_level(
    levels: LevelReader, requests: RequestReader, text: Text, words: Sequence[Word]
) -> Optional[ConfidentLevel]:
    """Return the level and the confidence that a message gives, or None if it lacks either."""
    if not requests.tells_confidence(words):
        return None
    for start, end in _stretches(words):
        degree = requests.confidence(text, words[start:end], beside_level=True)
        if degree is None:
            continue
        rest = _without(_with_it_is(words), start, end)
        reading = levels.read(rest)
        if reading.named is None:
            continue
        note = None if reading.note_from is None else (rest[reading.note_from].start, rest[-1].end)
        return ConfidentLevel(reading.named.level, degree, note)
    return None


def _stretches(words: Sequence[Word]) -> Iterator[Tuple[int, int]]:
    """Yield where confidence may stand: between breaks, first of all, then at either end."""
    breaks = [place for place, word in enumerate(words) if word.text in _BREAKS]
    edges = [-1, *breaks, len(words)]
    for before, after in pairwise(edges):
        if 0 < after - before - 1 < len(words):
            yield before + 1, after
    for length in range(min(_LONGEST, len(words) - 1), 1, -1):
        for start in (0, len(words) - length):
            # "Not sure it's a 3" doubts the level itself.
            if _NEGATIONS.isdisjoint(word.text for word in words[start : start + length]):
                yield start, start + length


def _with_it_is(words: Sequence[Word]) -> List[Word]:
    """Return the words with "its a 3" read as "it is a 3": the apostrophe is often left out."""
    followed = [*(word.text for word in words[1:]), ""]
    return [
        word._replace(text="it") if word.text == "its" and after in _AFTER_IT_IS else word
        for word, after in zip(words, followed, strict=True)
    ]


def _without(words: Sequence[Word], start: int, end: int) -> List[Word]:
    """Return the words around a stretch, with one break where two would meet."""
    before, after = list(words[:start]), list(words[end:])
    while after and after[0].text in _BREAKS and (not before or before[-1].text in _BREAKS):
        after.pop(0)
    while before and not after and before[-1].text in _BREAKS:
        before.pop()
    return before + after
