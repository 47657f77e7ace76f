"""Makes ``hints.json``: ``python -m api.safety.train_hints``.

It learns from the sentences of ``training_set.py``. Its limits are set by folds: of the everyday
development messages, each scored by a model that was learned without it, at most ``FALSE_SHARE``
may reach the threshold, at most ``WEAK_SHARE`` the support that a weak rule needs, and at most
``SURE_SHARE`` what makes the word of a rule certain; of the explicit statements at most
``DOUBT_SHARE`` may stay below what makes it only possible. The result is the same at every run.
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

# Weighed by folds, rules and model together: half of it would spare one ordinary message in 200
# and lose one danger in 55 (one veiled danger in 27). A question too many does less harm.
FALSE_SHARE = 0.01
WEAK_SHARE = 0.04
SURE_SHARE = 0.0006
DOUBT_SHARE = 0.0025
FOLDS = 3
ROUNDS = 10
LEFT_OUT = 0.6
RATE = 0.04
BIAS_RATE = 0.02


def learn(examples: Sequence[Example], rows: Sequence[Rows]) -> tuple[Table, NDArray[np.float64]]:
    """Fit a softmax over none and the three dangers by gradient steps, in a fixed order.

    A feature counts by how rare it is (its inverse document frequency, which the weights then
    hold), each step is taken on a part of the features alone, so that none is relied on, and the
    weights are the mean over the later rounds: all three made it better at messages that it had
    not seen.
    """
    rarity = _rarity(rows)
    scales = [1 / math.sqrt(len(own)) / (1 - LEFT_OUT) for own in rows]
    weights = np.zeros((BUCKETS, len(CLASSES)), np.float32)
    bias = np.zeros(len(CLASSES))
    total, later = np.zeros_like(weights), 0
    order = list(range(len(examples)))
    chance = Random(7)  # noqa: S311
    kept = np.random.default_rng(7)
    for turn in range(ROUNDS):
        chance.shuffle(order)
        for at in order:
            own = rows[at][kept.random(len(rows[at])) >= LEFT_OUT]
            values = (rarity[own] * np.float32(scales[at]))[:, None]
            error = _error(weights[own], values, bias, examples[at])
            bias -= BIAS_RATE * error
            weights[own] -= RATE * values * error.astype(np.float32)
        if turn >= ROUNDS // 2:
            total += weights
            later += 1
    return total / np.float32(later) * rarity[:, None], bias


def _rarity(rows: Sequence[Rows]) -> NDArray[np.float32]:
    """The logarithm of how many sentences there are to one that has the feature, at least 0.5."""
    counts = np.bincount(np.concatenate(rows), minlength=BUCKETS)
    return np.log(len(rows) / (1 + counts)).clip(0.5).astype(np.float32)


def _error(
    own: Table, values: Table, bias: NDArray[np.float64], example: Example
) -> NDArray[np.float64]:
    """How far the shares that the model gives the classes are from the truth, weighted."""
    sums = (own * values).sum(axis=0) + bias
    shares: NDArray[np.float64] = np.exp(sums - sums.max())
    shares /= shares.sum()
    shares[CLASSES.index(example.category)] -= 1
    return shares * example.weight


def score_left_out(
    reader: FeatureReader, examples: Sequence[Example], rows: Sequence[Rows]
) -> list[tuple[Example, float]]:
    """Score each development message by a model that was learned without it."""
    scored: list[tuple[Example, float]] = []
    for fold in range(FOLDS):
        kept = [at for at in range(len(examples)) if at % FOLDS != fold]
        weights, bias = learn([examples[at] for at in kept], [rows[at] for at in kept])
        model = Hints(reader, weights, bias, math.inf, math.inf, math.inf, math.inf, -math.inf)
        left_out = (one for at, one in enumerate(examples) if at % FOLDS == fold and one.kind)
        scored += [(one, model.strongest(one.plain)[0]) for one in left_out]
    return scored


def limit_for(share: float, scored: Iterable[tuple[Example, float]]) -> float:
    """The score that at most a share of the everyday messages reach."""
    everyday = sorted((score for one, score in scored if one.kind in SAFE_KINDS), reverse=True)
    return round(everyday[int(share * len(everyday))], 3)


def beyond_all(scored: Iterable[tuple[Example, float]]) -> float:
    """The score that no development message without danger reaches."""
    harmless = [score for one, score in scored if one.category is Category.NONE]
    return math.ceil(max(harmless) * 1000) / 1000


def doubt_for(share: float, scored: Iterable[tuple[Example, float]]) -> float:
    """The score that at most a share of the explicit statements of danger do not reach."""
    plain = sorted(score for one, score in scored if one.kind == "explicit")
    return round(plain[int(share * len(plain))], 3)


def count_raised(scored: Iterable[tuple[Example, float]], limit: float) -> dict[str, list[int]]:
    """How many of how many left-out messages the model alone raises, by what they are."""
    counts: dict[str, list[int]] = {}
    for one, score in scored:
        danger = one.category is not Category.NONE
        told = str(one.kind)
        name = "danger" if danger and not told.startswith("told_") else told
        name = "everyday" if told in SAFE_KINDS else name
        count = counts.setdefault(name, [0, 0])
        count[0] += score > limit
        count[1] += 1
    return dict(sorted(counts.items()))


def main() -> None:
    """Learn, and write the weights."""
    normaliser = Normaliser(read_words(), read_known_words())
    reader = FeatureReader.shipped(normaliser)
    # The rules teach the normaliser their words, and say which needs are no plain ones.
    rules = Screen(normaliser, Screen.shipped_rules(), None)
    learned = read_examples(normaliser, rules)
    examples = [one for one in learned if len(one.plain.words) >= FEWEST_WORDS]
    rows = [reader.rows(one.plain.words) for one in examples]
    scored = score_left_out(reader, examples, rows)
    limit = limit_for(FALSE_SHARE, scored)
    weights, bias = learn(examples, rows)
    content = {
        "learned_from": len(examples),
        "raised_when_left_out": count_raised(scored, limit),
        "threshold": limit,
        "support": limit_for(WEAK_SHARE, scored),
        "sure": limit_for(SURE_SHARE, scored),
        "beyond": beyond_all(scored),
        "doubt": doubt_for(DOUBT_SHARE, scored),
        "bias": [round(one, 4) for one in bias.tolist()],
        **pack(weights),
    }
    WEIGHTS.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
