"""Which languages are offered, and how each is written."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from babel import Locale
from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).parent
SOURCE = "en"
DOMAIN = "signpost"
_LOCALES_FILE = FOLDER / "locales.yml"

Direction = Literal["ltr", "rtl"]


class OfferedLocale(BaseModel):
    """A language that a conversation can be held in."""

    model_config = ConfigDict(frozen=True)

    locale: str = Field(description="What opens a conversation in it, as in `pl`.")
    name: str = Field(description="What its speakers call it.")
    dir: Direction
    checked_by_native_speaker: bool


def catalogue_path(locale: str) -> Path:
    """Give where the translations into a language stand."""
    return FOLDER / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


@lru_cache(maxsize=1)
def names_called() -> dict[str, tuple[str, ...]]:
    """Give how people call each language of the list, English first."""
    read: dict[str, list[str]] = yaml.safe_load(_LOCALES_FILE.read_text(encoding="utf-8"))["called"]
    return {locale: tuple(names) for locale, names in read.items()}


@lru_cache(maxsize=1)
def words_around() -> tuple[str, ...]:
    """Give the words that may stand around a language's name where it is asked for."""
    read: list[str] = yaml.safe_load(_LOCALES_FILE.read_text(encoding="utf-8"))["around"]
    return tuple(" ".join(read).split())


@lru_cache(maxsize=1)
def offered_codes() -> tuple[str, ...]:
    """Give the languages that have a catalogue, English first."""
    return tuple(
        locale for locale in names_called() if locale == SOURCE or catalogue_path(locale).is_file()
    )


def fitting(tag: str) -> str:
    """Give the offered language that a tag asks for, English when there is none.

    >>> fitting("pl-PL"), fitting("xx")
    ('pl', 'en')
    """
    code = tag.replace("_", "-").split("-", maxsplit=1)[0].lower()
    return code if code in offered_codes() else SOURCE


def offered_or_kept(tag: str) -> str:
    """Give the offered language of a tag, and a tag of any other language as it is."""
    return fitting(tag) if is_offered(tag) else tag


def is_offered(tag: str) -> bool:
    """Whether there is a catalogue for the language of a tag, or it is English."""
    return fitting(tag) != SOURCE or tag.lower().startswith(SOURCE)


def direction(locale: str) -> Direction:
    """Say which way a language is written."""
    return "rtl" if Locale.parse(locale).text_direction == "rtl" else "ltr"


def name_of(locale: str) -> str:
    """Give the name that a language has for itself, as a button shows it.

    >>> name_of("pl")
    'Polski'
    """
    name = Locale.parse(locale).get_display_name(locale) or locale
    return name[:1].upper() + name[1:]
