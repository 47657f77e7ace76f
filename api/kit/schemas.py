"""The shape of the demo data."""

from pydantic import BaseModel, ConfigDict

from api.frameworks.fields import OrganisationKind
from api.participants.schemas import PartnerType


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DemoOrganisation(_Part):
    """An organisation to make; ``parent`` is the key of one that stands before it."""

    key: str
    name: str
    kind: OrganisationKind
    parent: str | None = None


class DemoParticipant(_Part):
    """A participant to make, with the marks of each domain."""

    partner_type: PartnerType
    role: str
    days_ago: int
    answers: dict[str, str]


class DemoAssessment(_Part):
    """The assessment to open, at the organisation with this key."""

    framework: str
    scope: str
    organisation: str
    participants: tuple[DemoParticipant, ...]


class Demo(_Part):
    """All that a first start shows."""

    organisations: tuple[DemoOrganisation, ...]
    assessment: DemoAssessment
