"""A service as it comes in: the nested shape of Open Referral UK v3, read leniently.

Every source is brought into this shape first. A field that is wrong is left out and reported, see
``api.directory.checking``; fields that are not named here are not kept.
"""

import json
import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from api.directory.phones import with_its_zero
from api.directory.plain_text import one_line, plain_text

_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_UK_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_NAMED_DATE = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MIDNIGHT = re.compile(r"\s+0?0:00(?::00)?$")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})", re.IGNORECASE)
_OUTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?", re.IGNORECASE)
_THIS_COUNTRY = {
    *("GB", "UK", "GBR", "UNITED KINGDOM", "GREAT BRITAIN"),
    *("ENGLAND", "SCOTLAND", "WALES", "NORTHERN IRELAND"),
}
_DAY_NAMES = {"mo": 0, "tu": 1, "we": 2, "th": 3, "fr": 4, "sa": 5, "su": 6}
_MOST_ITEMS = 500
_url = TypeAdapter(HttpUrl)


def _none_when_blank(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _address_of_web(value: str) -> str:
    """Give an address on the web in full; raises ``ValueError``."""
    address = value if re.match(r"[a-zA-Z][\w+.-]*:", value) else f"https://{value}"
    try:
        return str(_url.validate_python(address))
    except ValidationError as error:
        raise ValueError("is not an address on the web") from error


def _email(value: str) -> str:
    address = value.removeprefix("mailto:").strip()
    if not _EMAIL.fullmatch(address):
        raise ValueError("is not one e-mail address")
    return address


def _as_iso(text: str) -> str:
    """Write a day that is told as the British do in the order of ISO 8601; any other as it is.

    >>> _as_iso("3/4/2026"), _as_iso("03-Apr-26"), _as_iso("3rd April 2026"), _as_iso("2026-04-03")
    ('2026-04-03', '2026-04-03', '2026-04-03', '2026-04-03')
    """
    if told := _UK_DATE.fullmatch(text):
        day, month, year = told[1], told[2], told[3]
    elif (told := _NAMED_DATE.fullmatch(text)) and told[2][:3].casefold() in _MONTHS:
        day, month, year = told[1], str(_MONTHS.index(told[2][:3].casefold()) + 1), told[3]
    else:
        return text
    return f"{year if len(year) == 4 else f'20{year}'}-{month:0>2}-{day:0>2}"  # noqa: PLR2004


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.strip()
    day = _as_iso(_MIDNIGHT.sub("", text))
    try:
        return date.fromisoformat(day[:10])
    except ValueError as error:
        raise ValueError("is not a day; allowed is one such as 2025-03-31 or 31/03/2025") from error


def _clock(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = _CLOCK.fullmatch(value.strip())
    hour, minute = (int(found[1]), int(found[2])) if found else (99, 0)
    if (hour, minute) == (24, 0):
        return time(23, 59)
    if hour > 23 or minute > 59:  # noqa: PLR2004 -- a clock's own numbers
        raise ValueError("is not a time; allowed is one such as 09:30")
    return time(hour, minute)


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        day, *clock = value.strip().rsplit(" ", 1) if ":" in value else [value.strip()]
        moment = datetime.fromisoformat(
            "T".join([_as_iso(day), *(f"{each:0>5}" for each in clock)])
        )
    except ValueError as error:
        raise ValueError(
            "is not a moment; allowed is one such as 2025-03-31T09:30:00Z or 31/03/2025 09:30"
        ) from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _as_shape(value: Any) -> Any:
    """Keep the outline of an area, which comes as GeoJSON or as text, as text."""
    if isinstance(value, dict | list):
        return json.dumps(value)
    return (value.replace("\x00", "") or None) if isinstance(value, str) else value


def _one_of(*known: str) -> BeforeValidator:
    def folded(value: Any) -> Any:
        return value.strip().casefold() if isinstance(value, str) else value

    return BeforeValidator(folded, json_schema_input_type=Literal[known])


_Blank = BeforeValidator(_none_when_blank)
Id = Annotated[
    str, BeforeValidator(_as_text), AfterValidator(one_line), Field(min_length=1, max_length=300)
]
Line = Annotated[
    Annotated[str, Field(max_length=600), BeforeValidator(_as_text), AfterValidator(one_line)]
    | None,
    _Blank,
]
Lines = Annotated[
    Annotated[str, Field(max_length=20_000), AfterValidator(plain_text)] | None, _Blank
]
Name = Annotated[str, Field(max_length=600), AfterValidator(one_line), Field(min_length=1)]
Url = Annotated[
    Annotated[str, Field(max_length=2_000), AfterValidator(_address_of_web)] | None, _Blank
]
Email = Annotated[Annotated[str, Field(max_length=320), AfterValidator(_email)] | None, _Blank]
Day = Annotated[Annotated[date, BeforeValidator(_day)] | None, _Blank]
Clock = Annotated[Annotated[time, BeforeValidator(_clock)] | None, _Blank]
Instant = Annotated[Annotated[datetime, BeforeValidator(_moment)] | None, _Blank]
Age = Annotated[Annotated[float, Field(ge=0, le=150, allow_inf_nan=False)] | None, _Blank]
Shape = Annotated[Annotated[str, Field(max_length=2_000_000)] | None, BeforeValidator(_as_shape)]


def _listed(value: Any) -> Any:
    return [] if value is None else value


_NoneIsEmpty = BeforeValidator(_listed)


class Record(BaseModel):
    """What all parts share: an id of their own, if they have one."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    id: Annotated[Id | None, _Blank] = None


class TermRecord(Record):
    """A term of a taxonomy."""

    name: Name
    description: Lines = None
    parent_id: Annotated[Id | None, _Blank] = None
    taxonomy: Line = None
    taxonomy_id: Annotated[Id | None, _Blank] = None
    term_uri: Url = None


class TaxonomyRecord(Record):
    """A taxonomy."""

    name: Name
    description: Lines = None
    uri: Url = None
    version: Line = None


class AttributeRecord(Record):
    """A term that is said of a service."""

    taxonomy_term: TermRecord


class PhoneRecord(Record):
    """A number to ring."""

    number: Annotated[
        str,
        BeforeValidator(_as_text),
        AfterValidator(lambda value: one_line(value).strip("\"' ")),
        Field(max_length=200),
    ]
    extension: Line = None
    type: Line = None
    description: Lines = None

    @field_validator("number")
    @classmethod
    def needs_digits(cls, value: str) -> str:
        """Refuse a number without at least three digits; one that lost its zero gets it back."""
        if sum(letter.isdigit() for letter in value) < 3:  # noqa: PLR2004 -- 111, 999
            raise ValueError("is not a telephone number")
        return with_its_zero(value)


class ContactRecord(Record):
    """A person or a desk to ask for."""

    name: Line = None
    title: Line = None
    department: Line = None
    email: Email = None
    phones: Annotated[list[PhoneRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []


class ScheduleRecord(Record):
    """When a service is open."""

    valid_from: Day = None
    valid_to: Day = None
    dtstart: Day = None
    freq: Annotated[Literal["WEEKLY", "MONTHLY"] | None, _Blank] = None
    interval: Annotated[Annotated[int, Field(ge=1, le=1000)] | None, _Blank] = None
    byday: Line = None
    bymonthday: Line = None
    description: Lines = None
    opens_at: Clock = None
    closes_at: Clock = None
    schedule_link: Url = None
    attending_type: Line = None
    notes: Lines = None

    @field_validator("freq", mode="before")
    @classmethod
    def in_capitals(cls, value: Any) -> Any:
        """Read the frequency in whatever case it is written."""
        return value.strip().upper() if isinstance(value, str) else value

    @field_validator("byday")
    @classmethod
    def known_days(cls, value: str | None) -> str | None:
        """Refuse days that are none; full names of days are shortened."""
        if value is None:
            return None
        days = []
        for part in re.split(r"[,;\s]+", value):
            found = re.fullmatch(r"([+-]?\d*)([a-z]{2,})", part.casefold())
            if found is None or found[2][:2] not in _DAY_NAMES:
                raise ValueError("names a day that is not known; allowed are MO,TU,WE,TH,FR,SA,SU")
            days.append(found[1] + found[2][:2].upper())
        return ",".join(dict.fromkeys(days))


class CostRecord(Record):
    """What a service costs."""

    valid_from: Day = None
    valid_to: Day = None
    option: Lines = None
    currency: Line = None
    amount: Annotated[
        Annotated[Decimal, Field(ge=0, lt=1_000_000_000, decimal_places=2)] | None, _Blank
    ] = None
    amount_description: Lines = None

    @field_validator("amount", mode="before")
    @classmethod
    def without_its_sign(cls, value: Any) -> Any:
        """Read "£3.50" and 3.5 alike."""
        if isinstance(value, float):
            return round(Decimal(str(value)), 2)
        return value.strip().lstrip("£").replace(",", "") if isinstance(value, str) else value


class LanguageRecord(Record):
    """A language in which a service is given."""

    name: Line = None
    code: Annotated[Annotated[str, Field(max_length=20)] | None, _Blank] = None
    note: Lines = None


class AddressRecord(Record):
    """An address."""

    attention: Line = None
    address_1: Line = None
    address_2: Line = None
    city: Line = None
    region: Line = None
    state_province: Line = None
    country: Line = None
    postal_code: Line = None
    address_type: Annotated[
        Literal["physical", "postal", "virtual"], _one_of("physical", "postal", "virtual")
    ] = "physical"

    @field_validator("postal_code")
    @classmethod
    def as_it_is_written(cls, value: str | None, info: ValidationInfo) -> str | None:
        """Write a postcode of this country in capitals and with its space; refuse what is none.

        Its first half alone is kept, and so are those of other countries.
        """
        found = _POSTCODE.fullmatch(value or "")
        if found:
            return f"{found[1]} {found[2]}".upper()
        abroad = (info.data.get("country") or "GB").upper() not in _THIS_COUNTRY
        if value is None or abroad or _OUTCODE.fullmatch(value):
            return value
        raise ValueError("is not a postcode; allowed is one such as LS1 4AG")


class AccessibilityRecord(Record):
    """What makes a place usable."""

    description: Lines = None
    details: Lines = None
    url: Url = None


class LocationRecord(Record):
    """A place; its position is in degrees of WGS 84."""

    location_type: Annotated[
        Literal["physical", "postal", "virtual"], _one_of("physical", "postal", "virtual")
    ] = "physical"
    name: Line = None
    description: Lines = None
    latitude: Annotated[Annotated[float, Field(ge=-90, le=90)] | None, _Blank] = None
    longitude: Annotated[Annotated[float, Field(ge=-180, le=180)] | None, _Blank] = None
    external_identifier: Line = None
    external_identifier_type: Line = None
    addresses: Annotated[list[AddressRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []
    accessibility: Annotated[
        list[AccessibilityRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)
    ] = []
    phones: Annotated[list[PhoneRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []
    schedules: Annotated[list[ScheduleRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []

    @field_validator("longitude")
    @classmethod
    def on_land(cls, value: float | None, info: ValidationInfo) -> float | None:
        """Refuse the position 0, 0, which stands for one that was never filled in."""
        if value == 0 and info.data.get("latitude") == 0:
            raise ValueError("is 0 as the latitude is: a position that was never filled in")
        return value


class PlaceRecord(Record):
    """A service at one of its locations."""

    description: Lines = None
    location: LocationRecord
    schedules: Annotated[list[ScheduleRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []
    phones: Annotated[list[PhoneRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []


class IdentifierRecord(Record):
    """A number that an organisation is registered under."""

    identifier_scheme: Line = None
    identifier_type: Line = None
    identifier: Name


class FundingRecord(Record):
    """Who pays for a service."""

    source: Lines = None


class AreaRecord(Record):
    """The area that a service is for."""

    name: Line = None
    service_area: Lines = None
    extent: Shape = None
    extent_type: Line = None
    uri: Url = None


class OrganisationRecord(Record):
    """Who delivers services."""

    name: Name
    description: Lines = None
    email: Email = None
    website: Url = None
    logo: Url = None
    uri: Url = None
    parent_organization_id: Annotated[Id | None, _Blank] = None
    organization_identifiers: Annotated[
        list[IdentifierRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)
    ] = []


class ServiceRecord(Record):
    """A service with everything that belongs to it."""

    id: Id
    name: Name
    description: Lines = None
    url: Url = None
    email: Email = None
    status: Annotated[
        Literal["active", "inactive", "defunct", "temporarily closed"],
        _one_of("active", "inactive", "defunct", "temporarily closed"),
    ] = "active"
    fees: Lines = None
    accreditations: Lines = None
    minimum_age: Age = None
    maximum_age: Age = None
    assured_date: Day = None
    assurer_email: Email = None
    alert: Lines = None
    last_modified: Instant = None
    organization: OrganisationRecord | None = None
    service_at_locations: Annotated[
        list[PlaceRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)
    ] = []
    schedules: Annotated[list[ScheduleRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []
    phones: Annotated[list[PhoneRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []
    contacts: Annotated[list[ContactRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []
    cost_options: Annotated[list[CostRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []
    languages: Annotated[list[LanguageRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []
    attributes: Annotated[list[AttributeRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []
    funding: Annotated[list[FundingRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []
    service_areas: Annotated[list[AreaRecord], _NoneIsEmpty, Field(max_length=_MOST_ITEMS)] = []

    @field_validator("maximum_age")
    @classmethod
    def not_below_the_minimum(cls, value: float | None, info: ValidationInfo) -> float | None:
        """Refuse a maximum age that is below the minimum age."""
        minimum = info.data.get("minimum_age")
        if value is not None and minimum is not None and value < minimum:
            raise ValueError(f"is below the minimum age, {minimum:g}")
        return value
