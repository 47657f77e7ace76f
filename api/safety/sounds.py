"""Words that sound alike get the same key, so that "soocide" finds "suicide".

The key keeps the consonants as British speech runs them together: silent letters go, "th" and "f"
are one ("breff"), an "r" that is not followed by a vowel is not heard ("carnt", "hart"), and "d"
and "t" at the end are one ("dropt").
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import DamerauLevenshtein

SHORTEST = 4
FEWEST_SOUNDS = 3
LEAST_ALIKE = 0.4

_STEPS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(.)\1+", r"\1"),
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"tch", "x"),
        (r"[ct]i(?=on|an|ous)", "x"),
        (r"sch|ck|q|ch(?=r)", "k"),
        (r"sh|ch", "x"),
        (r"ph|th", "f"),
        (r"gh(?=t|$|[^aeiou])|w(?![aeiouyh])", ""),
        (r"wh", "w"),
        (r"sc(?=[iey])|cs|xs", "s"),
        (r"[ct]i(?=ous)|sci(?=ous)", "x"),
        (r"mb$", "m"),
        (r"ing$", "in"),
        (r"[sc]c?(?=[eiy])", "s"),
        (r"c", "k"),
        (r"dg(?=[eiy])|j", "g"),
        (r"z", "s"),
        (r"r(?![aeiouy])", ""),
        (r"(?<=.)[aeiouyh]+", ""),
        (r"^[aeiouy]+", "a"),
        (r"d$", "t"),
    )
)


def sound(word: str) -> str:
    """The key of a lower-case word."""
    for pattern, heard in _STEPS:
        word = pattern.sub(heard, word)
    return word


class SoundIndex:
    """Finds the word of a vocabulary that an unknown word sounds like."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._words: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(vocabulary):
            if len(word) >= SHORTEST and word.isascii() and word.isalpha():
                key = sound(word)
                if len(key) >= FEWEST_SOUNDS:
                    self._words[key].append(word)

    def find(self, word: str) -> str | None:
        """The word that sounds the same and is spelt most alike, or None."""
        if len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
            return None
        alike = DamerauLevenshtein.normalized_similarity
        found = self._words.get(sound(word), ())
        best = max(found, key=lambda known: alike(word, known), default=None)
        return best if best and alike(word, best) >= LEAST_ALIKE else None
