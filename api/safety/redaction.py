"""Takes out of a text what could say who a person is, before anything stores or forwards it.

Full postcodes keep their outcode, which is enough to find services. Numbers that are not about a
person (a level, a year, the id of a statement, a helpline) stay.
"""

import re
from collections.abc import Callable

import phonenumbers
from nhs_number.validate import is_valid as is_valid_nhs_number
from uk_postcodes_parsing.ukpostcode import (  # type: ignore[import-untyped]
    is_in_ons_postcode_directory,
)

NHS_NUMBER = "[NHS number]"
CARD_NUMBER = "[card number]"
PHONE = "[phone number]"
EMAIL = "[email]"
BIRTH_DATE = "[date of birth]"
NAME = "[name]"
ADDRESS = "[address]"

_CARD_DIGITS = range(13, 20)
_NHS_DIGITS = 10
_HELPLINES = frozenset({"116123", "08001111", "08000684141", "08082000247", "08088010327"})

_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_DIGITS = re.compile(r"(?<![\w#])\+?\d(?:[ ()./\-\u2010-\u2015]{0,3}\d){9,18}(?!\w)")
_EMAIL = re.compile(
    # Begun at a word's start only: else a long word would be tried from each of its letters.
    r"(?<![\w.+%'-])[\w.+%'-]+\s?(?:@|\(at\)|\[at\]|\sat\s(?=[\w-]+\s?(?:\.|\sdot\s)\s?(?:co|com|net|org|uk)\b))"
    r"\s?[\w-]+(?:\s?(?:\.|\sdot\s|\(dot\)|\[dot\])\s?[a-z]{2,24})+",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"(?<!\w)([A-Z]{1,2}\d[A-Z\d]?)[ \-.]{0,3}(\d[ABD-HJLNP-UW-Z]{2})(?!\w)", re.IGNORECASE
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:'?\d{2}|(?:19|20)\d{2})"
_DATE = (
    rf"(?:{_DAY}[ ./\-]{{1,2}}(?:of )?(?:[01]?\d|{_MONTH})[ ./,\-]{{1,2}}{_YEAR}"
    rf"|{_MONTH} {_DAY},? {_YEAR}"
    rf"|(?:19|20)\d{{2}}[./\-][01]?\d[./\-][0-3]?\d)"
)
_LOOSE_DATE = (
    rf"(?:{_DATE}|(?:{_DAY} (?:of )?)?{_MONTH},? {_YEAR}|{_DAY} (?:of )?{_MONTH}|(?:19|20)\d{{2}})"
)
_BORN = re.compile(
    r"(\b(?:born(?:\s(?:on|in))?(?:\sthe)?|(?:date of birth|d\.?o\.?b\.?|birth ?date|birthday)"
    rf"(?:\s?(?:is|was|:|=|-|,))*(?:\son)?(?:\sthe)?)[\s:=\-]{{1,3}}){_LOOSE_DATE}(?!\w)",
    re.IGNORECASE,
)
# A house number with the name of a street. Kinds of street that are words for other things too
# ("a 10 mile drive") count with a capital only.
_STREET = re.compile(
    r"(?<![\w.,/:-])(?:(?i:flat|apartment|unit)\s\w{1,4},?\s+)?\d{1,4}[A-Za-z]?,?\s+"
    r"(?:(?!(?i:a|all|and|at|down|from|in|in-?to|is|my|of|off|on|one|our|that|the|this|to|up)\b)"
    r"[A-Za-z][\w'\u2019.-]*\s+){1,3}"
    r"(?:(?i:road|rd|street|avenue|crescent|terrace|lane)"
    r"|Ave|Close|Court|Drive|Gardens|Grove|Mews|Place|St|Way)(?!\w)"
)
_NAME_WORD = r"[^\W\d_][\w'\u2019\-]*"
_NO_NAME_WORD = (
    r"(?!(?:a|am|and|at|because|but|by|for|from|i|i'm|if|im|in|is|my|on|or|please|so|the|to|today"
    r"|tomorrow|was|what|when|who|with)\b)"
)
_NAME = re.compile(
    r"(\b(?:my (?:full |first |last |sur ?)?name(?:['\u2019]?s| is| was|:)|surname(?: is|:)"
    r"|i(?:['\u2019]m| am|m) (?:called|named)|(?:they|people|friends|everyone) calls? me|call me)"
    rf"\s+)(?P<name>{_NAME_WORD}(?:\s+{_NO_NAME_WORD}{_NAME_WORD}){{0,2}})",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"an?|and|at|back|crazy|for|if|in|later|lazy|names|not|now|old|on|please|soon|stupid|the|to"
    r"|today|tomorrow|when",
    re.IGNORECASE,
)


def redact(text: str) -> str:
    """Replace what could say who a person is by a word in brackets that says what stood there."""
    for step in _STEPS:
        text = step(text)
    return text


def _digits(text: str) -> str:
    """NHS and card numbers by their checksum, then telephone numbers."""
    return _DIGITS.sub(lambda found: _named_number(found.group()), text)


def _named_number(written: str) -> str:
    digits = re.sub(r"\D", "", written)
    if len(digits) == _NHS_DIGITS and is_valid_nhs_number(digits):
        return NHS_NUMBER
    if len(digits) in _CARD_DIGITS and passes_luhn(digits):
        return CARD_NUMBER
    return written


def passes_luhn(digits: str) -> bool:
    """Whether a row of digits ends with the check digit of payment cards (ISO/IEC 7812-1)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(part // 10 + part % 10 for part in doubled) % 10 == 0


def _phones(text: str) -> str:
    """Telephone numbers as a British person writes them, helplines left in place."""
    leniency = phonenumbers.Leniency.POSSIBLE
    found = list(phonenumbers.PhoneNumberMatcher(text, "GB", leniency=leniency))
    for match in reversed(found):
        digits = re.sub(r"\D", "", match.raw_string)
        if _is_personal_number(digits, match.raw_string):
            text = text[: match.start] + PHONE + text[match.end :]
    return text


def _is_personal_number(digits: str, written: str) -> bool:
    national = digits.startswith("0") and len(digits) in (10, 11)
    abroad = written.startswith(("+", "00", "(+")) and len(digits) >= _NHS_DIGITS
    return (national or abroad) and digits not in _HELPLINES


def _addresses(text: str) -> str:
    return _STREET.sub(ADDRESS, text)


def _emails(text: str) -> str:
    return _EMAIL.sub(EMAIL, text)


def _postcodes(text: str) -> str:
    return _POSTCODE.sub(_outcode, text)


def _outcode(found: re.Match[str]) -> str:
    outcode, incode = found.group(1), found.group(2)
    if incode[1:] not in _ORDINALS:
        return outcode
    known = outcode.islower() and is_in_ons_postcode_directory(f"{outcode} {incode}".upper())
    return outcode if known else found.group()


def _birth_dates(text: str) -> str:
    return _BORN.sub(lambda found: f"{found.group(1)}{BIRTH_DATE}", text)


def _names(text: str) -> str:
    return _NAME.sub(_without_name, text)


def _without_name(found: re.Match[str]) -> str:
    if _NOT_A_NAME.fullmatch(found["name"].split()[0]):
        return found.group()
    return f"{found.group(1)}{NAME}"


_STEPS: tuple[Callable[[str], str], ...] = (
    _emails,
    _birth_dates,
    _digits,
    _phones,
    _postcodes,
    _addresses,
    _names,
)
