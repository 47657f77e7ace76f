"""A small linear model over words that can only raise *possible*, where no rule found anything.

Its weights are fixed, ship in ``hints.json`` and are made by ``python -m api.safety.train_hints``.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from api.safety.finding import Category
from api.safety.normalise import Break, PlainText

WEIGHTS = Path(__file__).parent / "hints.json"
CATEGORIES = (Category.CRISIS, Category.URGENT_MEDICAL, Category.SAFEGUARDING)
FEWEST_WORDS = 3


def features(words: Iterable[str]) -> set[str]:
    """The words of a sentence, their neighbours in twos and threes, and pairs around one word."""
    row = ["<", *words, ">"]
    found: set[str] = set()
    for at, word in enumerate(row):
        found.add(word)
        found.update(" ".join(row[at : at + size]) for size in (2, 3) if at + size <= len(row))
        if at + 2 < len(row):
            found.add(f"{word} _ {row[at + 2]}")
    return found


def sentences(text: PlainText) -> Iterator[list[str]]:
    """The words of each sentence of a text, and of the whole text."""
    yield text.words
    starts = [at for at, before in enumerate(text.breaks) if before is Break.HARD]
    if len(starts) > 1:
        for start, end in zip(starts, [*starts[1:], len(text.words)], strict=True):
            yield text.words[start:end]


@dataclass(frozen=True, slots=True)
class Hints:
    """The weights of the model: for each feature one number a category, and the threshold."""

    weights: Mapping[str, list[float]]
    bias: list[float]
    threshold: float

    @classmethod
    def load(cls) -> Self:
        """Read the weights that ship with the product."""
        return cls(**json.loads(WEIGHTS.read_text("utf-8")))

    def category(self, text: PlainText) -> Category | None:
        """The danger that the words hint at, or None when they do not hint strongly enough."""
        scored = [self._best(words) for words in sentences(text) if len(words) >= FEWEST_WORDS]
        score, category = max(scored, default=(-math.inf, CATEGORIES[0]))
        return category if score > self.threshold else None

    def _best(self, words: list[str]) -> tuple[float, Category]:
        return max(zip(self.scores(words), CATEGORIES, strict=True), key=lambda pair: pair[0])

    def scores(self, words: list[str]) -> list[float]:
        """One score a category; a long sentence is not scored higher for being long."""
        found = features(words)
        sums = [0.0] * len(CATEGORIES)
        for feature in found:
            for place, weight in enumerate(self.weights.get(feature, ())):
                sums[place] += weight
        size = math.sqrt(len(found))
        return [total / size + bias for total, bias in zip(sums, self.bias, strict=True)]
