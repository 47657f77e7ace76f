"""A text as the rules of redaction read it, and the way back to the text as it was written.

Digits of every script become 0 to 9, full-width letters plain ones; accents, vowel signs and what
cannot be seen are left out; dashes, apostrophes and spaces become one of each. Capitals stay, as
they tell of names. What a rule finds is then cut out of the text as written.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_UNWRITTEN = frozenset({"Mn", "Mc", "Me", "Cf"})
_SAME = {
    **dict.fromkeys("\u2018\u2019\u02bc\u02b9\u00b4`\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    "\u2212": "-",
    "\u0640": "",
    "\u060c": ",",
    "\u066b": ".",
    # Letters that Arabic and Urdu keyboards write differently.
    "\u064a": "\u06cc",
    "\u0649": "\u06cc",
    "\u0643": "\u06a9",
    "\u0647": "\u06c1",
    "\u0629": "\u06c1",
    "\u06be": "\u06c1",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What stands instead of the characters from ``start`` to before ``end``."""

    start: int
    end: int
    instead: str


type Rule = Callable[[str], Iterable[Change]]


def rewrite(text: str, rule: Rule) -> str:
    """Write a text with the changes that a rule finds in its plain reading, first ones first."""
    plain, places = read(text)
    if places is None:
        places = range(len(text) + 1)
    parts: list[str] = []
    done = 0
    for change in rule(plain):
        start, end = places[change.start], places[change.end]
        if not change.instead and change.start:
            # What cannot be seen before a piece that is cut out goes with it.
            start = places[change.start - 1] + 1
        if start >= done:
            parts += text[done:start], change.instead
            done = end
    return "".join([*parts, text[done:]]) if parts else text


def read(text: str) -> tuple[str, Sequence[int] | None]:
    """Give the plain reading and where each of its characters (and its end) is in the text.

    No places are given when they are the same.

    >>> read("\uff33\uff16\N{ZERO WIDTH SPACE} \u0663")
    ('S6 3', [0, 1, 3, 4, 5])
    """
    if text.isascii():
        return text, None
    plain: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if read_as := _plain(char):
            plain.append(read_as)
            places.append(place)
    return "".join(plain), [*places, len(text)]


def plainly(text: str) -> str:
    """Give the plain reading alone."""
    return read(text)[0]


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """Give the one character that another is read as, or nothing."""
    if char.isascii():
        return char
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    parts = [
        part
        for part in unicodedata.normalize("NFKD", char)
        if unicodedata.category(part) not in _UNWRITTEN
    ]
    if kind in _UNWRITTEN or not parts:
        return ""
    if kind in {"Zs", "Pd"}:
        return " " if kind == "Zs" else "-"
    alone = parts[0] if len(parts) == 1 and kind != "No" else char
    return _SAME.get(char, _SAME.get(alone, alone))
