"""Every query about organisations."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from api.exceptions import NotFound
from api.frameworks.fields import OrganisationKind
from api.models import Organisation


class OrganisationNotFound(NotFound):
    """There is no organisation of that id."""


def get_or_raise(
    session: Session, organisation_id: uuid.UUID, *, lock: bool = False
) -> Organisation:
    """Return the organisation, locked against other writers if asked.

    Raises ``OrganisationNotFound``.
    """
    organisation = session.get(Organisation, organisation_id, with_for_update=lock or None)
    if organisation is None:
        raise OrganisationNotFound(f"There is no organisation '{organisation_id}'.")
    return organisation


def find(
    session: Session,
    *,
    kind: OrganisationKind | None,
    parent_id: uuid.UUID | None,
    limit: int,
    offset: int,
) -> tuple[Sequence[Organisation], int]:
    """Return one page of organisations by name, and how many there are in all."""
    wanted = select(Organisation)
    if kind is not None:
        wanted = wanted.where(Organisation.kind == kind)
    if parent_id is not None:
        wanted = wanted.where(Organisation.parent_id == parent_id)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page = wanted.order_by(Organisation.name, Organisation.id).limit(limit).offset(offset)
    return session.scalars(page).all(), total


def with_descendants(session: Session, organisation_id: uuid.UUID) -> Sequence[Organisation]:
    """Return the organisation and every one below it; nothing when it does not exist."""
    below = (
        select(Organisation.id)
        .where(Organisation.id == organisation_id)
        .cte("below", recursive=True)
    )
    child = aliased(Organisation)
    below = below.union_all(select(child.id).join(below, child.parent_id == below.c.id))
    return session.scalars(
        select(Organisation).where(Organisation.id.in_(select(below.c.id)))
    ).all()


def any_exists(session: Session) -> bool:
    """Whether there is any organisation at all."""
    return session.scalar(select(Organisation.id).limit(1)) is not None
