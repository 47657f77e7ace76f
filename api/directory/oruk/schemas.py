"""What the Open Referral UK routes are asked for, and the pages that they answer with."""

import math
import uuid
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from api.directory.hours import weekday_named

_LARGEST_PAGE = 500
_ALL = 100_000
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class AnswerFormat(StrEnum):
    """How a list is written: as pages of JSON, or all of it with one JSON object a line."""

    JSON = "json"
    NDJSON = "ndjson"


def _weekday(value: Any) -> Any:
    told = value.strip() if isinstance(value, str) else ""
    if told.upper() in _DAYS:
        return told.upper()
    named = weekday_named(told) if told else None
    if named is None:
        raise ValueError("not a day; allowed are MO, TU, WE, TH, FR, SA, SU")
    return _DAYS[named]


def _without_nul(value: Any) -> Any:
    # Which PostgreSQL keeps in no text, and so cannot look for.
    return value.replace("\x00", " ") if isinstance(value, str) else value


def _with_zone(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value


Text = Annotated[
    str, BeforeValidator(_without_nul), Field(max_length=200, description="Words to look for.")
]
Age = Annotated[float, Field(ge=0, le=150, allow_inf_nan=False)]
Day = Annotated[
    str,
    BeforeValidator(_weekday),
    Field(description="A weekday; its name will do.", json_schema_extra={"enum": list(_DAYS)}),
]


class PageQuery(BaseModel):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=1_000_000, description="Page number, from 1.")
    per_page: int = Field(50, ge=1, le=_LARGEST_PAGE, description="Most items of a page.")
    search: Text | None = None

    @property
    def limit(self) -> int:
        """The most items that are given."""
        return self.per_page

    @property
    def offset(self) -> int:
        """How many items come before this page."""
        return (self.page - 1) * self.limit


class TermQuery(PageQuery):
    """Which terms."""

    taxonomy_id: uuid.UUID | None = Field(None, description="Terms of this taxonomy.")
    parent_id: uuid.UUID | None = Field(None, description="Terms directly below this one.")
    top_only: bool = Field(default=False, description="Terms without a broader one.")


class ServiceQuery(PageQuery):
    """Which services, or services at locations."""

    taxonomy_term_id: uuid.UUID | None = Field(None, description="Services with this term.")
    taxonomy_id: uuid.UUID | None = Field(None, description="Services with a term of this one.")
    organization_id: uuid.UUID | None = Field(None, description="Services of this organisation.")
    modified_after: Annotated[datetime, AfterValidator(_with_zone)] | None = Field(
        None, description="Services that changed then or later."
    )
    minimum_age: Age | None = Field(
        None, description="Least minimum age; services without an age limit are among them."
    )
    maximum_age: Age | None = Field(
        None, description="Greatest maximum age; services without an age limit are among them."
    )
    start_time: time | None = Field(None, description="Opens then or later, as 09:30.")
    end_time: time | None = Field(None, description="Closes then or earlier, as 17:00.")
    day: Day | None = None
    full: bool = Field(default=False, description="With everything that belongs to each.")
    format: AnswerFormat = Field(AnswerFormat.JSON, description="Pages, or one object a line.")


class ServiceListQuery(ServiceQuery):
    """Which services."""

    minimal: bool = Field(
        default=False, description="Only what tells whether a service changed; all on one page."
    )

    @property
    def limit(self) -> int:
        """The most items that are given."""
        return _ALL if self.minimal else self.per_page


class PlaceQuery(ServiceQuery):
    """Which services at locations."""

    postcode: Annotated[str, Field(max_length=20)] | None = Field(
        None, description="A postcode, or its first half."
    )
    proximity: Annotated[float, Field(gt=0, le=2_000_000, allow_inf_nan=False)] | None = Field(
        None, description="Metres from the middle of the postcode's first half."
    )


class OrukPage(BaseModel):
    """One page of a list (HSDS 3, ``Page``)."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]

    @classmethod
    def of(cls, contents: list[dict[str, Any]], total: int, query: PageQuery) -> Self:
        """Make the page of a query."""
        pages = math.ceil(total / query.limit)
        return cls(
            total_items=total,
            total_pages=pages,
            page_number=query.page,
            size=len(contents),
            first_page=query.page == 1,
            last_page=query.page >= pages,
            empty=not contents,
            contents=contents,
        )


class ApiDetails(BaseModel):
    """What this API is (Open Referral UK v3, ``/``)."""

    version: str
    profile: str
    openapi_url: str
