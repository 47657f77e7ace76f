"""A small linear model over words and concepts that can only raise *possible*.

It speaks alone where no rule found anything, and it is the second condition of the weak rules. Its
weights are fixed, ship in ``hints.json`` and are made by ``python -m api.safety.train_hints``. A
feature is a short text (a word, words in a row, a piece of a word, a concept, two concepts near
each other); its CRC-32 says which row of the weight table is its own.
"""

import base64
import json
import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from api.safety.concepts import Concepts
from api.safety.finding import Category
from api.safety.normalise import Break, Normaliser, PlainText, read_lemmas

WEIGHTS = Path(__file__).parent / "hints.json"
CATEGORIES = (Category.CRISIS, Category.URGENT_MEDICAL, Category.SAFEGUARDING)
CLASSES = (Category.NONE, *CATEGORIES)
FEWEST_WORDS = 2
FEWEST_TO_DOUBT = 6
BUCKETS = 1 << 18
PIECE = 4
REACH = 6
LONG_SENTENCE = 28
WINDOW = 20

type Rows = NDArray[np.int64]
type Table = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FeatureReader:
    """Turns the words of a sentence into the numbers of its features."""

    concepts: Concepts
    lemmas: Mapping[str, str]

    @classmethod
    def shipped(cls, normaliser: Normaliser) -> Self:
        """Read the word lists that ship with the product; the normaliser learns their words."""
        concepts = Concepts.load(normaliser.phrase)
        normaliser.learn(concepts.words)
        return cls(concepts, read_lemmas())

    def rows(self, words: Sequence[str]) -> Rows:
        """The rows of the weight table that belong to a sentence, each once."""
        texts = {*self._of_words(words), *self._of_concepts(words)}
        numbers = {zlib.crc32(text.encode()) % BUCKETS for text in texts}
        return np.fromiter(sorted(numbers), np.int64, len(numbers))

    def _of_words(self, words: Sequence[str]) -> Iterator[str]:
        """Words, twos, threes, pairs around one word, the same of lemmas, and pieces of words."""
        row = ["<", *words, ">"]
        lemmas = [self.lemmas.get(word, word) for word in row]
        for at, word in enumerate(row):
            yield word
            yield f"l:{lemmas[at]}"
            yield from _pieces(word)
            if at + 1 < len(row):
                yield f"{word} {row[at + 1]}"
                yield f"l:{lemmas[at]} {lemmas[at + 1]}"
            if at + 2 < len(row):
                yield f"{word} {row[at + 1]} {row[at + 2]}"
                yield f"{word} _ {row[at + 2]}"
                yield f"l:{lemmas[at]} _ {lemmas[at + 2]}"

    def _of_concepts(self, words: Sequence[str]) -> Iterator[str]:
        """Concepts, concepts with the word beside them, and two concepts within reach."""
        tags = list(self.concepts.tags(words))
        for at, tag in enumerate(tags):
            yield f"k:{tag.name}"
            yield f"k<:{words[tag.start - 1] if tag.start else '<'} {tag.name}"
            yield f"k>:{tag.name} {words[tag.end] if tag.end < len(words) else '>'}"
            for other in tags[at + 1 :]:
                apart = other.start - tag.end
                if apart > REACH:
                    break
                if apart >= 0 and other.name != tag.name:
                    yield f"kk:{tag.name} {other.name}"
                    if apart <= 1:
                        yield f"kn:{tag.name} {other.name}"


def _pieces(word: str) -> Iterator[str]:
    """The pieces of four letters of a longer word: they bring misspellings near the word."""
    if len(word) >= PIECE:
        edged = f"^{word}$"
        for start in range(len(edged) - PIECE + 1):
            yield f"c:{edged[start : start + PIECE]}"


def sentences(text: PlainText) -> Iterator[Sequence[str]]:
    """The whole text, each of its sentences, and overlapping windows over a long sentence."""
    yield text.words
    starts = [at for at, before in enumerate(text.breaks) if before is Break.HARD]
    for start, end in pairwise([*starts, len(text.words)]):
        if len(starts) > 1:
            yield text.words[start:end]
        if end - start > LONG_SENTENCE:
            for at in range(start, end - WINDOW // 2, WINDOW // 2):
                yield text.words[at : min(at + WINDOW, end)]


@dataclass(frozen=True, slots=True)
class Hints:
    """The weights of the model (a row a feature, a column a class) and its five limits.

    Above ``threshold`` the model raises *possible* alone; above ``support`` a weak rule counts;
    above ``sure`` what a rule says is possible is certain; above ``beyond``, where no harmless
    message of the development sets came, no saying takes a danger back; below ``doubt`` what a
    rule says is
    certain is only possible, in a message of at least ``FEWEST_TO_DOUBT`` words: a cry for help is
    short.
    """

    reader: FeatureReader
    weights: Table
    bias: NDArray[np.float64]
    threshold: float
    support: float
    sure: float
    beyond: float
    doubt: float

    @classmethod
    def load(cls, reader: FeatureReader) -> Self:
        """Read the weights that ship with the product."""
        content: dict[str, Any] = json.loads(WEIGHTS.read_text("utf-8"))
        packed = zlib.decompress(base64.b64decode(content["weights"]))
        steps = np.frombuffer(packed, np.int8).reshape(BUCKETS, len(CLASSES))
        weights = steps.astype(np.float32) * np.float32(content["step"])
        limits = (content[name] for name in ("threshold", "support", "sure", "beyond", "doubt"))
        return cls(reader, weights, np.array(content["bias"]), *limits)

    def category(self, text: PlainText) -> Category | None:
        """The danger that the words hint at, or None when they do not hint strongly enough."""
        score, category = self.strongest(text)
        return category if score > self.threshold else None

    def strongest(self, text: PlainText) -> tuple[float, Category]:
        """The score of a text, with the category of the sentence that hints most at danger.

        It is the mean of what the whole text and that sentence score: on messages that the model
        had not seen, the whole alone missed danger told in passing, and the sentence alone took
        more hardship for danger.
        """
        scored = [self.score(words) for words in sentences(text) if len(words) >= FEWEST_WORDS]
        if not scored:
            return -math.inf, CATEGORIES[0]
        most, category = max(scored)
        return (scored[0][0] + most) / 2, category

    def score(self, words: Sequence[str]) -> tuple[float, Category]:
        """The log odds of any danger against none, and the likeliest danger."""
        rows = self.reader.rows(words)
        sums = self.weights[rows].sum(axis=0) / math.sqrt(len(rows)) + self.bias
        dangers = sums[1:]
        odds = float(np.logaddexp.reduce(dangers) - sums[0])
        return odds, CATEGORIES[int(dangers.argmax())]


def pack(weights: Table) -> dict[str, Any]:
    """The weights as whole steps of one size, packed as text for ``hints.json``."""
    step = float(np.abs(weights).max()) / 127
    steps = np.rint(weights / step).astype(np.int8)
    return {
        "step": step,
        "weights": base64.b64encode(zlib.compress(steps.tobytes(), 9)).decode("ascii"),
    }
