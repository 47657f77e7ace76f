"""The shapes in which participants and their invites travel."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.fields import Key, Line


class PartnerType(StrEnum):
    """The kind of partner that a participant speaks for."""

    LINK_WORKER = "link_worker"
    PCN = "pcn"
    GP_PRACTICE = "gp_practice"
    ICB = "icb"
    NHS_TRUST = "nhs_trust"
    LOCAL_AUTHORITY = "local_authority"
    VCSE = "vcse"
    LIVED_EXPERIENCE = "lived_experience"
    OTHER = "other"


class NewParticipant(BaseModel):
    """Somebody to be invited: the kind of partner and the role, never a name.

    Without ``organisation_id`` the person answers for the organisation that is assessed. With
    ``domains`` the person is asked about these domains only.
    """

    model_config = ConfigDict(extra="forbid")

    partner_type: PartnerType
    role: Annotated[Line, StringConstraints(max_length=120)] | None = None
    organisation_id: uuid.UUID | None = None
    domains: Annotated[list[Key], Field(min_length=1, max_length=50)] | None = None


class ParticipantView(BaseModel):
    """A participant and how far the person has come in the assessment."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    partner_type: PartnerType
    role: str | None
    domains: list[str] | None
    created_at: datetime
    started_at: datetime | None
    paused_at: datetime | None
    finished_at: datetime | None


class InviteView(BaseModel):
    """An invite just made; its token is shown this once and then only its hash is kept."""

    id: uuid.UUID
    url: str
    token: str
    expires_at: datetime
    max_uses: int


class Invited(BaseModel):
    """A participant just added, with the link to send."""

    participant: ParticipantView
    invite: InviteView
