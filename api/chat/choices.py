"""Typed text that is the same as pressing a button."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from api.chat.schemas import Button, Message, MessageKind
from api.languages.folding import with_latin_digits

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


def numbered(text: str, replies: Sequence[Message], *, in_assessment: bool) -> Button | None:
    """Give the button on view whose number is typed, where its title shows none.

    The buttons are those of the last message that has any; what a notice offers beside a question
    is no answer to it. They count from 1, as channels without
    buttons number them (``bot.channels.choices``); so the first button is 1. A number stays what
    it is where the options have numbers of their own, where it may be a level, or where several
    cards are on view.
    """
    wanted = _name(text)
    offering = [message for message in replies if message.buttons]
    asking = [message for message in offering if message.kind is not MessageKind.NOTICE]
    offering = asking or offering
    is_plain = all(message.kind is not MessageKind.CARD for message in offering)
    if wanted.words or not wanted.number or in_assessment or not offering or not is_plain:
        return None
    buttons = offering[-1].buttons
    own = [_name(button.title).number for button in buttons]
    if own[0]:
        return None
    free = [number for number in map(str, range(1, 100)) if number not in own]
    unnumbered = [button for button, number in zip(buttons, own, strict=True) if not number]
    return dict(zip(free, unnumbered, strict=False)).get(str(int(wanted.number)))


def _names(wanted: _Name, title: _Name) -> bool:
    if not wanted.words:
        return bool(wanted.number) and wanted.number == title.number
    return wanted.words == title.words and wanted.number in ("", title.number)


def _name(text: str) -> _Name:
    plain = (
        unicodedata.normalize("NFKC", with_latin_digits(text).translate(_KEYCAP))
        .casefold()
        .replace(_APOSTROPHE, "'")
    )
    plain = " ".join(plain.split()).strip(_AROUND)
    numbered = _NUMBERED.fullmatch(plain)
    if numbered is None:
        return _Name("", plain)
    return _Name(numbered[1], numbered[2])
