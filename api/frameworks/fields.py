"""The kinds of value that a framework file holds; each refusal says what is allowed."""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, Strict
from pydantic_core import PydanticCustomError

from api.participants.schemas import PartnerType

ONE_LINE = (
    "text on one line with single spaces between words, none at its ends, and no invisible"
    " characters (write a long text as a folded scalar: >-)"
)


class OrganisationKind(StrEnum):
    """The kinds of organisation that can be assessed."""

    PCN = "pcn"
    PLACE = "place"
    ICS = "ics"


def refusal(allowed: str) -> PydanticCustomError:
    """Return the error to raise for a value that is not ``allowed``."""
    return PydanticCustomError("not_allowed", "{allowed}", {"allowed": allowed})


def _check_one_line(value: str) -> str:
    invisible = any(unicodedata.category(character).startswith("C") for character in value)
    if invisible or not value or value != " ".join(value.split()):
        raise refusal(ONE_LINE)
    return value


def _matching(pattern: str, allowed: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise refusal(allowed)
        return value

    return AfterValidator(check)


def _check_date(value: object) -> object:
    # A bare number would otherwise be read as seconds since 1970.
    if isinstance(value, str | date):
        return value
    raise refusal("a date, year first: 2023-02-06")


def check_distinct[Item](items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return ``items``, or refuse them because one stands in the list twice."""
    if len(set(items)) != len(items):
        raise refusal("each value once")
    return items


def _shaped(pattern: str) -> object:
    """Return what tells an editor the pattern; ``_matching`` is what refuses, in words."""
    return Field(json_schema_extra={"pattern": f"^{pattern}$"})


_KEBAB = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
_PREFIX = r"[A-Z]{1,3}"
_STATEMENT = r"[A-Z]{1,3}[1-9][0-9]?[A-Z]?[a-z]?"
_BULLET = r"L[1-9]\.[1-9][0-9]?"
_LETTER = r"[a-z]"
_ADDRESS = r"https?://[^\s/]+\.[^\s/]+(/\S*)?"

Line = Annotated[str, Strict(), Field(min_length=1), AfterValidator(_check_one_line)]
Version = Annotated[
    str, Strict(), Field(min_length=1, max_length=20), AfterValidator(_check_one_line)
]
PlainWords = Annotated[
    str, Strict(), Field(min_length=1, max_length=320), AfterValidator(_check_one_line)
]
Example = Annotated[
    str, Strict(), Field(min_length=1, max_length=160), AfterValidator(_check_one_line)
]
Count = Annotated[int, Strict(), Field(ge=1, le=99)]
Minutes = Annotated[float, Strict(), Field(ge=0.1, le=60)]
YesNo = Annotated[bool, Strict()]
Day = Annotated[date, BeforeValidator(_check_date)]

KebabId = Annotated[
    str,
    Strict(),
    Field(max_length=80),
    _shaped(_KEBAB),
    _matching(_KEBAB, "small letters and digits joined by hyphens, such as my-id"),
]
ScopePrefix = Annotated[
    str,
    Strict(),
    _shaped(_PREFIX),
    _matching(_PREFIX, "one to three capital letters, such as N"),
]
StatementId = Annotated[
    str,
    Strict(),
    _shaped(_STATEMENT),
    _matching(
        _STATEMENT,
        "the scope's prefix, a number, then if needed a capital for the sub-heading and the"
        " statement's letter, such as N1a or N4Eb",
    ),
]
BulletId = Annotated[
    str,
    Strict(),
    _shaped(_BULLET),
    _matching(_BULLET, "L, the level, a full stop and a number, such as L1.3"),
]
Letter = Annotated[str, Strict(), _shaped(_LETTER), _matching(_LETTER, "one small letter")]
WebAddress = Annotated[
    str,
    Strict(),
    _shaped(_ADDRESS),
    _matching(_ADDRESS, "a web address that begins with https:// or http://"),
]
OrganisationKinds = Annotated[
    tuple[OrganisationKind, ...], Field(min_length=1), AfterValidator(check_distinct)
]
Partners = Annotated[tuple[PartnerType, ...], Field(min_length=1), AfterValidator(check_distinct)]
