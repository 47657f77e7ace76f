"""The activity that somebody names, and whether a signpost is for that or for another one."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from api.signposting.needs import Need

_FILE = Path(__file__).with_name("activities.yml")
_APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")
_NOT_THAT = re.compile(
    r"\b(?:not|no|never|hate|rather than|instead of|dont (?:want|like|do)|cant|cannot)\s+"
    r"(?:\w+\s+){0,2}?$"
)


def named_in(text: str) -> frozenset[str]:
    """Give every activity that a text names.

    >>> sorted(named_in("A friendly walk or run in a park"))
    ['running', 'walking']
    """
    told = text.casefold()
    return frozenset(name for name, _, pattern in _table() if pattern.search(told))


def wanted_in(text: str) -> frozenset[str]:
    """Give the activities that a person asks for: those that are named and not put aside.

    >>> sorted(wanted_in("I said walking, not running!")), sorted(wanted_in("I'm no good at sums"))
    (['walking'], [])
    """
    told = _APOSTROPHES.sub("", text.casefold())
    return frozenset(
        name
        for name, _, pattern in _table()
        if any(not _NOT_THAT.search(told[: found.start()]) for found in pattern.finditer(told))
    )


def is_another(named: frozenset[str], wanted: frozenset[str], needs: frozenset[Need]) -> bool:
    """Whether something that names activities is only for others than those wanted.

    ``needs`` are those for which it would be suggested; where it meets one that has nothing to do
    with the activities that are wanted, it is no other.
    """
    if not wanted or not named or named & wanted:
        return False
    about = {need for name, need, _ in _table() if name in wanted}
    rivals = {name for name, need, _ in _table() if need in about}
    return bool(named & rivals) and needs <= about


@cache
def _table() -> tuple[tuple[str, Need, re.Pattern[str]], ...]:
    return tuple(_rows())


def _rows() -> Iterator[tuple[str, Need, re.Pattern[str]]]:
    for need, known in yaml.safe_load(_FILE.read_text(encoding="utf-8")).items():
        for name, words in known.items():
            yield name, Need(need), re.compile(rf"\b(?:{words})")
