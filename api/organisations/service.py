"""The rules of organisations."""

import uuid
from datetime import datetime

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.exceptions import Conflict
from api.frameworks.fields import OrganisationKind
from api.models import Organisation
from api.organisations import repository
from api.organisations.schemas import (
    NewOrganisation,
    OrganisationChange,
    OrganisationTree,
    OrganisationView,
)
from api.organisations.tree import build_tree, check_parent

log = structlog.get_logger()


class OdsCodeTaken(Conflict):
    """Another organisation has this ODS code."""


def add(
    session: Session, new: NewOrganisation, *, now: datetime, is_example: bool = False
) -> Organisation:
    """Add an organisation.

    Raises ``OrganisationNotFound`` for an unknown parent, ``ParentNotLarger`` and ``OdsCodeTaken``.
    """
    if new.parent_id is not None:
        _check_parent(session, new.kind, new.parent_id)
    organisation = Organisation(**new.model_dump(), is_example=is_example, created_at=now)
    session.add(organisation)
    _flush(session, organisation)
    log.info("organisation.added", organisation=str(organisation.id), kind=new.kind)
    return organisation


def change(
    session: Session, organisation_id: uuid.UUID, wanted: OrganisationChange
) -> Organisation:
    """Change the name, the ODS code or the parent; raises the same errors as ``add``."""
    organisation = repository.get_or_raise(session, organisation_id, lock=True)
    if wanted.parent_id is not None:
        _check_parent(session, OrganisationKind(organisation.kind), wanted.parent_id)
    for field in wanted.model_fields_set:
        setattr(organisation, field, getattr(wanted, field))
    _flush(session, organisation)
    log.info("organisation.changed", organisation=str(organisation.id))
    return organisation


def tree(session: Session, organisation_id: uuid.UUID) -> OrganisationTree:
    """Return the organisation with all that belongs to it; raises ``OrganisationNotFound``."""
    root = repository.get_or_raise(session, organisation_id)
    found = repository.with_descendants(session, root.id)
    return build_tree(root.id, map(OrganisationView.model_validate, found))


def _check_parent(session: Session, kind: OrganisationKind, parent_id: uuid.UUID) -> None:
    parent = repository.get_or_raise(session, parent_id)
    check_parent(kind, OrganisationKind(parent.kind))


def _flush(session: Session, organisation: Organisation) -> None:
    # The kind and the parent are checked before, so the code is all that can be in the way.
    code = organisation.ods_code
    try:
        session.flush()
    except IntegrityError as error:
        raise OdsCodeTaken(f"Another organisation has the ODS code '{code}'.") from error
