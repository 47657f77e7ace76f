"""What a message says of where somebody lives: outcodes and names, and what only looks like one."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from api.triage.answers import About
from api.triage.area import find_areas, is_area, is_clear, is_town
from api.triage.plain_words import plain_words

_FILE = Path(__file__).with_name("whereabouts.yml")
_MOST_PLACE_WORDS = 4
_MOST_WORDS_READ = 12
_BEFORE = 40

_OUTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)(?: ?(\d[ABD-HJLNP-UW-Z]{2}))?\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)", re.IGNORECASE)
# What stands right before an outcode that is meant for one.
_SAYS_WHERE = re.compile(
    r"\b(?:in|near|around|round|at|live|lives|living|moved to|stay|staying|based"
    r"|postcode|post code|postcode is|postcode s|area|area is|address|road|street|lane|avenue|close"
    r"|drive|crescent|terrace|place|way|court|grove|gardens) (?:the |my |is )?$"
)
_LIVES_BEFORE = re.compile(r"\b(?:live|lives|living|lived|moved|stays|grew up)(?: \w+){0,3}$")
_LIVES_AT = re.compile(
    r"\b(?:live in|lives in|living in|live near|lives near|live at|lives at|based in|moved to) (.+)"
)
# Where somebody says in passing that they live, whatever the question was: "I'm in S6 by the way".
_SAID_TO_LIVE = re.compile(
    r"\b(?:live|lives|living|stay|stays|staying|based|moved|settled|housed)\b(?: \w+){0,5}?"
    r" (?:in(?! march\b)|near|to|at|around|by|outside|over in|up in|down in) (?=(?P<place>.+))"
    r"|\b(?:im|i am|were|we are|weve been|hes|shes|theyre|is|are|am|all alone|alone|lonely"
    r"|on my own)"
    r"(?: \w+)? (?:in|near|over in|up in|down in|out in|round) (?=(?P<here>.+))"
    r"|\b(?:im|i am|were|we are|hes|shes) (?:\w+ )?from (?=(?P<home>.+))"
)
# A landmark with the town that it stands in: "near the job centre in Barnsley".
_BY_LANDMARK = re.compile(
    r"\b(?:near|nearby|by|beside|next to|close to|behind|opposite|around|round|at|across from"
    r"|not far from|over the road from) (?:the|a|my|that) (?:(?!in\b)[\w'-]+ ){1,4}in"
    r" (?=(?P<place>.+))"
)
_NOT_NOW = re.compile(r"\b(?:used to|born|grew up|before|originally|when i)\b")
# "I work in Leeds", "I fell in Leeds": something happens there, and nobody lives there for that.
_HAPPENS = re.compile(
    r"\b(?:works?|worked|working|job|went|school|university|college|army|hospital|ward|prison|shop"
    r"|died|fell|had|met|saw|visit\w*|holiday|operation|appointment|attacked|mugged|robbed|hit|was"
    r"|happened)\b"
)
_SUBJECT = re.compile(r"(?:im|i am|we are|weve been|hes|shes|theyre)\b")
_OF_SELF = re.compile(r"\b(?:i|we|ive|weve|im|i am|we are)(?: (?:just|now|also|both|all))?\s*$")
_OF_ANOTHER = re.compile(
    r"\b(?:he|she|they|hes|shes|theyre|theyve|all|who|kids|family|friends?|everyone|everybody|mates?)"
    r"\b[^.]{0,40}$|\b(?:my|our|his|her|their) (?!own\b)(?:\w+ ){0,3}$"
)
_WITH_CAPITALS = re.compile(
    r"\b(?:in|near|around|round|from|at) (?P<place>[A-Z][\w'-]+"
    r"(?:(?:,? |-)(?:[A-Z][\w'-]+|on|upon|under|le|the|in|by)){0,4})"
)
_CAPITAL_WORD = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]")
_AROUND_PLACE = re.compile(
    r"(?:(?:(?:oh|well|so|and|also|sorry|btw|by the way|actually),? )?"
    r"(?:in|near|around|from|at|(?:i|we|they|he|she) lives? (?:in|near|at)|(?:i.?m|it.?s|we.?re)"
    r"(?: in| near| at| from)?|my postcode is|my postcode.s|postcode|somewhere (?:in|near)) )?"
    r"(?P<place>.+?)(?:,? (?:please|pls|thanks|thank you|area|way|by the way|btw|actually|now"
    r"|if (?:that|it) helps))?[ .!,]*",
    re.IGNORECASE,
)
_AT_PLACE = re.compile(
    r"\b(?:live in|lives in|living in|stay in|staying in|im in|i am in|we are in|were in|is in"
    r"|hes in|shes in|based in|here in|live near|lives near|near|around|from|over in|up in|down in"
    r"|moved to|at|(?:look|looking|somewhere|something|anything|anywhere|places|groups|help) in"
    r") (.+)"
)


class _Words(BaseModel):
    """The whole of ``whereabouts.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ordinary: frozenset[str]
    also_words: frozenset[str]
    not_after: frozenset[str]
    goes_on: frozenset[str]
    no_place: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def outcodes_said(text: str, *, asked: bool, about: About = About.ME) -> list[str]:
    """Give the outcodes that a message names; one that is a word too needs a sign of a place.

    Unless a place was ``asked`` for, one where others live is left out, as is one of former times.

    >>> outcodes_said("panic attacks b4 exams", asked=False), outcodes_said("near b4", asked=False)
    ([], ['B4'])
    """
    alone = bare_place(text) if asked else ""
    found = [match for match in _OUTCODE.finditer(text) if _is_meant(match, text, alone)]
    if not asked:
        found = [m for m in found if _is_own(plain_words(text[: m.start()]), about)]
    return list(dict.fromkeys(match[1].upper() for match in found))


