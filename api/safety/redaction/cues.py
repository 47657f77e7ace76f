"""The words by which people say that something tells who they are, from ``cues.yml``."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from api.safety.redaction.reading import plainly


def _split(written: Any) -> Any:
    if not isinstance(written, str):
        return written
    return tuple(plainly(phrase.strip()) for phrase in written.split(",") if phrase.strip())


Phrases = Annotated[tuple[str, ...], BeforeValidator(_split)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NameCues(_Strict):
    """How a name is said in one language."""

    naming: Phrases
    verbs: Phrases
    label: Phrases
    weak: Phrases
    line: Phrases
    after: Phrases
    not_names: Phrases
    ends: Phrases


class BirthCues(_Strict):
    """How a day of birth is said in one language."""

    verbs: Phrases
    labels: Phrases
    after: Phrases


class NumberCues(_Strict):
    """How it is said in one language what a number is."""

    nhs: Phrases
    nhs_alone: Phrases
    card: Phrases
    card_alone: Phrases
    phone: Phrases
    phone_alone: Phrases


class LanguageCues(_Strict):
    """The cues of one language."""

    months: Phrases
    names: NameCues
    born: BirthCues
    numbers: NumberCues
    links: Phrases
    joiners: Phrases


class Cues(_Strict):
    """The cues of every language, and words that belong to none."""

    languages: dict[str, LanguageCues]
    titles: Phrases
    particles: Phrases
    mail_services: Phrases
    short_words: Phrases
    ordinals: Phrases
    o_words: Phrases

    @classmethod
    @cache
    def load(cls) -> Self:
        """Read the cues that ship with the product."""
        path = Path(__file__).with_name("cues.yml")
        return cls.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))

    def of(self, part: str, *keys: str) -> Iterator[str]:
        """Give the phrases of every language under some keys of a part, such as ``born``."""
        for language in self.languages.values():
            for key in keys:
                yield from getattr(getattr(language, part), key)

    @property
    def links(self) -> Iterator[str]:
        """The small words of every language."""
        return (word for language in self.languages.values() for word in language.links)

    @property
    def months(self) -> Iterator[str]:
        """The names of the months in every language."""
        return (word for language in self.languages.values() for word in language.months)


def any_of(phrases: Iterable[str]) -> str:
    """Write a pattern for any of these phrases as whole words, the longest first.

    An apostrophe may be missing, and a space may be wide. No phrases are never found.
    """
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    written = [
        re.escape(phrase).replace("'", "'?").replace(r"\ ", r"\s{1,4}").replace(r"\-", "[- ]?")
        for phrase in longest_first
    ]
    return rf"(?<!\w)(?:{'|'.join(written)})(?!\w)" if written else r"(?!)"
