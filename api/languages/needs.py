"""Reads what people need help with in other languages, by the stems of ``needs.yml``."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from api.languages.locales import fitting
from api.languages.spans import Span, counted, spans
from api.languages.stems import Patterns, compiled, plain_words

_FILE = Path(__file__).with_name("needs.yml")
_MOST = 4


def needs_told(text: str, locale: str) -> list[str]:
    """Give the needs that a text tells in a language, in the order in which they stand.

    >>> needs_told("Jestem bardzo samotna i mam długi", "pl")
    ['loneliness', 'money_debt']
    """
    return most_told(counted(need_spans(f"{plain_words(text)} ", locale)))


def need_spans(plain: str, locale: str) -> list[Span]:
    """Find every word for a need in the plain words of a text, with a space at its end."""
    return list(spans(plain, need_patterns(fitting(locale))))


def most_told(found: list[Span]) -> list[str]:
    """Give the needs of what was found, each once and no more than are taken at a time."""
    return list(dict.fromkeys(one.means for one in sorted(found)))[:_MOST]


@lru_cache
def need_patterns(locale: str) -> dict[str, Patterns]:
    """Give an expression for each need in a language."""
    return {need: compiled(said, locale) for need, said in stems_of(locale).items()}


def english_phrases() -> dict[str, str]:
    """Give what the assistant is told of each need."""
    phrases: dict[str, str] = _read()["english"]
    return phrases


def stems_of(locale: str) -> dict[str, list[str]]:
    """Give the stems of each need in a language; none for English."""
    stems: dict[str, list[str]] = _read()["stems"].get(locale, {})
    return stems


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read
