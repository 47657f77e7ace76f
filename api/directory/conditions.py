"""What an entry's own words say of who may come, how, and what it costs (``conditions.yml``)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("conditions.yml")
_CLAUSES = re.compile(r"[\n;()!]|\.(?!\d)|,(?!\d)")
_LEADING = re.compile(r"^(?:and|but|or|with|plus|then)\s+", re.IGNORECASE)
_LONGEST_COST = 120


class Referral(IntEnum):
    """Who has to ask for a place: nobody (as far as it is said), oneself, or somebody else."""

    NONE = 0
    SELF = 1
    OTHERS = 2


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must hold before somebody can come; ``only_for`` are groups of ``conditions.yml``."""

    referral: Referral = Referral.NONE
    waiting: bool = False
    only_for: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Members:
    """By which needs and ages somebody is known to belong to a group; by none: never known."""

    words: re.Pattern[str]
    needs: frozenset[str]
    ages: frozenset[str]


def conditions_of(*texts: str | None) -> Conditions:
    """Read the conditions of an entry from all that it says."""
    told = "\n".join(text for text in texts if text).casefold()
    return Conditions(
        referral=referral_of(told) or Referral.NONE,
        waiting=_says("waiting", _pattern("not_waiting").sub(" ", told)),
        only_for=frozenset(_only_for(told)),
    )


def referral_of(text: str) -> Referral | None:
    """Say who has to refer; None when the text does not speak of it."""
    told = text.casefold()
    kinds = (
        ("never_self", Referral.OTHERS),
        ("none", Referral.NONE),
        ("self", Referral.SELF),
        ("others", Referral.OTHERS),
    )
    patterns = _patterns("referral")
    return next((kind for name, kind in kinds if patterns[name].search(told)), None)


@cache
def groups() -> dict[str, Members]:
    """Give the groups that a service may be for alone."""
    return {
        name: Members(
            words=re.compile(rf"\b(?:{known['words']})", re.IGNORECASE),
            needs=frozenset(known.get("needs", ())),
            ages=frozenset(known.get("ages", ())),
        )
        for name, known in _data()["groups"].items()
    }


def cost_in(text: str) -> tuple[str | None, bool | None]:
    """Give the words on what it costs, and whether it is free; None for what is not plain.

    >>> cost_in("No referral needed, minimum donation £1")
    ('Minimum donation £1', False)
    >>> cost_in("Free meat-free hot meals"), cost_in("Grants of £500 for a cooker. Free parking")
    ((None, True), (None, None))
    """
    prices = list(dict.fromkeys(_prices(text)))
    if prices:
        told = "; ".join(prices)
        is_given = all(_says("donation", each.casefold()) for each in prices)
        return (told if len(told) <= _LONGEST_COST else prices[0]), None if is_given else False
    left = _pattern("not_free").sub(" ", text.casefold())
    is_free = any(_says("free", " ".join(clause.split())) for clause in _CLAUSES.split(left))
    return None, True if is_free else None


def gives_away(names: Iterable[str]) -> bool:
    """Whether a service is of a kind that gives things away, by its name or terms."""
    return any(_says("free_kind", name.casefold()) for name in names)


def _prices(text: str) -> Iterator[str]:
    for clause in _CLAUSES.split(text):
        told = _LEADING.sub("", clause.strip())
        plain = told.casefold()
        if "£" in told and _says("price", plain) and not _says("not_price", plain):
            yield f"{told[:1].upper()}{told[1:]}"


def _only_for(told: str) -> Iterator[str]:
    for way in _data()["only"]:
        for found in re.finditer(way, told):
            yield from (name for name, who in groups().items() if who.words.search(found[1]))


def _says(name: str, text: str) -> bool:
    return bool(_pattern(name).search(text))


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return data


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{way})" for way in _data()[name]))


@cache
def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile("|".join(f"(?:{way})" for way in ways))
        for kind, ways in _data()[name].items()
    }
