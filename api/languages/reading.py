"""Reads the short answers of other languages: yes, no, numbers and a few requests."""

from functools import lru_cache
from pathlib import Path

import yaml

from api.languages.folding import folded, with_latin_digits

_SAID_FILE = Path(__file__).with_name("said.yml")


def in_english(text: str, locale: str) -> str:
    """Give a short answer as it is said in English, and any other text as it is.

    >>> in_english("Tak!", "pl"), in_english("৩", "bn"), in_english("mam psa", "pl")
    ('yes', '3', 'mam psa')
    """
    text = with_latin_digits(text)
    return _said(locale).get(folded(text), text)


@lru_cache
def _said(locale: str) -> dict[str, str]:
    read: dict[str, dict[str, list[str]]] = yaml.safe_load(_SAID_FILE.read_text(encoding="utf-8"))
    return {
        folded(answer): english
        for english, answers in read.get(locale, {}).items()
        for answer in answers
    }
