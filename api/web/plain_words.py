"""What the plain pages say of their own accord, in the language of the conversation.

What the chat says too is read from the chat's own files, so that both say the same.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from api.languages.locales import SOURCE
from api.web.files import WIDGET

Words = Mapping[str, str]
_FOLDER = Path(__file__).parent / "words"


@cache
def words_of(locale: str) -> Words:
    """Give the words of a language, or the English ones when it has none."""
    english = _read(SOURCE)
    if locale == SOURCE or not (_FOLDER / f"{locale}.yml").exists():
        return english
    shared = json.loads((WIDGET / "words" / f"{locale}.json").read_text(encoding="utf-8"))
    known = {name: said for name, said in shared.items() if name in english}
    return {**english, **known, **_read(locale)}


def filled(words: str, value: object) -> str:
    """Put a value into the gap of a sentence."""
    return words.replace("{}", str(value))


def _read(locale: str) -> dict[str, str]:
    said: dict[str, str] = yaml.safe_load((_FOLDER / f"{locale}.yml").read_text(encoding="utf-8"))
    return said
