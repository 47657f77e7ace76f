"""What a person says after care was given, and what that asks of the assistant.

A disclosure is never followed by the next question of a form: the assistant stays with the person
until they ask to go on. How an answer is read is data (``answers_to_care.yml``), and so is what is
said (``staying`` in ``care.yml``).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter

from api.languages.folding import folded
from api.safety.finding import NOTHING, Category, Certainty, Finding, told_in
from api.safety.rulefiles import Strict

ANSWERS_FILE = Path(__file__).parent / "answers_to_care.yml"

_APOSTROPHES = re.compile("['\u2018\u2019`\u00b4]")
_AGES = [str(age) for age in range(6, 18)]
# Small words that may stand before and after what is asked: "right, can we carry on now please".
_BESIDE = re.compile(
    r"^(?:(?:ok|okay|yes|yeah|right|so|well|now|then|thanks|thank you|please|but|just|anyway) )+"
    r"|(?: (?:now|then|please|thanks|thank you|again|ta|anyway|though|if you like|if thats ok))+$"
)
_PLAIN_WORDS = frozenset({"safe", "unsafe", "danger", "help"})
# For so many messages after a disclosure the next sign of danger is no first sign.
_REMEMBERED_FOR = 10


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
    TEXT = "text"
    BILL = "bill"
    CANT_TELL = "cant_tell"
    FOUND_OUT = "found_out"
    BULLYING = "bullying"
    CALL_ME = "call_me"
    THANKS = "thanks"
    OTHER = "other"

    @property
    def topic(self) -> str | None:
        """What it adds to the topics that choose contacts, if anything."""
        return self.value if self in _TOPICS else None


_TOPICS = frozenset({Heard.CHILD, Heard.DEAF, Heard.DOMESTIC_ABUSE, Heard.SOMEONE_ELSE})
# What stays true of the person, whatever they tell of later.
CHILD = Heard.CHILD.value
_OF_THE_PERSON = frozenset({CHILD, "young", "deaf"})


class Stay(Strict):
    """That a conversation stays with a disclosure, and of which kind.

    ``gentle`` says that the danger was only possible: then one question was asked, and it is the
    next message alone that may answer it. ``passed`` counts the messages since the person went
    on, and is None before. ``answered`` says how certain danger was answered last, and ``heard``
    what was heard last and ``times`` how often in a row before, so that nothing is said twice
    running. ``needs`` names what the person needs besides, for when they go on. ``language`` is
    that of the words that told of danger, where they were not English. ``place`` is the area told
    meanwhile, an outcode or a town, for the lines that are there alone. ``response`` names what was
    said last, whose buttons count (``care_buttons.py``). It holds no word that the person wrote.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    category: Category = Category.CRISIS
    about: list[str] = Field(default_factory=list)
    gentle: bool = False
    passed: int | None = None
    answered: Literal["in_full", "in_short"] | None = None
    heard: Heard | None = None
    times: int = 0
    needs: list[str] = Field(default_factory=list)
    language: str | None = None
    place: str | None = None
    response: str | None = None

    @property
    def is_stayed_with(self) -> bool:
        """Whether the person has not gone on yet."""
        return self.passed is None

    @property
    def is_open(self) -> bool:
        """Whether every message is answered with care until the person asks to go on."""
        return not self.gentle and self.passed is None

    @property
    def is_asked(self) -> bool:
        """Whether the next message may be the answer to a gentle check."""
        return self.gentle and self.passed is None

    @property
    def is_near(self) -> bool:
        """Whether it was so lately that another sign of danger is no first sign."""
        return self.passed is None or self.passed < _REMEMBERED_FOR

    @classmethod
    def after(
        cls, finding: Finding, before: "Stay | None" = None, needs: Iterable[str] = ()
    ) -> "Stay | None":
        """Say how to stay after a finding; None when nothing was found.

        Certain danger is answered in full. Told once more right after that, with nothing new of
        whom it is about, it is answered in short.
        """
        if finding.certainty is None:
            return None
        told_needs = _each_once([*(before.needs if before else []), *needs])
        if finding.certainty is Certainty.POSSIBLE:
            about = list(finding.about)
            return cls(
                category=finding.category,
                about=about,
                gentle=True,
                needs=told_needs,
                language=told_in(finding),
            )
        told = before if before is not None and before.is_open else None
        again = told is not None and told.answered == "in_full" and told.knows_all_of(finding)
        known = told.about if told and told.category is finding.category else []
        return cls(
            category=finding.category,
            about=_each_once([*finding.about, *known]),
            answered="in_short" if again else "in_full",
            needs=told_needs,
            language=told_in(finding) or (told.language if told else None),
        )

    def knows_all_of(self, finding: Finding) -> bool:
        """Whether a finding tells of the same danger, and of nobody and nothing new."""
        return self.category is finding.category and set(finding.about) <= set(self.about)

    def in_full(
        self, heard: Heard, finding: Finding = NOTHING, needs: Iterable[str] = ()
    ) -> "Stay":
        """Stay until the person asks to go on, with what was learned about who it is about."""
        topics = [*self.about, *([heard.topic] if heard.topic else []), *finding.about]
        return Stay(
            category=self.category,
            about=_each_once(topics),
            answered="in_full" if self.answered else None,
            heard=heard,
            times=self.times + 1 if heard is self.heard else 0,
            needs=_each_once([*self.needs, *needs]),
            language=self.language,
        )

    def gone_on(self) -> "Stay | None":
        """Go on, and remember it for a while; what is known of the person is kept for longer."""
        passed = 0 if self.passed is None else min(self.passed + 1, _REMEMBERED_FOR)
        kept = Stay(category=self.category, about=self.about, passed=passed)
        known = [topic for topic in self.about if topic in _OF_THE_PERSON]
        if kept.is_near:
            return kept
        return kept.model_copy(update={"about": known}) if known else None

    def at(self, place: str | None) -> "Stay":
        """Note where the person is, if that is known."""
        return self if place is None else self.model_copy(update={"place": place})

    def noting_child(self) -> "Stay":
        """Note that it is a child who writes."""
        return self.model_copy(update={"about": with_child(self.category, self.about)})


