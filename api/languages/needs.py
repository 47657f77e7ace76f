"""Reads what people need help with in other languages, by the stems of ``needs.yml``."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from api.languages.folding import folded
from api.languages.locales import fitting

_FILE = Path(__file__).with_name("needs.yml")
_WHOLE_WORD_UP_TO = 3
_MOST = 4
# Arabic joins "and", "for", "with" and "the" to the word.
_JOINED = {"ar": "(?:[وفبكل]?(?:ال|لل)|[وفبكل])?"}


class _Told(NamedTuple):
    start: int
    end: int
    need: str

    def is_within(self, other: "_Told") -> bool:
        return (
            other.start <= self.start
            and self.end <= other.end
            and other.end - other.start > self.end - self.start
        )


def in_english_if_told(text: str, locale: str) -> str | None:
    """Give in English the needs that a text tells, None when it tells none that is known.

    >>> in_english_if_told("Jestem bardzo samotna i mam długi", "pl")
    'I need help with this: lonely, debt'
    """
    needs = needs_told(text, locale)
    if not needs:
        return None
    english = english_phrases()
    return "I need help with this: " + ", ".join(english[need] for need in needs)


def needs_told(text: str, locale: str) -> list[str]:
    """Give the needs that a text tells in a language, in the order in which they stand."""
    plain = plain_words(text)
    found = [
        _Told(*match.span("stem"), need)
        for need, pattern in _patterns(fitting(locale)).items()
        for match in pattern.finditer(plain)
    ]
    counted = [one for one in found if not any(one.is_within(other) for other in found)]
    return list(dict.fromkeys(one.need for one in sorted(counted)))[:_MOST]


def plain_words(text: str) -> str:
    """Write a text in small letters without marks, accents and other ways to write a letter."""
    apart = unicodedata.normalize("NFKD", folded(text.translate(_alike())))
    bare = "".join(char for char in apart if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", bare).translate(_alike())


@lru_cache
def _patterns(locale: str) -> dict[str, re.Pattern[str]]:
    joined = _JOINED.get(locale, "")
    return {
        need: re.compile(rf"(?:^|(?<= )){joined}(?P<stem>{'|'.join(map(_pattern, said))})")
        for need, said in stems_of(locale).items()
    }


def _pattern(stem: str) -> str:
    plain = plain_words(stem)
    is_whole = stem.endswith(".") or len(plain) <= _WHOLE_WORD_UP_TO
    return re.escape(plain) + (r"(?= |$)" if is_whole else "")


def english_phrases() -> dict[str, str]:
    """Give what the assistant is told of each need."""
    phrases: dict[str, str] = _read()["english"]
    return phrases


def stems_of(locale: str) -> dict[str, list[str]]:
    """Give the stems of each need in a language; none for English."""
    stems: dict[str, list[str]] = _read()["stems"].get(locale, {})
    return stems


@lru_cache(maxsize=1)
def _alike() -> dict[int, str]:
    return {ord(each): one for one, every in _read()["alike"].items() for each in every}


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read
