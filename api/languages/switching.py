"""How a person asks for another language, by a button or in words."""

import json
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from api.languages.folding import folded
from api.languages.locales import names_called, offered_codes, words_around

PAYLOAD = "/language"
_OFFERED = 2
_ALIKE = 80
_SHORTEST_ALIKE = 4


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
    choices = _choices(offered)
    if agrees is None or not choices:
        return None
    return choices[0] if agrees else choices[1]


def named(text: str, offered: Iterable[str]) -> str | None:
    """Give the payload of a language on offer that is named in an answer of few words.

    Its name counts in any spelling; what else was said is for ``without_names``.
    """
    choices = _choices(offered)
    said = {_named_by(word) for word in _plain(text).split()}
    found = [each for each in choices if pressed(each) in said]
    return found[0] if len(found) == 1 else None


def without_names(text: str) -> str:
    """Give an answer without the names of languages and what stands around them.

    >>> without_names("tak, po polsku proszę"), without_names("yes polsky")
    ('tak', 'yes')
    """
    words = folded(text).split()
    kept = (word for word in words if _plain(word) not in _around() and _named_by(word) is None)
    return " ".join(kept)


def offered_of(payloads: Iterable[str]) -> str | None:
    """Give the language that is offered beside the one of now; None when none is."""
    choices = _choices(payloads)
    return pressed(choices[0]) if choices else None


def _choices(payloads: Iterable[str]) -> list[str]:
    choices = [each for each in payloads if pressed(each) is not None]
    return choices if len(choices) == _OFFERED else []


def _named_by(word: str) -> str | None:
    """Give the language that a word names, also misspelt."""
    plain = _plain(word)
    names = _names()
    if plain in names or len(plain) < _SHORTEST_ALIKE:
        return names.get(plain)
    alike = process.extractOne(plain, names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return names[alike[0]] if alike else None


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
