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
    """A participant to make, with the marks of each domain and what goes with them.

    ``confidence`` is dealt out to the answers in order; ``notes`` go with statements by their id.
    """

    partner_type: PartnerType
    role: str
    days_ago: int
    answers: dict[str, str]
    confidence: str = "."
    notes: dict[str, str] = {}


class DemoAssessment(_Part):
    """An assessment to open, at the organisation with this key, and to close if it is over.

    Whoever has the same role in an earlier round of the same is taken for the same person.
    """

    framework: str
    scope: str
    organisation: str
    closed_days_ago: int | None = None
    participants: tuple[DemoParticipant, ...]


class Demo(_Part):
    """All that a first start shows; rounds of the same stand in their order."""

    organisations: tuple[DemoOrganisation, ...]
    assessments: tuple[DemoAssessment, ...]
