"""Finds what the words of a text are about, by the word lists of ``concepts.yml``.

"fella", "hubby" and "the wife" are all ``PARTNER``; "lamped" and "slapped" are both ``BLOW``. The
hints model sees these names beside the words, so that it can weigh a word it was never taught.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from api.safety.phrases import branches, expand
from api.safety.rulefiles import Strict, read_yaml

TABLE = Path(__file__).parent / "concepts.yml"

type Phrase = tuple[str, ...]


class ConceptTable(Strict):
    """The shape of ``concepts.yml``: for each name, its words with bars between them."""

    concepts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Tag:
    """A concept that words ``start`` up to, not including, ``end`` stand for."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Concepts:
    """The phrases that stand for concepts, by their first word, longest first."""

    phrases: Mapping[str, Sequence[tuple[Phrase, tuple[str, ...]]]]

    @classmethod
    def load(cls, plain: Callable[[str], Phrase]) -> Self:
        """Read the word lists that ship with the product, in the plain words of ``plain``."""
        names: dict[Phrase, set[str]] = {}
        for name, words in read_yaml(TABLE, ConceptTable).concepts.items():
            for text in (text for branch in branches(words) for text in expand(branch)):
                if phrase := plain(text):
                    names.setdefault(phrase, set()).add(name)
        first: dict[str, list[tuple[Phrase, tuple[str, ...]]]] = {}
        for phrase, found in sorted(names.items()):
            first.setdefault(phrase[0], []).append((phrase, tuple(sorted(found))))
        return cls(first)

    @property
    def words(self) -> set[str]:
        """Every word of every phrase: the normaliser keeps them as they are written."""
        return {word for rows in self.phrases.values() for phrase, _ in rows for word in phrase}

    def tags(self, words: Sequence[str]) -> Iterator[Tag]:
        """Every concept in a row of plain words, in the order in which they begin."""
        for start, word in enumerate(words):
            for phrase, names in self.phrases.get(word, ()):
                end = start + len(phrase)
                if tuple(words[start:end]) == phrase:
                    for name in names:
                        yield Tag(start, end, name)
