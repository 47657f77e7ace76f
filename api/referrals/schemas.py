"""The shapes in which self-referrals travel."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.fields import Key, Line


class Purpose(StrEnum):
    """What a person's details may be used for; each is agreed to by itself."""

    SHARE = "share"
    MESSAGE = "message"
    GP = "gp"
    FOLLOW_UP = "follow_up"


class Way(StrEnum):
    """How a person would like to be contacted."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"


class Need(StrEnum):
    """Communication needs, as the Accessible Information Standard (DCB1605) asks to record."""

    INTERPRETER = "interpreter"
    BSL = "bsl"
    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    TEXT_RELAY = "text_relay"
    SLOW = "slow"


class Status(StrEnum):
    """How far a referral is."""

    NEW = "new"
    SEEN = "seen"
    CONTACTED = "contacted"
    MEETING = "meeting"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self not in (Status.CLOSED, Status.WITHDRAWN)


class Context(BaseModel):
    """What the conversation found out already; none of it says who somebody is."""

    model_config = ConfigDict(extra="forbid")

    needs: Annotated[list[Key], Field(max_length=25)] = []
    area: Annotated[Line, Field(max_length=60)] | None = None
    for_someone_else: bool = False
    language: Annotated[Key, Field(max_length=12)] = "en"


class Ticket(BaseModel):
    """Where the form is; the link works once, until ``expires_at``."""

    url: str
    expires_at: datetime


class Details(BaseModel):
    """What is stored encrypted: who asks, and how to reach them."""

    name: str
    for_name: str | None = None
    way: Way
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    best_time: str | None = None
    communication: list[Need] = []
    language: str | None = None
    about: str | None = None


class Consent(BaseModel):
    """Whether a person agreed to one purpose, and to which version of its wording."""

    purpose: Purpose
    version: str
    given: bool


class ReferralBrief(BaseModel):
    """A referral in the link workers' list, without the person's details.

    ``waiting_days`` counts from the last thing that the team did, else from the form; ``overdue``
    says that it is longer than the service allows.
    """

    id: UUID
    reference: str
    status: Status
    needs: list[str]
    area: str | None
    created_at: datetime
    acted_at: datetime | None
    waiting_days: int
    kept_until: datetime | None = Field(
        description="When the person's details are deleted if nothing happens; null once they are."
    )
    overdue: bool


class ReferralEventView(BaseModel):
    """What happened to a referral."""

    kind: str
    by: str
    at: datetime


class ReferralView(ReferralBrief):
    """A referral with the person's details, for the link worker who will contact them."""

    details: Details | None = Field(description="Null once they are deleted.")
    consents: list[Consent]
    events: list[ReferralEventView]


class StatusChange(BaseModel):
    """What the team did."""

    model_config = ConfigDict(extra="forbid")

    status: Status
