"""NHS, card and telephone numbers: by what they are called, by check digit, and by shape."""

import re
from collections.abc import Iterable, Iterator

import phonenumbers
from nhs_number.validate import is_valid as is_valid_nhs_number

from api.safety.redaction.cues import Cues, any_of
from api.safety.redaction.dates import begins_with_date
from api.safety.redaction.reading import Change

NHS_NUMBER = "[NHS number]"
CARD_NUMBER = "[card number]"
PHONE = "[phone number]"

_CARD_DIGITS = range(13, 20)
_NHS_DIGITS = 10
_FEWEST = 7
_FEWEST_OF_A_CARD = 8
_FEWEST_WITH_O = 10
_FEWEST_TRUE = 5
_HELPLINES = frozenset({"116123", "08001111", "08000684141", "08082000247", "08088010327"})

_CUES = Cues.load()
_MARKS = r"[ ()./\-_,:|*\n]"
_ROW = rf"(?:\(?\+|\()?\d(?:{_MARKS}{{0,4}}\d){{{_FEWEST - 1},23}}(?!\d)"
_LINK = any_of(_CUES.links)
_SPACE = r"[\s:=#.,'\"(\-]{1,4}"
_GAP = rf"(?:{_SPACE}(?:{_LINK}{_SPACE}){{0,4}})"
_KINDS = {"nhs": NHS_NUMBER, "card": CARD_NUMBER, "phone": PHONE}
# Words that are said of other things too say it only of a number as long as theirs are.
_LENGTHS = {
    "nhs": range(_FEWEST, 25),
    "card": range(_FEWEST_OF_A_CARD, 25),
    "phone": range(_FEWEST, 25),
    "nhs_alone": range(9, 12),
    "card_alone": range(12, 20),
    "phone_alone": range(9, 14),
}
_CALLED_BEFORE = [
    (
        key,
        re.compile(
            rf"{any_of(_CUES.of('numbers', key))}(?:'s)?{_GAP}(?P<row>{_ROW})", re.IGNORECASE
        ),
    )
    for key in _LENGTHS
]
_ROWS = re.compile(rf"(?<![\w#]){_ROW}")
_CALLED_AFTER = [
    (
        key,
        re.compile(
            rf"[\s(:=,\-]{{1,3}}(?:{_LINK}\s{{1,3}}){{0,4}}"
            rf"{any_of(_CUES.of('numbers', key))}",
            re.IGNORECASE,
        ),
    )
    for key in _KINDS
]
# "My NHS number got lost, it is ...": only a number as long as such a number is.
_CALLED_FAR_BEFORE = [
    (
        key,
        re.compile(
            rf"{any_of(_CUES.of('numbers', key))}[^\d\n]{{1,40}}(?P<row>{_ROW})", re.IGNORECASE
        ),
    )
    for key in ("nhs", "card")
]
_FAR_LENGTHS = {"nhs": range(_NHS_DIGITS, _NHS_DIGITS + 1), "card": _CARD_DIGITS}
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)")
_LETTERS_FOR_DIGITS = str.maketrans("oOlI", "0011")
_WITH_LETTERS = re.compile(
    r"(?<![^\W_])[+(]{0,2}[\doOlI]+(?:[ ()./\-]{1,3}[\doOlI]+){0,9}(?![^\W_])"
)
_DIGITS = re.compile(r"(?<![\w#])\+?\d(?:[ ()./\-]{0,3}\d){9,18}(?!\w)")
_SHAPES = re.compile(
    r"(?<![^\W_])(?:\d{3}[\W_]{1,3}\d{3}[\W_]{1,3}\d{4}|\d{4}(?:[\W_]{1,3}\d{4}){3})(?![^\W_])"
)
_ALONE = re.compile(r"(?<![\w#])(?<!\d[.,])(?:\d{13,19}|\d{10})(?!\w)")
_PHONE_BEGINS = re.compile(r"(?<![^\W_])0[1-9]\d{1,9}")
_PHONE_GOES_ON = re.compile(r"[ ,;:_|*/\\.\-]{1,3}(\d{2,6})(?!\d)")
_PHONE_SHAPES = re.compile(
    # Digit by digit, or without its "0".
    r"(?<![^\W_])(?:0(?:[ ._\-]{1,2}\d){9,10}"
    r"|(?:44[ -]?)?7\d{3}[ -]?\d{3}[ -]?\d{3})(?![^\W_])(?!,\d)"
)
_PHONE_DIGITS = (10, 11)


def with_digits(plain: str) -> str:
    """Read "o" and "l" inside of a long number as the digits that they stand for.

    >>> with_digits("o7700 9oo199 or so")
    '07700 900199 or so'
    """
    return _WITH_LETTERS.sub(_in_digits, plain)


