"""Takes out of a text what could say who a person is, before anything stores or forwards it.

Full postcodes keep their outcode, which is enough to find services. Numbers that are not about a
person (a level, a year, the id of a statement, a helpline) stay.
"""

from api.safety.redaction.addresses import find_emails, find_streets
from api.safety.redaction.dates import find_birth_dates, find_birth_dates_said_first
from api.safety.redaction.names import find_names, find_names_said_first
from api.safety.redaction.numbers import (
    find_by_check_digit,
    find_called,
    find_called_far_before,
    find_phones,
    passes_luhn,
)
from api.safety.redaction.postcodes import find_postcodes, find_spelt_postcodes
from api.safety.redaction.reading import Rule, rewrite

__all__ = ["passes_luhn", "redact"]

_WITHOUT_FIGURES: tuple[Rule, ...] = (find_emails,)
_OF_DATES: tuple[Rule, ...] = (find_birth_dates, find_birth_dates_said_first)
_OF_NUMBERS: tuple[Rule, ...] = (
    find_called,
    find_by_check_digit,
    find_phones,
    find_called_far_before,
)
_OF_PLACES: tuple[Rule, ...] = (find_spelt_postcodes, find_postcodes, find_streets)
_OF_NAMES: tuple[Rule, ...] = (find_names, find_names_said_first)
# Fewer figures are no number that is anybody's; the rules then need not look.
_FEWEST_OF_A_NUMBER = 5
_MOST_READINGS = 4


def redact(text: str) -> str:
    """Replace what could say who a person is by a word in brackets that says what stood there."""
    for _ in range(_MOST_READINGS):
        before = text
        for rule in _rules_for(text):
            text = rewrite(text, rule)
        if text == before:
            break
    return text


def _rules_for(text: str) -> tuple[Rule, ...]:
    figures = sum(map(str.isdecimal, text))
    if not figures:
        return _WITHOUT_FIGURES + _OF_NAMES
    numbers = _OF_NUMBERS if figures >= _FEWEST_OF_A_NUMBER else ()
    return _WITHOUT_FIGURES + _OF_DATES + numbers + _OF_PLACES + _OF_NAMES
