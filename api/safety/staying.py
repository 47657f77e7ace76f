"""What a person says after care was given, and what that asks of the assistant.

A disclosure is never followed by the next question of a form: the assistant stays with the person
until they ask to go on. How an answer is read is data (``answers_to_care.yml``), and so is what is
said (``staying`` in ``care.yml``).
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ConfigDict, Field, TypeAdapter

from api.languages.folding import folded
from api.safety.finding import Category, Certainty, Finding
from api.safety.rulefiles import Strict

ANSWERS_FILE = Path(__file__).parent / "answers_to_care.yml"
PAYLOAD = "/care"

_APOSTROPHES = re.compile("['\u2018\u2019`\u00b4]")
_PLAIN_WORDS = frozenset({"safe", "unsafe", "danger", "help"})


class Heard(StrEnum):
    """What an answer to care says."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    UNSURE = "unsure"
    CARRY_ON = "carry_on"
    TALK = "talk"
    SOMEONE_ELSE = "someone_else"
    CHILD = "child"
    DEAF = "deaf"
    DOMESTIC_ABUSE = "domestic_abuse"
    PRIVACY = "privacy"
    MACHINE = "machine"
    THANKS = "thanks"
    OTHER = "other"

    @property
    def topic(self) -> str | None:
        """What it adds to the topics that choose contacts, if anything."""
        return self.value if self in _TOPICS else None


_TOPICS = frozenset({Heard.CHILD, Heard.DEAF, Heard.DOMESTIC_ABUSE, Heard.SOMEONE_ELSE})


class Stay(Strict):
    """That a conversation stays with a disclosure, and of which kind.

    ``gentle`` says that the danger was only possible: then one question was asked beside the
    engine's answer, and it is the next message alone that may answer it. It holds no word that the
    person wrote.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    category: Category = Category.CRISIS
    about: list[str] = Field(default_factory=list)
    gentle: bool = False

    @classmethod
    def after(cls, finding: Finding) -> "Stay | None":
        """Say how to stay after a finding; None when nothing was found."""
        if finding.certainty is None:
            return None
        gentle = finding.certainty is Certainty.POSSIBLE
        return cls(category=finding.category, about=list(finding.about), gentle=gentle)

    def in_full(self, heard: Heard) -> "Stay":
        """Stay until the person asks to go on, with what was learned about who it is about."""
        topics = [*self.about, *([heard.topic] if heard.topic else [])]
        return Stay(category=self.category, about=list(dict.fromkeys(topics)))


def _says(plain: str, phrases: Iterable[str]) -> bool:
    padded = f" {plain} "
    return any(f" {words} " in padded for words in phrases)


class _Entry(Strict):
    heard: Heard
    is_: list[str] = Field(default_factory=list, alias="is")
    has: list[str] = Field(default_factory=list)
    unless: list[str] = Field(default_factory=list)

    def fits(self, plain: str) -> bool:
        """Whether an answer, in plain words, is one of these."""
        return plain in self.is_ or (_says(plain, self.has) and not _says(plain, self.unless))

    def as_compared(self) -> "_Entry":
        """Give the entry with its words as those of an answer are written for comparison."""
        said = {
            "is_": [_plain(words) for words in self.is_],
            "has": [_plain(words) for words in self.has],
            "unless": [_plain(words) for words in self.unless],
        }
        return self.model_copy(update=said)


@lru_cache
def _entries(locale: str) -> list[_Entry]:
    """Give how answers are read in a language: its own ways first, then the English ones."""
    own = ANSWERS_FILE.with_name(f"answers_to_care.{locale}.yml")
    files = [*([own] if own.is_file() else []), ANSWERS_FILE]
    read = TypeAdapter(list[_Entry]).validate_python
    return [
        entry for file in files for entry in read(yaml.safe_load(file.read_text(encoding="utf-8")))
    ]


def hear(text: str, locale: str = "en") -> Heard:
    """Read an answer to "Are you safe right now?" and to what is said after it."""
    plain = _plain(text)
    entries = _entries(locale.split("-", maxsplit=1)[0])
    return next((entry.heard for entry in entries if entry.fits(plain)), Heard.OTHER)


def is_bare_no(text: str) -> bool:
    """Whether an answer is a "no" that could as well be meant for another question."""
    return _plain(text) in {"no", "nope", "nah", "not really"}


def says_unsafe_plainly(text: str) -> bool:
    """Whether an answer says by itself that the person is not safe, whatever was asked."""
    plainly = _PLAIN_WORDS.intersection(_plain(text).split())
    return bool(plainly) and hear(text) is Heard.UNSAFE


def payload(heard: Heard) -> str:
    """Give the payload of the button that says this."""
    return f"{PAYLOAD}{json.dumps({'heard': heard.value})}"


def pressed(sent: str) -> Heard | None:
    """Give what a pressed button of care says; None for any other payload."""
    known = {payload(heard): heard for heard in Heard}
    return known.get(sent)


def _plain(text: str) -> str:
    return folded(_APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)))
