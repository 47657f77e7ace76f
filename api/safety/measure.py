"""Measures the safety screen on labelled messages (tests/safety/README.md says how they count)."""

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from api.safety.finding import Certainty, Finding
from api.safety.rulefiles import Strict
from api.safety.screen import Screen

type Answer = Literal["certain", "possible", "silence"]

SAFE_KINDS = frozenset({"ordinary", "staff"})
_RIGHT: dict[str, frozenset[Answer]] = {
    "certain": frozenset({"certain"}),
    "any": frozenset({"certain", "possible"}),
    "possible": frozenset({"possible"}),
    "possible_ok": frozenset({"possible", "silence"}),
    "none": frozenset({"silence"}),
}


class LabelledMessage(Strict):
    """A message and what the screen ought to answer."""

    text: str
    category: str
    kind: str
    expect: str
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; no share of nothing."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, or None when there is nothing to count."""
        return self.count / self.total if self.total else None

    def __str__(self) -> str:
        shown = "not counted" if self.value is None else f"{self.value:.2%}"
        return f"{shown} ({self.count} of {self.total})"


@dataclass(frozen=True, slots=True)
class Miss:
    """A message that was not answered as its label says."""

    number: int
    message: LabelledMessage
    answer: Answer
    finding: Finding


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one set of labelled messages."""

    rows: int
    dangers_found: Share
    explicit_certain: Share
    certain_when_asked: Share
    idioms_certain: Share
    idioms_any: Share
    ordinary_certain: Share
    ordinary_any: Share
    category_right: Share
    misses: list[Miss] = field(default_factory=list)


def read_messages(path: Path) -> list[LabelledMessage]:
    """Read a file of labelled messages, one JSON object a line."""
    lines = path.read_text("utf-8").splitlines()
    return [LabelledMessage.model_validate(json.loads(line)) for line in lines if line.strip()]


def measure(screen: Screen, messages: Iterable[LabelledMessage]) -> Figures:
    """Count how the screen answers a set of labelled messages."""
    checked = [(message, screen.check(message.text)) for message in messages]
    answers = [(message, _answer(finding)) for message, finding in checked]
    dangers = [(m, a) for m, a in answers if m.category != "none"]
    idioms = [(m, a) for m, a in answers if m.kind == "idiom"]
    ordinary = [(m, a) for m, a in answers if m.kind in SAFE_KINDS]
    found = [(m, f) for m, f in checked if m.category != "none" and f.certainty]
    return Figures(
        rows=len(answers),
        dangers_found=_share(dangers, lambda _, a: a != "silence"),
        explicit_certain=_share(
            [(m, a) for m, a in answers if m.kind == "explicit"], lambda _, a: a == "certain"
        ),
        certain_when_asked=_share(
            [(m, a) for m, a in answers if m.expect == "certain"], lambda _, a: a == "certain"
        ),
        idioms_certain=_share(idioms, lambda _, a: a == "certain"),
        idioms_any=_share(idioms, lambda m, a: a not in _RIGHT[m.expect]),
        ordinary_certain=_share(ordinary, lambda _, a: a == "certain"),
        ordinary_any=_share(ordinary, lambda _, a: a != "silence"),
        category_right=Share(sum(m.category == f.category.value for m, f in found), len(found)),
        misses=[
            Miss(number, message, _answer(finding), finding)
            for number, (message, finding) in enumerate(checked, start=1)
            if _answer(finding) not in _RIGHT[message.expect]
        ],
    )


def milliseconds(screen: Screen, texts: Iterable[str]) -> list[float]:
    """Time one check of each text, in milliseconds, sorted; the first text warms up."""
    texts = list(texts)
    screen.check(texts[0])
    return sorted(_timed(screen, text) for text in texts)


def percentile(ordered: list[float], share: float) -> float:
    """The value below which a share of the ordered values lie (nearest rank)."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _timed(screen: Screen, text: str) -> float:
    begun = time.perf_counter()
    screen.check(text)
    return (time.perf_counter() - begun) * 1000


def _answer(finding: Finding) -> Answer:
    if finding.certainty is Certainty.CERTAIN:
        return "certain"
    return "possible" if finding.certainty else "silence"


def _share(
    answers: list[tuple[LabelledMessage, Answer]],
    counts: Callable[[LabelledMessage, Answer], bool],
) -> Share:
    return Share(sum(counts(message, answer) for message, answer in answers), len(answers))