def _is_meant(match: re.Match[str], text: str, alone: str) -> bool:
    if match[0].casefold() == alone.casefold():
        return True
    before = f"{plain_words(text[: match.start()][-_BEFORE:])} "
    if _last_word(before) in _words().not_after:
        return bool(match[2])
    if not is_word_too(match[1]) or (match[2] and not _ORDINAL.match(match[2])):
        return True
    return bool(_SAYS_WHERE.search(before)) or _ends_with_town(before)


def _is_own(before: str, about: About) -> bool:
    """Whether an outcode is not that of another's home, which is said with a word for living."""
    return not _LIVES_BEFORE.search(before) or _is_of_now(before, about)


def is_word_too(text: str) -> bool:
    """Say whether an outcode is also written for a word ("b4"), or names a road or a vitamin."""
    return text.casefold() in _words().also_words


def _last_word(before: str) -> str:
    return before.strip().rpartition(" ")[2]


def _ends_with_town(before: str) -> bool:
    last = before.split()[-2:]
    return any(
        is_town(each) and each not in _words().ordinary for each in (" ".join(last), *last[-1:])
    )


def place_candidates(text: str, *, asked: bool, about: About = About.ME) -> list[str]:
    """Give what may name a place, the surest first: outcodes, then runs of words.

    Unless a place was ``asked`` for, words count only right after "live in" and the like, and not
    where they tell of somebody else than the one that the help is for.
    """
    outcodes = outcodes_said(text, asked=asked, about=about)
    plain = plain_words(text)
    named = (_AT_PLACE if asked else _LIVES_AT).search(plain)
    if named and not asked and not _is_of_now(plain[: named.start()], about):
        named = None
    if named:
        after = named[1].split()[:_MOST_WORDS_READ]
        return list(dict.fromkeys([*outcodes, *_runs(after, from_start=True)]))
    runs = _names_in(plain.split()[:_MOST_WORDS_READ], text) if asked else ()
    return list(dict.fromkeys([*outcodes, *runs]))


def _names_in(words: list[str], text: str) -> Iterator[str]:
    """Yield the whole of a message, then the towns that it names: a village needs a capital."""
    if len(words) <= _MOST_PLACE_WORDS:
        yield " ".join(words)
        yield plain_words(bare_place(text))
    capitals = {
        plain_words(text[match.start() :]).split()[0] for match in _CAPITAL_WORD.finditer(text)
    }
    for run in _runs(words, from_start=False):
        is_capital = run.split()[0] in capitals
        if is_capital or (is_town(run) and run not in _words().ordinary):
            yield run


def near_candidates(text: str) -> list[str]:
    """Give what may be a misspelt place, when one was asked for: the answer as a whole.

    What a longer sentence holds is no place that was misspelt: "doctor gave me tablets".
    """
    whole = bare_place(text)
    named = _AT_PLACE.search(plain_words(text))
    after = named[1].split()[:1] if named else []
    is_short = len(whole.split()) < _MOST_PLACE_WORDS
    return list(dict.fromkeys([*([plain_words(whole)] if is_short else []), *after]))


