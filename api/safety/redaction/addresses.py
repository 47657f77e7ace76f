"""E-mail addresses, and house numbers with the name of a street."""

import re
from collections.abc import Iterator

from api.safety.redaction.cues import Cues, any_of
from api.safety.redaction.reading import Change

EMAIL = "[email]"
ADDRESS = "[address]"

_EMAIL = re.compile(
    # Begun at a word's start only: else a long word would be tried from each of its letters.
    r"(?<![\w.+%'-])(?:[\w.+%'-]{1,40}\s(?:dot|dash|underscore)\s){0,3}[\w.+%'-]+\s?(?:@|\(at\)|\[at\]|\sat\s(?=[\w-]+\s?(?:\.|\sdot\s)\s?(?:co|com|net|org|uk)\b))"
    rf"\s?(?:[\w-]+(?:\s?(?:\.|,(?=\s?(?:com?|net|org|uk)\b)|\sdot\s|\(dot\)|\[dot\])\s?[a-z]{{2,24}})+|"
    rf"{any_of(Cues.load().mail_services)}(?:\s?[.,]?\s?(?:com|co\s?[.,]?\s?uk)\b)?)",
    re.IGNORECASE,
)
# Kinds of street that are words for other things too ("a 10 mile drive") count with a capital only.
_STREET = re.compile(
    r"(?<![\w.,/:-])(?:(?i:flat|apartment|unit)\s\w{1,4},?\s+)?\d{1,4}[A-Za-z]?,?\s+"
    r"(?:(?!(?i:a|all|and|at|down|from|in|in-?to|is|my|of|off|on|one|our|that|the|this|to|up)\b)"
    r"[A-Za-z][\w'.-]*\s+){1,3}"
    r"(?:(?i:road|rd|street|avenue|crescent|terrace|lane)"
    r"|Ave|Close|Court|Drive|Gardens|Grove|Mews|Place|St|Way)(?!\w)"
)


def find_emails(plain: str) -> Iterator[Change]:
    """Find e-mail addresses, also with "at" and "dot" said as words."""
    for found in _EMAIL.finditer(plain):
        yield Change(found.start(), found.end(), EMAIL)


def find_streets(plain: str) -> Iterator[Change]:
    """Find house numbers with the name of a street."""
    for found in _STREET.finditer(plain):
        yield Change(found.start(), found.end(), ADDRESS)
