"""Whether a service comes to people, rings them or has interpreters, by its own words."""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("reaching.yml")
_APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")


class Reach(StrEnum):
    """A way in which a service meets somebody for whom it is hard to come to it."""

    VISITS = "visits"
    CALLS = "calls"
    INTERPRETER = "interpreter"


def reaches_in(*texts: str | None) -> frozenset[Reach]:
    """Give the ways of which the texts of an entry speak.

    >>> sorted(reaches_in("Volunteers visit you in your own home and ring you every week"))
    [<Reach.CALLS: 'calls'>, <Reach.VISITS: 'visits'>]
    >>> reaches_in("We do not offer home visits.")
    frozenset()
    """
    told = _APOSTROPHES.sub("", "\n".join(text for text in texts if text).casefold())
    left = _patterns()["not"].sub(" ", told)
    return frozenset(reach for reach in Reach if _patterns()[reach].search(left))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    ways: dict[str, list[str]] = {"not": data["not"], **data["reaches"]}
    return {
        name: re.compile("|".join(rf"\b(?:{way})" for way in each)) for name, each in ways.items()
    }
