"""Typed text that is the same as pressing a button."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from api.chat.schemas import Button

_NUMBERED = re.compile(r"(\d{1,2})(?:\s*[.):]\s*|\s+|$)(.*)", re.DOTALL)
_KEYCAP = str.maketrans("", "", "\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}")
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_AROUND = " \t\n.!?,;:'\"()"


class _Name(NamedTuple):
    number: str
    words: str


def chosen(text: str, buttons: Iterable[Button]) -> Button | None:
    """Give the button that ``text`` names, or None when it names none or more than one.

    A title counts with or without its leading number, and the leading number alone does;
    capitals, spaces and closing marks do not matter.
    """
    wanted = _name(text)
    found = {button.payload: button for button in buttons if _names(wanted, _name(button.title))}
    return next(iter(found.values())) if len(found) == 1 else None


def _names(wanted: _Name, title: _Name) -> bool:
    if not wanted.words:
        return bool(wanted.number) and wanted.number == title.number
    return wanted.words == title.words and wanted.number in ("", title.number)


def _name(text: str) -> _Name:
    plain = (
        unicodedata.normalize("NFKC", text.translate(_KEYCAP)).casefold().replace(_APOSTROPHE, "'")
    )
    plain = " ".join(plain.split()).strip(_AROUND)
    numbered = _NUMBERED.fullmatch(plain)
    if numbered is None:
        return _Name("", plain)
    return _Name(numbered[1], numbered[2])
