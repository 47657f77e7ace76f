"""Reads how old somebody is from how people say it (``ages.yml``): pure functions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from api.triage.rules import People

_FILE = Path(__file__).with_name("ages.yml")
_PART = re.compile(r"\{([A-Z]+)\}")
_DECADES = {"twen": 20, "thir": 30, "fort": 40, "fift": 50, "seve": 70, "eigh": 80, "nine": 90}


@dataclass(frozen=True, slots=True)
class Ages:
    """The age in years of whoever writes, and of somebody that they tell of."""

    own: int | None = None
    theirs: int | None = None


def ages_in(plain: str, people: People, *, is_asked: bool = False) -> Ages:
    """Read the ages in a message; ``is_asked``: it answers the question how old somebody is.

    >>> from api.triage.rules import load_rules
    >>> people = load_rules().people
    >>> ages_in("ill be 16 in june", people), ages_in("my son is 9 and im 34", people)
    (Ages(own=15, theirs=None), Ages(own=34, theirs=9))
    >>> ages_in("i take size 12", people)
    Ages(own=None, theirs=None)
    """
    ways = _ways(people)
    theirs = _years(plain, ways["theirs"])
    own = _years(plain, ways["own"])
    if is_asked and own is None and theirs is None:
        own = _years(plain, ways["asked"])
    return Ages(own, theirs)


type _Way = tuple[re.Pattern[str], int, int | None]


def _years(plain: str, ways: Iterable[_Way]) -> int | None:
    for pattern, years_from_now, fixed in ways:
        if found := pattern.search(plain):
            return fixed if fixed is not None else _number(found) + years_from_now
    return None


def _number(found: re.Match[str]) -> int:
    said = next(each for each in found.groupdict().values() if each)
    if said.isdigit():
        return int(said)
    if said[:2].isdigit():
        return int(said[:2])
    tens, *units = said.split()
    numbers: Mapping[str, int] = _read()["numbers"]
    if tens in numbers:
        return numbers[tens] + sum(int(_read()["units"][unit]) for unit in units)
    return _DECADES[said[:4]]


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read


@lru_cache(maxsize=4)
def _ways(people: People) -> dict[str, list[_Way]]:
    """Make what is looked for, the surest first: soon, then now, then the year at school."""
    read = _read()
    parts = _parts(people)
    ways: dict[str, list[_Way]] = {}
    for whose in ("own", "theirs", "asked"):
        soon = [(_made(each, parts), read["years_from_now"], None) for each in read[whose]["soon"]]
        now = [(_made(each, parts), 0, None) for each in read[whose]["now"]]
        ways[whose] = [*soon, *now, *_of_school(read, whose, parts)]
    return ways


def _of_school(read: Mapping[str, Any], whose: str, parts: Mapping[str, str]) -> list[_Way]:
    return [
        (_made(way, {**parts, "SAYS": _filled(year["says"], parts)}), 0, year["is"])
        for way in read["in_school"].get(whose, ())
        for year in read["school"]
    ]


def _parts(people: People) -> dict[str, str]:
    read = _read()
    tens = [word for word, number in read["numbers"].items() if number >= min(_DECADES.values())]
    words = [
        *(f"{ten} {unit}" for ten in tens for unit in read["units"]),
        *sorted(read["numbers"], key=len, reverse=True),
    ]
    numbers = "|".join([r"\d{1,3}", *words])
    known = {
        "N": numbers,
        "KIN": "|".join(sorted(people.relatives, key=len, reverse=True)),
        "CHILD": "|".join(sorted(people.children, key=len, reverse=True)),
        "THING": read["thing"],
        "STUDY": read["study"],
    }
    for name, part in read["parts"].items():
        known[name] = _filled(part, known)
    return known


def _made(expression: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """Make an expression; each number in it is a group of its own."""
    places = iter(range(len(expression)))

    def fill(found: re.Match[str]) -> str:
        part = parts[found[1]]
        return f"(?P<n{next(places)}>{part})" if found[1] == "N" else part

    return re.compile(_PART.sub(fill, expression))


def _filled(expression: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda found: parts[found[1]], expression)
