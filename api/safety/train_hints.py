"""Makes ``hints.json``: ``python -m api.safety.train_hints``.

It learns from the sentences of ``training_set.py``. The threshold is set by folds: of the everyday
development messages, each scored by a model that was learned without it, at most ``FALSE_SHARE``
may reach it. The result is the same at every run.
"""

import json
import math
from collections.abc import Iterable, Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from api.safety.finding import Category
from api.safety.hints import (
    BUCKETS,
    CLASSES,
    FEWEST_WORDS,
    WEIGHTS,
    FeatureReader,
    Hints,
    Rows,
    Table,
    pack,
)
from api.safety.measure import SAFE_KINDS
from api.safety.normalise import Normaliser, read_known_words
from api.safety.rulefiles import read_words
from api.safety.screen import Screen
from api.safety.training_set import Example, read_examples

FALSE_SHARE = 0.0015  # below the bar of 0.5 %: the everyday lines were widened after these messages
FOLDS = 3
ROUNDS = 5
RATE = 0.1
PULL_TO_ZERO = 1e-4


def learn(examples: Sequence[Example], rows: Sequence[Rows]) -> tuple[Table, NDArray[np.float64]]:
    """Fit a softmax over none and the three dangers by adaptive gradient steps, in a fixed order.

    The weights are the mean over the later rounds, which weighs a feature more steadily than the
    last round alone.
    """
    weights = np.zeros((BUCKETS, len(CLASSES)), np.float32)
    squares = np.full_like(weights, 1e-4)
    bias = np.zeros(len(CLASSES))
    total, later = np.zeros_like(weights), 0
    order = list(range(len(examples)))
    chance = Random(7)  # noqa: S311
    for turn in range(ROUNDS):
        chance.shuffle(order)
        for at in order:
            _step(weights, squares, bias, rows[at], examples[at])
        if turn >= ROUNDS // 2:
            total += weights
            later += 1
    return total / np.float32(later), bias


def _step(
    weights: Table, squares: Table, bias: NDArray[np.float64], rows: Rows, example: Example
) -> None:
    size = math.sqrt(len(rows))
    own = weights[rows]
    sums = own.sum(axis=0) / size + bias
    error = np.exp(sums - sums.max())
    error /= error.sum()
    error[CLASSES.index(example.category)] -= 1
    error *= example.weight
    bias -= 0.02 * error
    slope = (error / size + PULL_TO_ZERO * own).astype(np.float32)
    squares[rows] += slope * slope
    weights[rows] = own - RATE * slope / np.sqrt(squares[rows])


def score_left_out(
    reader: FeatureReader, examples: Sequence[Example], rows: Sequence[Rows]
) -> list[tuple[Example, float]]:
    """Score each development message by a model that was learned without it."""
    scored: list[tuple[Example, float]] = []
    for fold in range(FOLDS):
        kept = [at for at in range(len(examples)) if at % FOLDS != fold]
        weights, bias = learn([examples[at] for at in kept], [rows[at] for at in kept])
        model = Hints(reader, weights, bias, math.inf)
        left_out = (one for at, one in enumerate(examples) if at % FOLDS == fold and one.kind)
        scored += [(one, model.strongest(one.plain)[0]) for one in left_out]
    return scored


def threshold(scored: Iterable[tuple[Example, float]]) -> float:
    """The score that at most ``FALSE_SHARE`` of the everyday messages reach."""
    everyday = sorted((score for one, score in scored if one.kind in SAFE_KINDS), reverse=True)
    return round(everyday[int(FALSE_SHARE * len(everyday))], 3)


def count_raised(scored: Iterable[tuple[Example, float]], limit: float) -> dict[str, list[int]]:
    """How many of how many left-out messages the model alone raises, by what they are."""
    counts: dict[str, list[int]] = {}
    for one, score in scored:
        danger = one.category is not Category.NONE
        name = "danger" if danger else "everyday" if one.kind in SAFE_KINDS else str(one.kind)
        count = counts.setdefault(name, [0, 0])
        count[0] += score > limit
        count[1] += 1
    return dict(sorted(counts.items()))


def main() -> None:
    """Learn, and write the weights."""
    normaliser = Normaliser(read_words(), read_known_words())
    reader = FeatureReader.shipped(normaliser)
    Screen(normaliser, Screen.shipped_rules(), None)  # teaches it the words of the rules
    examples = [one for one in read_examples(normaliser) if len(one.plain.words) >= FEWEST_WORDS]
    rows = [reader.rows(one.plain.words) for one in examples]
    scored = score_left_out(reader, examples, rows)
    limit = threshold(scored)
    weights, bias = learn(examples, rows)
    content = {
        "learned_from": len(examples),
        "raised_when_left_out": count_raised(scored, limit),
        "threshold": limit,
        "bias": [round(one, 4) for one in bias.tolist()],
        **pack(weights),
    }
    WEIGHTS.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
