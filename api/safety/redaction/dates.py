"""Days of birth: a date beside words that say so. Dates of anything else stay."""

import re
from collections.abc import Iterator

from api.safety.redaction.cues import Cues, any_of
from api.safety.redaction.reading import Change

BIRTH_DATE = "[date of birth]"

_CUES = Cues.load()
_MONTH = any_of(_CUES.months)
_APART = r"[ ./,\-_\\|:]{1,3}"
_DAY = r"(?<!\d)(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:'?\d{2}|(?:19|20)\d{2})(?!\d)"
_FULL = (
    rf"(?:{_DAY}{_APART}(?:of )?(?:the )?(?:[01]?\d(?:st|nd|rd|th)?|{_MONTH}){_APART}{_YEAR}"
    rf"|{_MONTH} {_DAY},? {_YEAR}"
    rf"|(?<!\d)(?:19|20)\d{{2}}{_APART}[01]?\d{_APART}[0-3]?\d(?!\d))"
)
_BARE = r"(?<!\d)(?:\d{8}|\d{6})(?!\d)"
_LONG_YEAR = r"(?<!\d)(?:19|20)\d{2}(?!\d)"
_LOOSE = (
    rf"(?:{_FULL}|(?:{_DAY} (?:of )?)?{_MONTH},? {_YEAR}|{_DAY} (?:of )?{_MONTH}|{_BARE}"
    rf"|(?<!\d)[01]?\d[ ./\-]{{1,3}}{_LONG_YEAR}|{_LONG_YEAR})"
)
_LINK = any_of(_CUES.links)
_GAP = rf"(?:[\s:=\-,.()]{{1,3}}(?:{_LINK}[\s:=\-,.()]{{1,3}}){{0,5}})"
# "Born in Leeds on ...": a few words between, and then a whole date, or a year with its "in".
_WORDS = r"(?:[\s,]{1,3}[^\W\d_][\w'-]{0,20}){1,6}[\s,]{1,3}"
_BEFORE = re.compile(
    rf"{any_of(_CUES.of('born', 'verbs', 'labels'))}(?:'s)?{_GAP}(?P<date>{_LOOSE})(?!\w)"
    rf"|{any_of(_CUES.of('born', 'verbs'))}{_WORDS}"
    rf"(?P<later>{_FULL}|{_MONTH},? {_YEAR}|(?<=\sin\s){_LONG_YEAR})(?!\w)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?<![\w./-])(?<!\d[ -])(?P<date>{_LOOSE})(?!\w)\s?[(=:\-]?\s?(?:{_LINK}\s){{0,4}}"
    rf"{any_of(_CUES.of('born', 'labels', 'after'))}",
    re.IGNORECASE,
)


def find_birth_dates(plain: str) -> Iterator[Change]:
    """Find dates that follow words about a birth."""
    for found in _BEFORE.finditer(plain):
        group = "date" if found["date"] else "later"
        yield Change(*found.span(group), BIRTH_DATE)


def find_birth_dates_said_first(plain: str) -> Iterator[Change]:
    """Find dates that words about a birth follow: "3/3/50 is my dob"."""
    for found in _AFTER.finditer(plain):
        yield Change(*found.span("date"), BIRTH_DATE)


def begins_with_date(written: str) -> bool:
    """Say whether a row of digits and marks begins with a date, such as "12.03.2026 10:30"."""
    return re.match(rf"{_FULL}|{_LONG_YEAR}\s?[/-]", written) is not None
