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

_RULES: tuple[Rule, ...] = (
    find_emails,
    find_birth_dates,
    find_birth_dates_said_first,
    find_called,
    find_by_check_digit,
    find_phones,
    find_called_far_before,
    find_spelt_postcodes,
    find_postcodes,
    find_streets,
    find_names,
    find_names_said_first,
)
_MOST_READINGS = 4


def redact(text: str) -> str:
    """Replace what could say who a person is by a word in brackets that says what stood there."""
    for _ in range(_MOST_READINGS):
        before = text
        for rule in _RULES:
            text = rewrite(text, rule)
        if text == before:
            break
    return text
