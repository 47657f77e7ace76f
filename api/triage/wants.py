"""What a person says of how something must be: free, when, with what access, language and way.

The words stand in ``wants.yml``; only codes leave this module: a ``Want``, or ``speaks:pl``.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from api.directory.hours import DAY_NAMES
from api.directory.mapping import Mappings
from api.signposting.needs import Need
from api.triage.corrections import is_correction
from api.triage.plain_words import plain_words

_FILE = Path(__file__).with_name("wants.yml")
_PART = re.compile(r"\{([A-Z]+)\}")
_SPEAKS = "speaks:"
_ENGLISH = "en"
_LEAD = r"(?:(?:on|in|at|for|during|of|over|the|a|an|any) ){0,4}"
_LONGEST_CODE = 3


class Want(StrEnum):
    """Something that a place or a service must have or be."""

    FREE = "free"
    WHEELCHAIR = "wheelchair"
    STEP_FREE = "step_free"
    HEARING_LOOP = "hearing_loop"
    SIGN_LANGUAGE = "sign_language"
    ACCESSIBLE_TOILET = "accessible_toilet"
    PARKING = "parking"
    SIGHT = "sight"
    QUIET = "quiet"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    WEEKEND = "weekend"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    FACE_TO_FACE = "face_to_face"
    ONLINE = "online"
    BY_PHONE = "by_phone"


DAYS = tuple(Want(day) for day in DAY_NAMES)
PARTS_OF_DAY = (Want.MORNING, Want.AFTERNOON, Want.EVENING)
TIMES = frozenset({*DAYS, *PARTS_OF_DAY, Want.WEEKEND})


def language_of(want: str) -> str | None:
    """Give the language that a code names; None for one that names none.

    >>> language_of("speaks:pl"), language_of("free")
    ('pl', None)
    """
    return want.removeprefix(_SPEAKS) if want.startswith(_SPEAKS) else None


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    told: tuple[str, ...]
    unless: tuple[str, ...] = ()
    about: str
    not_needs: tuple[Need, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: dict[str, str]
    wants: dict[Want, _Said]
    times: dict[Want, str]
    times_told: tuple[str, ...]
    times_unless: tuple[str, ...]
    released: str
    pointed: str
    time_words: str
    language: _Said
    asks: str


@dataclass(frozen=True, slots=True)
class _Saying:
    told: re.Pattern[str]
    unless: re.Pattern[str]
    about: re.Pattern[str]
    not_needs: frozenset[Need]

    def is_told(self, plain: str) -> bool:
        return bool(self.told.search(plain)) and not self.unless.search(plain)


@dataclass(frozen=True, slots=True)
class _Sayings:
    wants: Mapping[Want, _Saying]
    times: Mapping[Want, str]
    language: _Saying
    released: re.Pattern[str]
    pointed: re.Pattern[str]
    time_words: re.Pattern[str]
    asks: re.Pattern[str]

    def of(self, want: str) -> _Saying:
        return self.language if language_of(want) else self.wants[Want(want)]


def wants_in(text: str) -> list[str]:
    """Give what a message says that something must have or be.

    >>> wants_in("I'm in a wheelchair and can only do evenings"), wants_in("Evenings are the worst")
    (['wheelchair', 'evening'], [])
    >>> wants_in("someone who speaks Polish"), wants_in("I want to learn Polish")
    (['speaks:pl'], [])
    """
    plain, sayings = plain_words(text), _sayings()
    told = {want for want, saying in sayings.wants.items() if saying.is_told(plain)}
    told |= set(_beside_times(plain, TIMES & told, sayings.times))
    return [*(str(want) for want in Want if want in told), *_languages(plain, sayings.language)]


def wants_undone(text: str, known: Collection[str], last: Sequence[str]) -> list[str]:
    """Give what does not matter after all, of what is ``known``; ``last`` was told last.

    >>> wants_undone("it doesn't have to be free", ["free", "evening"], [])
    ['free']
    >>> wants_undone("that's wrong", ["free", "evening"], ["evening"])
    ['evening']
    """
    plain, sayings = plain_words(text), _sayings()
    if sayings.released.search(plain) or is_correction(text):
        named = [want for want in known if sayings.of(want).about.search(plain)]
        if not named and sayings.time_words.search(plain):
            named = [want for want in known if want in TIMES]
        if named:
            return named
    if sayings.pointed.search(plain) or is_correction(text):
        return [want for want in last if want in known]
    return []


def needs_not_told(text: str, wants: Iterable[str]) -> frozenset[Need]:
    """Give the needs that these words do not tell, unless help with just that is asked for."""
    sayings = _sayings()
    if sayings.asks.search(plain_words(text)):
        return frozenset()
    return frozenset().union(*(sayings.of(want).not_needs for want in wants))


def _beside_times(plain: str, told: frozenset[Want], times: Mapping[Want, str]) -> Iterator[Want]:
    """Give the times that stand right beside one that is told: "mondays or tuesday evenings"."""
    for want, words in times.items():
        for other in told - {want}:
            beside = r"(?:(?:and|or|in|on|at|the|a) )*"
            pair = rf"\b(?:{times[other]} {beside}{words}|{words} {beside}{times[other]})\b"
            if re.search(pair, plain):
                yield want


def _languages(plain: str, saying: _Saying) -> Iterator[str]:
    if saying.unless.search(plain):
        return
    named = [name for found in saying.told.finditer(plain) for name in found.groups() if name]
    codes = {Mappings.load().language_of(name) for name in named}
    yield from sorted(f"{_SPEAKS}{code}" for code in codes - {_ENGLISH})


@lru_cache(maxsize=1)
def _sayings() -> _Sayings:
    read = _File.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
    names = [name for name in Mappings.load().languages if len(name) > _LONGEST_CODE]
    names = [name for name in names if name not in {"english", "british sign language"}]
    parts = {
        "LEAD": _LEAD,
        "LANGUAGE": "(?:" + "|".join(sorted(names, key=len, reverse=True)) + ")",
        "TIMES": "(?:" + "|".join(read.times.values()) + ")",
        **read.parts,
    }
    wants = {want: _saying(said, parts) for want, said in read.wants.items()}
    for want, words in read.times.items():
        said = _Said(
            told=read.times_told,
            unless=read.times_unless,
            about=rf"\b{words}\b",
        )
        wants[want] = _saying(said, {**parts, "TIME": words})
    return _Sayings(
        wants,
        read.times,
        _saying(read.language, parts),
        re.compile(read.released),
        re.compile(read.pointed),
        re.compile(read.time_words),
        re.compile(read.asks),
    )


def _saying(said: _Said, parts: Mapping[str, str]) -> _Saying:
    return _Saying(
        _any(said.told, parts),
        _any(said.unless, parts),
        _any([said.about], parts),
        frozenset(said.not_needs),
    )


def _any(expressions: Sequence[str], parts: Mapping[str, str]) -> re.Pattern[str]:
    every = [f"(?:{_filled(each, parts)})" for each in expressions]
    return re.compile("|".join(every) if every else r"(?!)")


def _filled(expression: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda found: _filled(parts[found[1]], parts), expression)
