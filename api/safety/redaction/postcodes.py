"""Full postcodes, of which the outcode is left, however the halves are kept apart."""

import pkgutil
import re
from collections.abc import Iterator
from functools import cache

from uk_postcodes_parsing import outcodes as _outcodes  # type: ignore[import-untyped]
from uk_postcodes_parsing.ukpostcode import (  # type: ignore[import-untyped]
    is_in_ons_postcode_directory,
)

from api.safety.redaction.cues import Cues, any_of
from api.safety.redaction.reading import Change

_CUES = Cues.load()
_JOINERS = any_of(word for each in _CUES.languages.values() for word in each.joiners)
_SHORT_WORDS = frozenset(_CUES.short_words)
_ORDINALS = frozenset(_CUES.ordinals)
_O_WORDS = frozenset(_CUES.o_words)
_UNIT = "ABD-HJLNP-UW-Z"
_POSTCODE = re.compile(
    r"(?<![^\W_])(?<![^\W_]')(?P<area>[A-Z]{1,2})(?P<inner>[ .\-_]{0,2})"
    r"(?P<district>[\dOIL](?:[A-Z\d]| \d)?)"
    rf"(?P<between>[\s\W_]{{0,20}}|\s{{1,3}}{_JOINERS}\s{{1,3}})"
    rf"(?P<sector>[\dO])(?P<split>[ .\-_,]{{0,2}})(?P<unit>[{_UNIT}] ?[{_UNIT}])(?![^\W_])",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"(?<![^\W_])(?<![^\W_]')[A-Z](?:[ .\-_,]{1,2}[A-Z])?[ .\-_,]{1,2}\d(?:[ .\-_,]{1,2}[A-Z\d])?"
    rf"[\s.\-_,]{{1,4}}\d[ .\-_,]{{1,2}}[{_UNIT}][ .\-_,]{{1,2}}[{_UNIT}](?![^\W_])",
    re.IGNORECASE,
)
_PLAIN_BETWEEN = re.compile(r"[ \-.]{0,3}")
_CLOSING = {"(": ")", "[": "]", '"': '"', "'": "'"}
_DIGITS_LIKE = str.maketrans("OIL", "011")
# Letters of Cyrillic keyboards that look like those of postcodes.
_LOOK_ALIKES = str.maketrans(
    "\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u0423"
    "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0445\u0443",
    "ABCEHIJKMOPSTXYaceijopsxy",
)


@cache
def known_outcodes() -> frozenset[str]:
    """Give every outcode in use (ONS Postcode Directory)."""
    names = (module.name.upper() for module in pkgutil.iter_modules(_outcodes.__path__))
    return frozenset(name for name in names if any(char.isdigit() for char in name))


def find_postcodes(plain: str) -> Iterator[Change]:
    """Find what is to be cut from full postcodes, so that the outcode is left."""
    read = plain.translate(_LOOK_ALIKES)
    at = 0
    while found := _POSTCODE.search(read, at):
        if (change := _cut(found, read)) is None:
            at = found.start() + 1
        else:
            yield change
            at = change.end


def find_spelt_postcodes(plain: str) -> Iterator[Change]:
    """Find postcodes that are spelt letter by letter: "s 1 1 8 z z"."""
    at = 0
    while found := _SPELT.search(plain, at):
        outcode = re.sub(r"[\W_]", "", found.group())[:-3].upper()
        if outcode in known_outcodes():
            yield Change(*found.span(), outcode)
            at = found.end()
        else:
            at = found.start() + 1


def _cut(found: re.Match[str], read: str) -> Change | None:
    area, district, between = found["area"], found["district"], found["between"]
    outcode = (area + _in_digits(district)).upper()
    is_mended = outcode != (area + district).upper() or not found["sector"].isdigit()
    is_tight = (
        not (is_mended or found["inner"] or found["split"] or " " in found["unit"])
        and _PLAIN_BETWEEN.fullmatch(between) is not None
    )
    if not (_is_plain_one(found) if is_tight else _is_other_one(found, outcode, read)):
        return None
    end = found.end()
    opened = next((mark for mark in between if mark in _CLOSING), None)
    if opened is not None and read[end : end + 1] == _CLOSING[opened]:
        end += 1
    if is_mended or found["inner"]:
        return Change(found.start(), end, outcode)
    start = found.end("district")
    if between[:1] in (")", "]") and start + 1 < end:
        start += 1
    return Change(start, end, "")


def _is_plain_one(found: re.Match[str]) -> bool:
    """Weigh one whose halves stand together or with a space, a dash or a dot between."""
    unit = found["unit"]
    if unit in _ORDINALS:
        is_small = (found["area"] + found["district"]).islower()
        return is_small and _exists(found)
    return unit not in _SHORT_WORDS or _exists(found)


def _is_other_one(found: re.Match[str], outcode: str, read: str) -> bool:
    """Weigh one that is written in another way: its outcode must be one that there is."""
    if outcode not in known_outcodes():
        return False
    unit, district = found["unit"].replace(" ", ""), found["district"]
    if not any(char.isdigit() for char in district) and not (unit.isupper() and _exists(found)):
        return False
    if found["sector"] in "oO" and not (
        found["sector"] == "O" and unit.isupper() and f"o{unit.lower()}" not in _O_WORDS
    ):
        return False
    is_word = unit.lower() in _SHORT_WORDS | _ORDINALS
    if re.search(r"[^\W_]", found["between"]):
        return not is_word and unit.isupper()
    if not is_word:
        return True
    is_last = re.match(r"\s*(?:$|[.,;!?\n)\]])", read[found.end() :]) is not None
    return is_last and unit not in _ORDINALS and _exists(found)


def _in_digits(district: str) -> str:
    """Read "O", "I" and "L", which no outcode has after its area, as the digits they look like."""
    return district.replace(" ", "").upper().translate(_DIGITS_LIKE)


def _exists(found: re.Match[str]) -> bool:
    outcode = (found["area"] + _in_digits(found["district"])).upper()
    sector = found["sector"].upper().replace("O", "0")
    return bool(
        is_in_ons_postcode_directory(f"{outcode} {sector}{found['unit'].replace(' ', '').upper()}")
    )
