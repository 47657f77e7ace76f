"""The shapes in which organisations travel."""

import uuid
from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from api.fields import Line
from api.frameworks.fields import OrganisationKind

OdsCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9]{3,10}$"), AfterValidator(str.upper)
]
"""A code of the Organisation Data Service, such as ``U12345`` or ``QWO``."""


class NewOrganisation(BaseModel):
    """An organisation to be added."""

    model_config = ConfigDict(extra="forbid")

    name: Line
    kind: OrganisationKind
    ods_code: OdsCode | None = None
    parent_id: uuid.UUID | None = None


class OrganisationChange(BaseModel):
    """What to change of an organisation; what is left out stays as it is.

    ``null`` takes the ODS code or the parent away.
    """

    model_config = ConfigDict(extra="forbid")

    name: Line | SkipJsonSchema[None] = None
    ods_code: OdsCode | None = None
    parent_id: uuid.UUID | None = None

    @model_validator(mode="after")
    def keep_a_name(self) -> Self:
        """Refuse to take the name away."""
        if "name" in self.model_fields_set and self.name is None:
            raise PydanticCustomError("name_needed", "An organisation keeps a name: give a text.")
        return self


class OrganisationView(BaseModel):
    """An organisation as it is kept."""

    model_config = ConfigDict(from_attributes=True)

    id: uuid.UUID
    name: str
    kind: OrganisationKind
    ods_code: str | None
    parent_id: uuid.UUID | None
    is_example: bool
    created_at: datetime


class OrganisationTree(OrganisationView):
    """An organisation with those that belong to it, by name."""

    children: "list[OrganisationTree]"
