"""Names that are said to be one: "my name is ...", "... is my name", and so in each language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from api.safety.redaction.cues import Cues, LanguageCues, any_of
from api.safety.redaction.reading import Change

NAME = "[name]"

_CUES = Cues.load()
_MOST_WORDS = 3
_MOST_CAPITALS = 6
_SPACE = r"\s[\s\"'(]{0,3}"
_MARK = r"\s{0,3}(?:[:=\-]|\.{2,4}|\u2026)[\s:=\-\"'(]{0,4}"
_WORD = re.compile(r"[^\W\d_][\w'\-]*")
_SPACES = re.compile(r"[ \t]+")
_TITLES = frozenset(_CUES.titles)
_PARTICLES = frozenset(_CUES.particles)
_SENTENCE_ENDS = re.compile(r"[.!?,;\n]")
_CLAUSE = re.compile(r"[^.,;:!?\n()\[\]\d]*$")


@dataclass(frozen=True, slots=True)
class Language:
    """The patterns of one language."""

    naming: re.Pattern[str]
    label: re.Pattern[str]
    after: re.Pattern[str]
    not_names: frozenset[str]
    ends: frozenset[str]

    @classmethod
    def of(cls, cues: LanguageCues) -> Self:
        """Make the patterns from the words."""
        said = cues.names
        verb = any_of(said.verbs)
        label, weak, line = any_of(said.label), any_of(said.weak), any_of(said.line)
        return cls(
            naming=_pattern(
                rf"{any_of(said.naming)}(?:{_MARK}|{_SPACE})(?:{verb}(?:{_MARK}|{_SPACE}))?"
                rf"|(?:^|\n)[ \t]*{line}[ \t]*[:=][ \t]*"
            ),
            label=_pattern(
                rf"{label}(?:(?P<said>{_MARK}|{_SPACE}{verb}(?:{_MARK}|{_SPACE}))|,?{_SPACE})"
                rf"|{weak}(?:{_MARK}|{_SPACE})"
            ),
            after=_pattern(rf"[\s,\-]{{1,4}}{any_of(said.after)}"),
            not_names=frozenset(word.casefold() for word in said.not_names),
            ends=frozenset(word.casefold() for word in said.ends),
        )


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)


_LANGUAGES = [Language.of(cues) for cues in _CUES.languages.values()]


def find_names(plain: str) -> Iterator[Change]:
    """Find names that follow words which say so."""
    found = [change for language in _LANGUAGES for change in _after_cues(plain, language)]
    yield from sorted(found, key=lambda change: (change.start, -change.end))


def find_names_said_first(plain: str) -> Iterator[Change]:
    """Find names that words which say so follow: "... is my name"."""
    found = [change for language in _LANGUAGES for change in _before_cues(plain, language)]
    yield from sorted(found, key=lambda change: (change.start, -change.end))


def _after_cues(plain: str, language: Language) -> Iterator[Change]:
    for cue in language.naming.finditer(plain):
        yield from _name_at(plain, cue.end(), language)
    for cue in language.label.finditer(plain):
        at = cue.end()
        if cue["said"] or plain[at : at + 1].isupper() or _is_all(plain, cue, language):
            yield from _name_at(plain, at, language)


def _is_all(plain: str, cue: re.Match[str], language: Language) -> bool:
    """Say whether a sentence is nothing but "my name zebedee quux"."""
    if _SENTENCE_ENDS.split(plain[: cue.start()])[-1].strip():
        return False
    words = _SENTENCE_ENDS.split(plain[cue.end() :], maxsplit=1)[0].casefold().split()
    stops = language.ends | language.not_names
    return 0 < len(words) <= _MOST_WORDS and stops.isdisjoint(words)


def _name_at(plain: str, start: int, language: Language) -> Iterator[Change]:
    """Read a name from a place on: titles, a first word, particles and what belongs to it."""
    at, end, words = start, start, 0
    capital = True
    while found := _WORD.match(plain, at):
        word = found.group().casefold().rstrip("'-")
        is_capital = found.group()[0].isupper()
        is_title = words == 0 and word in _TITLES
        is_particle = word in _PARTICLES and (is_title or _goes_on(plain, found.end(), language))
        if not (is_title or is_particle):
            if word in (language.ends if words else language.not_names):
                break
            capital = capital and is_capital
            if words >= (_MOST_CAPITALS if capital else _MOST_WORDS):
                break
            words += 1
            end = found.end()
        at = found.end()
        is_short = is_title or len(word) == 1
        if is_short and plain[at : at + 1] == ".":
            at += 1
        if (spaces := _SPACES.match(plain, at)) is None:
            break
        at = spaces.end()
    if words:
        yield Change(start, end, NAME)


def _goes_on(plain: str, at: int, language: Language) -> bool:
    following = re.compile(r"[ \t]+([^\W\d_][\w'\-]*)").match(plain, at)
    return following is not None and following[1].casefold() not in language.ends


def _before_cues(plain: str, language: Language) -> Iterator[Change]:
    for cue in language.after.finditer(plain):
        clause = _CLAUSE.search(plain, 0, cue.start())
        words = list(_WORD.finditer(clause.group())) if clause else []
        taken: list[re.Match[str]] = []
        stops = language.ends | language.not_names
        for word in reversed(words):
            if word.group().casefold() in stops or len(taken) == _MOST_WORDS:
                break
            if taken and taken[-1].group()[0].isupper() and not word.group()[0].isupper():
                break
            taken.append(word)
        if clause and taken and (taken[-1].group()[0].isupper() or len(taken) == len(words)):
            first, last = taken[-1], taken[0]
            yield Change(clause.start() + first.start(), clause.start() + last.end(), NAME)
