"""How a person asks for another language, by a button or in words."""

import json
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from api.languages.folding import folded
from api.languages.locales import names_called, offered_codes, words_around

PAYLOAD = "/language"
_OFFERED = 2


def asked_for(text: str) -> str | None:
    """Give the offered language that a message asks for, and nothing else.

    >>> asked_for("English, please"), asked_for("my English is bad")
    ('en', None)
    """
    padded = f" {_plain(text)} "
    for name, locale in _names().items():
        before, found, after = padded.partition(f" {name} ")
        if found and _around().issuperset(f"{before} {after}".split()):
            return locale
    return None


def payload(locale: str) -> str:
    """Give the payload of the button that goes on in a language."""
    return f"{PAYLOAD}{json.dumps({'to': locale})}"


def pressed(sent: str) -> str | None:
    """Give the language of a pressed button; None for any other payload."""
    return {payload(locale): locale for locale in offered_codes()}.get(sent)


def answered(agrees: bool | None, offered: Iterable[str]) -> str | None:
    """Give the payload that a yes or no stands for, where a language is offered beside another.

    ``offered`` are the payloads of the buttons on view: the new language, then the one of now.
    """
    choices = [each for each in offered if pressed(each) is not None]
    if agrees is None or len(choices) != _OFFERED:
        return None
    return choices[0] if agrees else choices[1]


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    offered = offered_codes()
    return {
        _plain(name): locale
        for locale, names in names_called().items()
        if locale in offered
        for name in names
    }


@lru_cache(maxsize=1)
def _around() -> frozenset[str]:
    return frozenset(_plain(word) for word in words_around())


def _plain(text: str) -> str:
    """Write a text in small letters, without marks and the accents of Latin letters."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in apart if not "\u0300" <= char <= "\u036f")
    return folded(kept.replace("ł", "l"))
