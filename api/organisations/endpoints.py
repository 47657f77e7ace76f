"""Organisations over HTTP."""

import uuid

from fastapi import APIRouter

from api.dependencies import Now, ReadSession, ServiceKey, WriteSession
from api.error_answers import may_answer
from api.frameworks.fields import OrganisationKind
from api.organisations import repository, service
from api.organisations.schemas import (
    NewOrganisation,
    OrganisationChange,
    OrganisationTree,
    OrganisationView,
)
from api.paging import Limit, Offset, Page

router = APIRouter(
    prefix="/v1/organisations",
    tags=["organisations"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 422),
)


@router.post("", status_code=201, responses=may_answer(404, 409))
def add_organisation(new: NewOrganisation, session: WriteSession, now: Now) -> OrganisationView:
    """Add a PCN, a place or an ICS; its parent must be of a larger kind."""
    return OrganisationView.model_validate(service.add(session, new, now=now))


@router.get("")
def list_organisations(
    session: ReadSession,
    kind: OrganisationKind | None = None,
    parent_id: uuid.UUID | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[OrganisationView]:
    """List organisations by name."""
    found, total = repository.find(
        session, kind=kind, parent_id=parent_id, limit=limit, offset=offset
    )
    return Page(items=[OrganisationView.model_validate(each) for each in found], total=total)


@router.get("/{organisation_id}", responses=may_answer(404))
def read_organisation(organisation_id: uuid.UUID, session: ReadSession) -> OrganisationView:
    """Read one organisation."""
    return OrganisationView.model_validate(repository.get_or_raise(session, organisation_id))


@router.patch("/{organisation_id}", responses=may_answer(404, 409))
def change_organisation(
    organisation_id: uuid.UUID, wanted: OrganisationChange, session: WriteSession
) -> OrganisationView:
    """Change the name, the ODS code or the parent; what is left out stays."""
    return OrganisationView.model_validate(service.change(session, organisation_id, wanted))


@router.get("/{organisation_id}/tree", responses=may_answer(404))
def read_tree(organisation_id: uuid.UUID, session: ReadSession) -> OrganisationTree:
    """Read an organisation with all that belongs to it."""
    return service.tree(session, organisation_id)
