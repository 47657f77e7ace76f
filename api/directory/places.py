"""Where an outcode or a named place is (sources and licences: ``data/places/SOURCE.txt``)."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Self

from rapidfuzz import fuzz, process

from api.directory.geometry import Point
from api.exceptions import InvalidRequest

_FOLDER = Path(__file__).parent / "data" / "places"
_LARGEST_FIRST = "ctavoh"
_CITY = "c"
# Hamlets are left out where a word alone decides: there are some of the name of Start, Over, More.
_SETTLED = "ctav"
_OUTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)(?:\s*[0-9][A-Z]{2})?\b", re.IGNORECASE)
_WHOLE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)(?:\s*[0-9][A-Z]{2})?", re.IGNORECASE)
_SHORTENED = "ct"
_LONG = re.compile(r" (?:upon|under|on|in|by|le) ")
_LEFT_OUT = re.compile(r"['’.]")
_CLOSE_ENOUGH = 88
_MOST_GUESSES = 3
_LONGEST = 100
_LONG_WORD = 6


class UnknownPostcode(InvalidRequest):
    """What was given is no postcode or outcode that is known."""


class Places:
    """The outcodes and place names that are known, with their positions.

    An outcode's position is that of its middle: most addresses are within 3 km of it.
    """

    def __init__(self, outcodes: dict[str, list[str]], names: dict[str, list[list[str]]]) -> None:
        self._outcodes = outcodes
        self._names = names

    @classmethod
    @cache
    def load(cls) -> Self:
        """Read the tables that come with the product, once."""
        names = defaultdict(list)
        for row in _rows("place_names.csv"):
            for name in _ways_to_say(row[0], row[2]):
                names[name].append(row)
        return cls({row[0]: row for row in _rows("outcodes.csv")}, dict(names))

    def find(self, text: str) -> list[Point]:
        """Return the places that a text may mean, the largest first; none when it is not known.

        It may be an outcode, a postcode (whose second half is not looked at), a name, or a name
        with its area ("Ashford, Spelthorne"). The name of one city means that city; of any other
        name all places are given. A name that is misspelt gives the closest ones.
        """
        text = text.strip()[:_LONGEST]
        for found in _OUTCODE.finditer(text):
            if found[1].upper() in self._outcodes:
                return [self._outcode(found[1])]
        return [_point(row) for row in self._rows_of(text)]

    def has_largest(self, text: str) -> bool:
        """Say whether a name means one place, or one city or town and else only smaller places.

        >>> Places.load().has_largest("Barnsley"), Places.load().has_largest("Newport")
        (True, False)
        """
        kinds = [row[2] for row in self._rows_of(text.strip()[:_LONGEST])]
        return len(kinds) == 1 or (kinds[:1] != kinds[1:2] and kinds[0] in _SHORTENED)

    def find_alike(self, text: str) -> tuple[list[Point], bool]:
        """Return the places whose name a text nearly spells, and whether there is no doubt.

        There is none where a longer word comes close to the name of one city or town only.
        """
        rows = self._named(_plain(text.strip()[:_LONGEST]))
        large = [row for row in rows if row[2] in _SHORTENED]
        is_plain = len(large) == 1 and len(text) >= _LONG_WORD
        return [_point(row) for row in (large if is_plain else rows)], is_plain

    def _rows_of(self, text: str) -> list[list[str]]:
        name, _, area = text.partition(",")
        known = self._named(_plain(name)) or self._named(_plain(text))
        if area.strip() and len(known) > 1:
            wanted = _plain(area)
            known = [row for row in known if wanted in _plain(row[1])] or known
        cities = [row for row in known if row[2] == _CITY]
        return cities if len(cities) == 1 else known

    def outcodes(self) -> Iterator[str]:
        """Give every outcode that is known."""
        yield from self._outcodes

    def names_outcode(self, text: str) -> bool:
        """Say whether a text is a known outcode or postcode and nothing else.

        >>> Places.load().names_outcode("s1 2hh"), Places.load().names_outcode("S1 please")
        (True, False)
        """
        whole = _WHOLE.fullmatch(text.strip())
        return whole is not None and whole[1].upper() in self._outcodes

    def names_town(self, text: str, *, kinds: str = _SETTLED) -> bool:
        """Say whether a text is the name of a city, town, suburb or village and nothing else.

        ``kinds`` are the kinds that count, as the table names them ("ct": cities and towns).
        """
        rows = self._names.get(_plain(text.partition(",")[0].strip()), [])
        return any(row[2] in kinds for row in rows)

    def of_postcode(self, text: str) -> Point:
        """Return the middle of the outcode of a postcode; raises ``UnknownPostcode``."""
        whole = _WHOLE.fullmatch(text.strip())
        if whole is None or whole[1].upper() not in self._outcodes:
            raise UnknownPostcode(
                f"'{text[:_LONGEST]}' is not a known postcode; allowed is one such as 'S6 3BS' or"
                " its first half, 'S6'."
            )
        return self._outcode(whole[1])

    def _outcode(self, outcode: str) -> Point:
        code, town, area, latitude, longitude = self._outcodes[outcode.upper()]
        if self._is_city(area) and not self._is_town_of(town, area):
            # The older list names a suburb, such as Norton for all of the middle of Sheffield.
            town = area
        return Point(float(latitude), float(longitude), f"{code} ({town})", area)

    def _is_city(self, name: str) -> bool:
        return any(row[2] == _CITY for row in self._names.get(_plain(name), []))

    def _is_town_of(self, name: str, area: str) -> bool:
        rows = self._names.get(_plain(name), [])
        return any(row[1] == area and row[2] in _SHORTENED for row in rows)

    def _named(self, name: str) -> list[list[str]]:
        """Return the rows of a name, or of the names that are closest to it, largest first."""
        if not name or name in self._names:
            return sorted(self._names.get(name, []), key=_size)
        close = process.extract(
            name,
            self._names.keys(),
            scorer=fuzz.ratio,
            score_cutoff=_CLOSE_ENOUGH,
            limit=_MOST_GUESSES,
        )
        best = max((score for _, score, _ in close), default=0)
        rows = [row for name, score, _ in close if score == best for row in self._names[name]]
        return sorted(rows, key=_size)


def _rows(name: str) -> Iterator[list[str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def _point(row: list[str]) -> Point:
    name, area, _, latitude, longitude = row
    return Point(float(latitude), float(longitude), name, area)


def _size(row: list[str]) -> tuple[int, str]:
    return _LARGEST_FIRST.index(row[2]), row[1]


def _ways_to_say(name: str, kind: str) -> set[str]:
    """Give the name, and of a larger place what is left when people shorten it."""
    plain = _plain(name)
    return {plain, _LONG.split(plain)[0]} if kind in _SHORTENED else {plain}


def _plain(name: str) -> str:
    """Fold what people write in many ways: case, hyphens, full stops, apostrophes, "saint"."""
    plain = _LEFT_OUT.sub("", name.casefold()).replace("-", " ")
    return " ".join("st" if word == "saint" else word for word in plain.split())
