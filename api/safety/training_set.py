"""The labelled sentences from which the hints model learns.

They are the development messages, the lines under ``training/`` (each a small expression that
stands for several sentences: up to ``MOST`` are drawn from it), what the dialogue's own training
phrases say, and what citizens say of their needs where nobody careful would ask: these tell of
none. Messages set apart for measuring are never among them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import yaml

from api.safety.finding import Category
from api.safety.measure import read_messages
from api.safety.normalise import Normaliser, PlainText
from api.safety.phrases import sample
from api.safety.rulefiles import read_rule_files
from api.safety.screen import Screen

ROOT = Path(__file__).resolve().parents[2]
DEVELOPMENT = tuple(
    ROOT / "tests" / "safety" / f"{name}.jsonl"
    for name in ("development", "regional", "wide", "fresh", "fresh2", "fresh3", "fresh4", "fresh5")
)
DIALOGUE = ROOT / "data" / "nlu"
NEEDS = ROOT / "bot" / "engine" / "words" / "need_messages.yml"
TRAINING = Path(__file__).parent / "training"
ASKED_ABOUT = TRAINING / "needs_to_ask_about.yml"
MOST = 12
SEED = 3
DEVELOPMENT_WEIGHT = 2.0
DIALOGUE_WEIGHT = 0.7
NEED_WEIGHT = 1.0
NEED = "need"
KINDS = frozenset({"explicit", "veiled", "idiom", "ordinary"})

_MARKUP = re.compile(r"\[([^\]]*)\](?:\{[^}]*\}|\([^)]*\))")
_DANGER_AS_NEED = "domestic_abuse"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in plain words, the danger that it tells of, and how much it counts.

    ``kind`` is that of a development message (tests/safety/README.md), or ``told_`` and that of a
    file under ``training/`` whose name begins with it (``ordinary_…``); the others have none.
    """

    plain: PlainText
    category: Category
    weight: float
    kind: str | None = None


def read_examples(normaliser: Normaliser, rules: Screen) -> list[Example]:
    """Read every sentence that may be learned from, in a fixed order.

    ``rules`` is the screen without a model, where weak rules count too.
    """
    return [
        *_development(normaliser),
        *_written(normaliser),
        *_dialogue(normaliser),
        *_needs(normaliser, rules),
    ]


def _development(normaliser: Normaliser) -> Iterator[Example]:
    messages = [message for path in DEVELOPMENT for message in read_messages(path)]
    for message in messages:
        category = Category(message.category)
        if category is Category.NONE and message.expect != "none":
            continue
        plain = normaliser.read(message.text)
        yield Example(plain, category, DEVELOPMENT_WEIGHT, message.kind)


def _written(normaliser: Normaliser) -> Iterator[Example]:
    chance = Random(SEED)  # noqa: S311
    for path in sorted(TRAINING.rglob("*.txt")):
        category = Category(path.parent.name)
        kind, named, _ = path.stem.partition("_")
        known = f"told_{kind}" if named and kind in KINDS else None
        for line in path.read_text("utf-8").splitlines():
            for text in sample(line, MOST, chance):
                yield Example(normaliser.read(text), category, 1.0, known)


def _dialogue(normaliser: Normaliser) -> Iterator[Example]:
    for path in sorted(DIALOGUE.glob("*.yml")):
        content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        for block in content.get("nlu", []):
            for line in str(block.get("examples", "")).splitlines():
                text = _MARKUP.sub(r"\1", line.strip().removeprefix("- "))
                if text and _DANGER_AS_NEED not in line:
                    yield Example(normaliser.read(text), Category.NONE, DIALOGUE_WEIGHT)


def _needs(normaliser: Normaliser, rules: Screen) -> Iterator[Example]:
    """What citizens say of their needs, without what a careful person would ask about.

    A weak rule is one cue that telling of hardship has too, so that what it alone hears is learned.
    """
    content: dict[str, Any] = yaml.safe_load(NEEDS.read_text("utf-8"))
    asked_about: list[str] = yaml.safe_load(ASKED_ABOUT.read_text("utf-8"))
    weak = {rule.id for one in read_rule_files() for rule in one.rules if rule.needs_support}
    plain = {need: told for need, told in content["told"].items() if need != _DANGER_AS_NEED}
    several = (one["text"] for one in content["several"] if _DANGER_AS_NEED not in one["needs"])
    for text in [*chain.from_iterable(plain.values()), *several, *content["none"]]:
        if text not in asked_about and weak.issuperset(rules.check(text).matched):
            yield Example(normaliser.read(text), Category.NONE, NEED_WEIGHT, NEED)
