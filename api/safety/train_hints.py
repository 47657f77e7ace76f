"""Makes ``hints.json``: ``python -m api.safety.train_hints``.

It learns from the development messages and from the sentences under ``training/``, never from the
held-out ones. The threshold is set by folds: on messages that were left out of learning, at most
``FALSE_SHARE`` of those without danger may reach it. The result is the same at every run.
"""

import json
import math
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from api.safety.finding import Category
from api.safety.hints import CATEGORIES, WEIGHTS, Hints, features
from api.safety.measure import read_messages
from api.safety.normalise import Normaliser, read_known_words
from api.safety.rulefiles import read_words
from api.safety.screen import Screen

ROOT = Path(__file__).resolve().parents[2]
DEVELOPMENT = ROOT / "tests" / "safety" / "development.jsonl"
TRAINING = Path(__file__).parent / "training"
FALSE_SHARE = 0.003
FOLDS = 5
ROUNDS = 12
RATE = 0.3
PULL_TO_ZERO = 0.001
SMALLEST_WEIGHT = 0.08


@dataclass(frozen=True, slots=True)
class Example:
    """The plain words of a sentence and the danger that it tells of."""

    words: tuple[str, ...]
    category: Category


def read_examples(normaliser: Normaliser) -> list[Example]:
    """Read every labelled sentence that may be learned from."""
    told = [
        (message.text, Category(message.category))
        for message in read_messages(DEVELOPMENT)
        if message.category != Category.NONE or message.expect == "none"
    ]
    for path in sorted(TRAINING.glob("*.txt")):
        category = Category(path.stem)
        told += [(line, category) for line in path.read_text("utf-8").splitlines() if line]
    return [Example(tuple(normaliser.read(text).words), category) for text, category in told]


def learn(examples: list[Example]) -> Hints:
    """Fit one logistic regression a category by adaptive gradient steps, in a fixed order."""
    counted = Counter(feature for one in examples for feature in features(one.words))
    known = sorted(feature for feature, count in counted.items() if count > 1)
    rows = [[f for f in sorted(features(one.words)) if counted[f] > 1] for one in examples]
    columns, biases = [], []
    for category in CATEGORIES:
        weights, bias = _fit(rows, [one.category is category for one in examples])
        columns.append(weights)
        biases.append(bias)
    table = {name: [round(column.get(name, 0.0), 2) for column in columns] for name in known}
    kept = {name: row for name, row in table.items() if max(map(abs, row)) >= SMALLEST_WEIGHT}
    return Hints(kept, [round(bias, 3) for bias in biases], math.inf)


def _fit(rows: list[list[str]], wanted: list[bool]) -> tuple[dict[str, float], float]:
    weights: dict[str, float] = {}
    steps: dict[str, float] = {}
    bias = 0.0
    order = list(range(len(rows)))
    shuffler = random.Random(7)  # noqa: S311
    for _ in range(ROUNDS):
        shuffler.shuffle(order)
        for at in order:
            size = math.sqrt(len(rows[at]) or 1)
            score = sum(weights.get(name, 0.0) for name in rows[at]) / size + bias
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) - wanted[at]
            bias -= 0.02 * error
            for name in rows[at]:
                slope = error / size + PULL_TO_ZERO * weights.get(name, 0.0)
                steps[name] = steps.get(name, 1e-6) + slope * slope
                weights[name] = weights.get(name, 0.0) - RATE * slope / math.sqrt(steps[name])
    return weights, bias


def threshold(examples: list[Example]) -> float:
    """The score that few sentences without danger reach when they were not learned from."""
    shuffled = examples[:]
    random.Random(11).shuffle(shuffled)  # noqa: S311
    harmless: list[float] = []
    for fold in range(FOLDS):
        model = learn([one for at, one in enumerate(shuffled) if at % FOLDS != fold])
        left_out = (one for at, one in enumerate(shuffled) if at % FOLDS == fold)
        harmless += _scores(model, (one for one in left_out if one.category is Category.NONE))
    harmless.sort(reverse=True)
    return round(harmless[int(FALSE_SHARE * len(harmless))], 3)


def _scores(model: Hints, examples: Iterable[Example]) -> list[float]:
    return [max(model.scores(list(one.words))) for one in examples]


def main() -> None:
    """Learn, and write the weights."""
    normaliser = Normaliser(read_words(), read_known_words())
    Screen(normaliser, Screen.shipped_rules(), None)  # teaches it the words of the rules
    examples = read_examples(normaliser)
    model = learn(examples)
    content = {
        "threshold": threshold(examples),
        "bias": model.bias,
        "weights": dict(sorted(model.weights.items())),
    }
    WEIGHTS.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), "utf-8")


if __name__ == "__main__":
    main()
