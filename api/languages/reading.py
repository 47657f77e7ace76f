"""Reads the short answers of other languages: yes, no, numbers and a few requests."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import yaml

_SAID_FILE = Path(__file__).with_name("said.yml")
_MARKS = re.compile(r"[^\w\s]+")


def in_english(text: str, locale: str) -> str:
    """Give a short answer as it is said in English, and any other text as it is.

    >>> in_english("Tak!", "pl"), in_english("৩", "bn"), in_english("mam psa", "pl")
    ('yes', '3', 'mam psa')
    """
    text = with_latin_digits(text)
    return _said(locale).get(_plain(text), text)


def with_latin_digits(text: str) -> str:
    """Write the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


@lru_cache
def _said(locale: str) -> dict[str, str]:
    read: dict[str, dict[str, list[str]]] = yaml.safe_load(_SAID_FILE.read_text(encoding="utf-8"))
    return {
        _plain(answer): english
        for english, answers in read.get(locale, {}).items()
        for answer in answers
    }


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_MARKS.sub(" ", text.replace("\u064b", "")).split())