def _in_digits(found: re.Match[str]) -> str:
    written = found.group()
    read = re.sub(
        r"[oOlI]*\d[\doOlI]*|[oO]{2,}",
        lambda token: token.group().translate(_LETTERS_FOR_DIGITS),
        written,
    )
    is_long = len(_digits_of(read)) >= _FEWEST_WITH_O and len(_digits_of(written)) >= _FEWEST_TRUE
    return read if is_long else written


def _digits_of(written: str) -> str:
    return re.sub(r"\D", "", written)


def find_called(plain: str) -> Iterator[Change]:
    """Find numbers that are said to be of a kind, whether or not their check digit is right."""
    read = with_digits(plain)
    said = [
        (key, match["row"], match.span("row"))
        for key, pattern in _CALLED_BEFORE
        for match in pattern.finditer(read)
    ]
    said += [
        (key, row.group(), row.span())
        for row in _ROWS.finditer(read)
        for key, pattern in _CALLED_AFTER
        if pattern.match(read, row.end())
    ]
    yield from _in_order(
        Change(*span, _KINDS[key.partition("_")[0]])
        for key, row, span in said
        if _is_called(row, _LENGTHS[key], is_phone=key.startswith("phone"))
    )


def find_called_far_before(plain: str) -> Iterator[Change]:
    """Find NHS and card numbers that are named a few words before."""
    read = with_digits(plain)
    yield from _in_order(
        Change(*match.span("row"), _KINDS[key])
        for key, pattern in _CALLED_FAR_BEFORE
        for match in pattern.finditer(read)
        if _is_called(match["row"], _FAR_LENGTHS[key], is_phone=False)
    )


def _is_called(row: str, lengths: range, *, is_phone: bool) -> bool:
    digits = _digits_of(row)
    if len(digits) not in lengths or digits in _HELPLINES:
        return False
    if _THOUSANDS.fullmatch(row):
        return False
    return not (begins_with_date(row) or (is_phone and _CLOCK.match(row)))


def find_by_check_digit(plain: str) -> Iterator[Change]:
    """Find NHS and card numbers that nobody names, by their check digit."""
    read = with_digits(plain)
    yield from _in_order(
        Change(*match.span(), kind)
        for pattern in (_DIGITS, _SHAPES, _ALONE)
        for match in pattern.finditer(read)
        if (kind := _kind(match.group())) is not None
    )


def _kind(written: str) -> str | None:
    digits = _digits_of(written)
    if len(digits) == _NHS_DIGITS and is_valid_nhs_number(digits):
        return NHS_NUMBER
    if len(digits) in _CARD_DIGITS and passes_luhn(digits) and not _are_years(written):
        return CARD_NUMBER
    return None


def _are_years(written: str) -> bool:
    return re.fullmatch(r"(?:(?:19|20)\d\d[\W_]{1,3}){3}(?:19|20)\d\d", written) is not None


def passes_luhn(digits: str) -> bool:
    """Whether a row of digits ends with the check digit of payment cards (ISO/IEC 7812-1)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(part // 10 + part % 10 for part in doubled) % 10 == 0


def find_phones(plain: str) -> Iterator[Change]:
    """Find telephone numbers as a British person writes them; helplines stay."""
    read = with_digits(plain)
    leniency = phonenumbers.Leniency.POSSIBLE
    found = [
        Change(match.start, match.end, PHONE)
        for match in phonenumbers.PhoneNumberMatcher(read, "GB", leniency=leniency)
        if _is_personal(_digits_of(match.raw_string), match.raw_string)
    ]
    found += [Change(*shape.span(), PHONE) for shape in _PHONE_SHAPES.finditer(read)]
    for begin in _PHONE_BEGINS.finditer(read):
        if (end := _end_of_phone(read, begin)) is not None:
            found.append(Change(begin.start(), end, PHONE))
    yield from _in_order(found)


def _end_of_phone(read: str, begin: re.Match[str]) -> int | None:
    """Give where a number that begins with 0 ends, whatever marks are between its groups."""
    end = begin.end()
    while len(_digits_of(read[begin.start() : end])) < _PHONE_DIGITS[0]:
        if (group := _PHONE_GOES_ON.match(read, end)) is None:
            return None
        end = group.end()
    digits = _digits_of(read[begin.start() : end])
    goes_on = re.compile(r"[^\W_]|,\d").match(read, end)
    is_one = len(digits) in _PHONE_DIGITS and goes_on is None
    return end if is_one and digits not in _HELPLINES else None


def _is_personal(digits: str, written: str) -> bool:
    national = digits.startswith("0") and len(digits) in _PHONE_DIGITS
    abroad = written.startswith(("+", "00", "(+")) and len(digits) >= _NHS_DIGITS
    return (national or abroad) and digits not in _HELPLINES


def _in_order(found: Iterable[Change]) -> list[Change]:
    return sorted(found, key=lambda change: (change.start, -change.end))