def _each_once(topics: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(topics))


def with_child(category: Category, about: Iterable[str]) -> list[str]:
    """Add that it is a child who writes; when a child is harmed, it is nobody else then."""
    others = {Heard.SOMEONE_ELSE.value} if category is Category.SAFEGUARDING else set()
    return [*(topic for topic in about if topic not in {CHILD, *others}), CHILD]


def recalled(finding: Finding, before: Stay | None) -> Finding:
    """Add to a finding what is known of the person from what they told before."""
    known = [topic for topic in (before.about if before else []) if topic in _OF_THE_PERSON]
    return replace(finding, about=_each_once([*finding.about, *known]))


def newest(stored: Stay | None, unkept: Stay | None) -> Stay | None:
    """Give what is stayed with: what could not be stored is newer than what is."""
    return unkept or stored


def told_as_child() -> Stay:
    """Keep that it is a child who writes, while nothing tells of danger."""
    return Stay(about=[CHILD], passed=_REMEMBERED_FOR)


def _says(plain: str, phrases: Iterable[str]) -> bool:
    padded = f" {plain} "
    return any(f" {words} " in padded for words in phrases)


class _Entry(Strict):
    heard: Heard
    is_: list[str] = Field(default_factory=list, alias="is")
    has: list[str] = Field(default_factory=list)
    unless: list[str] = Field(default_factory=list)
    own_age: bool = False
    loosely: bool = False

    def fits(self, plain: str) -> bool:
        """Whether an answer, in plain words, is one of these."""
        if self.loosely:
            plain = _BESIDE.sub("", plain)
        return plain in self.is_ or (_says(plain, self.has) and not _says(plain, self.unless))

    def as_compared(self) -> "_Entry":
        """Give the entry with its words as those of an answer are written for comparison."""
        said = {
            "is_": [_plain(words) for words in _with_ages(self.is_)],
            "has": [_plain(words) for words in _with_ages(self.has)],
            "unless": [_plain(words) for words in self.unless],
        }
        return self.model_copy(update=said)


def _with_ages(phrases: Iterable[str]) -> Iterator[str]:
    """Write ``{age}`` out for every age at which somebody is a child and may write here."""
    for words in phrases:
        ages = _AGES if "{age}" in words else [""]
        yield from (words.replace("{age}", age) for age in ages)


@lru_cache
def _entries(locale: str) -> list[_Entry]:
    """Give how answers are read in a language: its own ways first, then the English ones."""
    own = ANSWERS_FILE.with_name(f"answers_to_care.{locale}.yml")
    files = [*([own] if own.is_file() else []), ANSWERS_FILE]
    read = TypeAdapter(list[_Entry]).validate_python
    return [
        entry.as_compared()
        for file in files
        for entry in read(yaml.safe_load(file.read_text(encoding="utf-8")))
    ]


def hear(text: str, locale: str = "en") -> Heard:
    """Read an answer to "Are you safe right now?" and to what is said after it."""
    plain = _plain(text)
    fitting = (entry.heard for entry in _entries(_language(locale)) if entry.fits(plain))
    return next(fitting, Heard.OTHER)


def says_bullied(text: str, locale: str = "en") -> bool:
    """Whether somebody says, in whatever else they say, that they are bullied.

    >>> says_bullied("they keep making fun of me"), says_bullied("he is no fun")
    (True, False)
    """
    plain, bullied = _plain(text), Heard.BULLYING
    return any(each.heard is bullied and each.fits(plain) for each in _entries(_language(locale)))


def _language(locale: str) -> str:
    return locale.split("-", maxsplit=1)[0]


def tells_own_age(text: str, locale: str = "en") -> bool:
    """Whether somebody says, in whatever else they say, that they are under 18."""
    plain = _plain(text)
    return any(each.own_age and each.fits(plain) for each in _entries(_language(locale)))


def is_bare_no(text: str) -> bool:
    """Whether an answer is a "no" that could as well be meant for another question."""
    return _plain(text) in {"no", "nope", "nah", "not really"}


def says_unsafe_plainly(text: str, locale: str = "en") -> bool:
    """Whether an answer says by itself that the person is not safe, whatever was asked.

    The plain words are English ones; in another language nobody answers for a service.
    """
    if hear(text, locale) is not Heard.UNSAFE or is_bare_no(text):
        return False
    return _language(locale) != "en" or bool(_PLAIN_WORDS.intersection(_plain(text).split()))


def _plain(text: str) -> str:
    return folded(_APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)))
