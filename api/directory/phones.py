"""Telephone numbers of this country: the zero that a table lost, and groups that can be said."""

import re
from itertools import pairwise

_ONLY_FIGURES = re.compile(r"[\d ]+")
_ONE_NUMBER = re.compile(r"[\d ()-]+")
_WITHOUT_ZERO = re.compile(r"[1237]\d{9}")
# How the figures of a whole number are grouped, by how it begins; the first that fits counts.
_GROUPS = (
    (re.compile(r"02\d{9}"), (3, 4, 4)),
    (re.compile(r"01(?:1\d|\d1)\d{7}"), (4, 3, 4)),
    (re.compile(r"0[389]\d{9}"), (4, 3, 4)),
    (re.compile(r"0[157]\d{9}"), (5, 3, 3)),
    (re.compile(r"0[58]00\d{6}"), (4, 3, 3)),
    (re.compile(r"01\d{8}"), (5, 5)),
)


def with_its_zero(number: str) -> str:
    """Give a number back the zero that tables take away, where nothing but figures is left of it.

    >>> with_its_zero("1143767511"), with_its_zero("0114 321 0733"), with_its_zero("116 123")
    ('01143767511', '0114 321 0733', '116 123')
    """
    figures = number.replace(" ", "")
    lost = _ONLY_FIGURES.fullmatch(number) and _WITHOUT_ZERO.fullmatch(figures)
    return f"0{figures}" if lost else number


def spoken(number: str) -> str:
    """Write a number in the groups in which it is said; what is not one number stays as it is.

    >>> spoken("1142 500 222"), spoken("07542888671"), spoken("0114 321 0733 or 0114 321 0734")
    ('0114 250 0222', '07542 888 671', '0114 321 0733 or 0114 321 0734')
    """
    whole = with_its_zero(number.strip())
    if not _ONE_NUMBER.fullmatch(whole):
        return whole
    figures = re.sub(r"\D", "", whole)
    for shape, lengths in _GROUPS:
        if shape.fullmatch(figures):
            ends = [sum(lengths[:place]) for place in range(len(lengths) + 1)]
            return " ".join(figures[a:b] for a, b in pairwise(ends))
    return whole
