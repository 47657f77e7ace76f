"""Where in a text a meaning stands, and which of two counts that stand in the same place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from api.languages.stems import Patterns


class Span(NamedTuple):
    """The place of some words, and what they mean."""

    start: int
    end: int
    means: str

    def is_within(self, other: "Span") -> bool:
        """Whether the other takes in all of these words, and more."""
        longer = other.end - other.start > self.end - self.start
        return other.start <= self.start and self.end <= other.end and longer

    def is_in_any(self, others: Iterable["Span"]) -> bool:
        """Whether one of the others takes in all of these words, and more."""
        return any(self.is_within(other) for other in others)


def spans(plain: str, patterns: Mapping[str, Patterns]) -> Iterator[Span]:
    """Find each meaning wherever it stands."""
    for means, every in patterns.items():
        for pattern in every:
            for match in pattern.finditer(plain):
                yield Span(*match.span("stem"), means)


def counted(found: Sequence[Span]) -> list[Span]:
    """Leave out what is only a part of something longer."""
    return [one for one in found if not one.is_in_any(found)]


def longest(found: Iterable[Span]) -> Span | None:
    """Give the one with most words; of equals the one that stands last."""
    return max(found, key=lambda one: (one.end - one.start, one.start), default=None)