def names_no_place(text: str) -> bool:
    """Say whether an answer to the question for a place is that any will do.

    >>> names_no_place("I don't mind."), names_no_place("anywhere in Leeds")
    (True, False)
    """
    plain = plain_words(text)
    return any(re.fullmatch(way, plain) for way in _words().no_place)


def places_in_passing(text: str, about: About) -> list[str]:
    """Give what a message says in passing of where the person lives, the surest first.

    Where others live counts when the help is for them. Only what is exactly the name of a place may
    be taken for one: "I'm in debt" is said in the same way. An outcode beside a town comes first.
    """
    plain = plain_words(text)
    said = [
        (match["place"] or match["here"] or match["home"], _before(plain, match))
        for match in _SAID_TO_LIVE.finditer(plain)
        if match["place"] or (match["here"] or match["home"]).split()[0] not in _words().ordinary
    ]
    named = [
        (plain_words(match["place"]), plain_words(text[: match.start()]))
        for match in _WITH_CAPITALS.finditer(text)
    ]
    named = [each for each in named if not _is_only_mentioned(*each)]
    by_landmark = [
        (match["place"], plain[: match.start()])
        for match in _BY_LANDMARK.finditer(plain)
        if not _is_only_mentioned(match["place"], plain[: match.start()])
    ]
    own = [place for place, before in [*said, *named, *by_landmark] if _is_of_now(before, about)]
    runs = [run for place in own for run in _runs_of(place)]
    return list(dict.fromkeys(runs))


def place_said(text: str) -> str | None:
    """Give the area that a message says the person is in, where nothing asked for it.

    >>> place_said("I'm in Rotherham"), place_said("leeds"), place_said("I'm in a bad place")
    ('Rotherham', 'Leeds', None)
    """
    whole = bare_place(text)
    named = [*outcodes_said(text, asked=False), *places_in_passing(text, About.ME)]
    named += [whole] if is_town(whole) else []
    found = (find_areas(each) for each in named if is_area(each, names=True) and is_clear(each))
    return next((areas[0] for areas in found if areas), None)


def _runs_of(place: str) -> Iterator[str]:
    words = place.split()[:_MOST_WORDS_READ]
    yield from _outcode_beside(words)
    yield from _runs(words, from_start=True)


def _outcode_beside(words: list[str]) -> Iterator[str]:
    """Yield the outcode that stands with a town or a street: "sheffield s6", "12 oak road s6"."""
    for place, word in enumerate(words[: _MOST_PLACE_WORDS + 2]):
        if word in _words().goes_on:
            return
        before = words[:place]
        is_outcode = (
            is_area(word, names=False) and _last_word(" ".join(before)) not in _words().not_after
        )
        if is_outcode and (not before or not is_word_too(word) or _stands_with(before)):
            yield word
            return


def _stands_with(before: list[str]) -> bool:
    said = f"{' '.join(before)} "
    return bool(_SAYS_WHERE.search(said)) or _ends_with_town(said)


def _is_only_mentioned(place: str, before: str) -> bool:
    """Whether a name with a capital is a month, or the place of what happened and not of a home."""
    return place.partition(" ")[0] == "march" or bool(_HAPPENS.search(before[-_BEFORE:]))


def _before(plain: str, match: re.Match[str]) -> str:
    """Give what stands before a place, with the "I am" or "they are" that the match begins with."""
    start = match.start() + (len(found[0]) if (found := _SUBJECT.match(match[0])) else 0)
    return plain[:start]


def _is_of_now(before: str, about: About) -> bool:
    """Whether what stands before a place tells of the person that the help is for, and of now."""
    if _NOT_NOW.search(before[-_BEFORE:]):
        return False
    is_own = _OF_SELF.search(before) is not None
    return about is About.THEM or is_own or not _OF_ANOTHER.search(f"{before.strip()} ")


def bare_place(text: str) -> str:
    """Give a text without what may stand around the name of a place.

    >>> bare_place("I live in Deal, please."), bare_place("S1 2HH!")
    ('Deal', 'S1 2HH')
    """
    found = _AROUND_PLACE.fullmatch(" ".join(text.split()))
    return found["place"] if found else text


def _runs(words: list[str], *, from_start: bool) -> Iterator[str]:
    """Yield runs of words, longest first; names after "in" begin at once."""
    for length in range(min(_MOST_PLACE_WORDS, len(words)), 0, -1):
        starts = range(1) if from_start else range(len(words) - length + 1)
        for start in starts:
            yield " ".join(words[start : start + length])
