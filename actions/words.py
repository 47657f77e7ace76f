"""What can be read from a person's own words by rule: a note, a statement's code, a level."""

import re
from collections.abc import Iterable

_NOTE_START = re.compile(
    r"^\s*(?:please\s+|can you\s+|could you\s+)?"
    r"(?:(?:add|make|save|keep|put|write|take)\s+(?:down\s+)?(?:a\s+|this\s+)?)?"
    r"(?:note|comment|evidence)s?\b\s*(?:down\s+)?"
    r"(?:is\b|that\b|saying\b|:|-|\N{EN DASH})?\s*(?:that\b)?\s*",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b[A-Za-z]+\d+[A-Za-z]*\b")
_NUMBER = re.compile(r"(?<![\w.])(\d+)(?![\w.]*\d)")
_ANOTHER = re.compile(
    r"\b(?:about|on|regarding|concerning|for)\s+\w+|\b(?:question|statement|number|item)\s*\d+"
    r"|\bthe\s+(?!last\b|previous\b|same\b)\w+(?:\s+\w+){0,2}\s+(?:one|question|statement)\b",
    re.IGNORECASE,
)
_OTHER_ASSESSMENT = re.compile(r"\b(?:another|other|different|new|second|else)\b", re.IGNORECASE)
_LONE_NUMBER = re.compile(
    r"(?:(?:a|level|score|rate it|call it|make it) )*"
    r"([-\N{MINUS SIGN}]?[0-9]+)(?:,? (?:please|thanks|thank you))?[.!]*",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:half|most|some|many|few|several|all but|both|(?:two|three)[ -](?:thirds|quarters)|"
    r"a third|a quarter|majority|minority|\w+ (?:out )?of (?:the |our )?\w+)\b[^.;]*"
    r"\b(?:practices?|surger(?:y|ies)|pcns?|teams?|areas?|places?|boroughs?|sites?|gps?|trusts?|"
    r"services?|of (?:them|us))\b|\d+\s*(?:%|per ?cent)",
    re.IGNORECASE,
)
_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_WORD = re.compile(r"[a-z]+")


def note_body(text: str) -> str:
    """Give what is to be noted: the text without its "note:" or "add a comment that"."""
    return _NOTE_START.sub("", text, count=1).strip()


def statement_code(text: str, known: Iterable[str]) -> str | None:
    """Find the code of a known statement in the text, however it is capitalised."""
    by_folded = {code.casefold(): code for code in known}
    for found in _CODE.findall(text):
        code = by_folded.get(found.casefold())
        if code:
            return code
    return None


def looks_like_code(text: str) -> str | None:
    """Find what looks like a statement's code, known or not."""
    found = _CODE.search(text)
    return found.group() if found else None


def names_another(text: str) -> bool:
    """Say whether a correction is about a statement that it describes instead of the last one.

    "the supervision one", "my answer on training" and "question 4" name another; "the last one",
    "that" and a level alone do not.
    """
    return _ANOTHER.search(text) is not None


def asks_for_another(text: str) -> bool:
    """Say whether "start" is about another assessment than the one that is open."""
    return _OTHER_ASSESSMENT.search(text) is not None


def lone_number(text: str) -> int | None:
    """Give the whole number that is all a text says: "7", "level -1", "-2 please"."""
    found = _LONE_NUMBER.fullmatch(text.strip())
    return int(found[1].replace("\N{MINUS SIGN}", "-")) if found else None


def last_level(text: str, names: dict[str, int]) -> int | None:
    """Find the last level in the text that is named by number, number word or level name.

    ``names`` maps the case-folded names of the levels to their values; codes of statements, such
    as N1c, are not numbers.
    """
    places = _levels(text, names)
    return max(places)[1] if places else None


def levels_in(text: str, names: dict[str, int]) -> set[int]:
    """Give every level that the text names by number, number word or level name."""
    return {level for _, level in _levels(text, names)}


def covers_only_part(text: str) -> bool:
    """Say whether the text tells how many take part ("half our practices") rather than how far."""
    return _SHARE.search(text) is not None


def _levels(text: str, names: dict[str, int]) -> list[tuple[int, int]]:
    spoken = {**_NUMBER_WORDS, **names}
    without_codes = _CODE.sub(" ", text)
    places = [(match.start(), int(match.group(1))) for match in _NUMBER.finditer(without_codes)]
    places += [
        (match.start(), spoken[match.group()])
        for match in _WORD.finditer(without_codes.casefold())
        if match.group() in spoken
    ]
    return places
