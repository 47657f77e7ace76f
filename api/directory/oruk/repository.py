"""Every query of the Open Referral UK routes."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, exists, false, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from api.directory.geometry import Point, box_around, dot_at
from api.directory.narrowing import closeness
from api.directory.oruk.schemas import PlaceQuery, ServiceQuery, TermQuery
from api.directory.repository import has_own_directory, services_saying
from api.exceptions import NotFound
from api.models import (
    DirectoryAttribute,
    DirectoryEntry,
    DirectoryLocation,
    DirectoryOpening,
    DirectoryService,
    DirectoryServiceAtLocation,
    DirectorySource,
    DirectoryTaxonomy,
    DirectoryTerm,
)

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_METRES_A_KM = 1000


class ServiceNotFound(NotFound):
    """There is no service of that id."""


class ServiceAtLocationNotFound(NotFound):
    """There is no service at location of that id."""


class TaxonomyNotFound(NotFound):
    """There is no taxonomy of that id."""


class TaxonomyTermNotFound(NotFound):
    """There is no taxonomy term of that id."""


def find_services(
    session: Session, query: ServiceQuery, words: Sequence[str]
) -> tuple[Sequence[DirectoryService], int]:
    """Return one page of services by name, and how many there are in all."""
    model = DirectoryService
    wanted = select(model).where(*_service_conditions(session, query, words))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page = wanted.order_by(model.name, model.id).limit(query.limit).offset(query.offset)
    return session.scalars(page.options(*_service_options(full=query.full))).all(), total


def get_service(session: Session, service_id: uuid.UUID) -> DirectoryService:
    """Return a service with everything that belongs to it; raises ``ServiceNotFound``."""
    model = DirectoryService
    wanted = select(model).where(model.id == service_id, *_not_the_sample(session))
    found = session.scalar(wanted.options(*_service_options(full=True)))
    if found is None:
        raise ServiceNotFound(f"There is no service '{service_id}'.")
    return found


def find_places(
    session: Session,
    query: PlaceQuery,
    words: Sequence[str],
    *,
    near: Point | None,
    not_of: Iterable[uuid.UUID],
) -> tuple[Sequence[DirectoryServiceAtLocation], int]:
    """Return one page of services at locations, and how many there are in all.

    With ``near`` the nearest come first; ``not_of`` are services to leave out.
    """
    model = DirectoryServiceAtLocation
    wanted = select(model).join(model.service)
    wanted = wanted.where(*_service_conditions(session, query, words))
    wanted = wanted.where(DirectoryService.id.not_in(list(not_of)))
    order: list[Any] = [DirectoryService.name, model.id]
    if near is not None:
        wanted = wanted.join(DirectoryEntry, DirectoryEntry.service_at_location_id == model.id)
        wanted = wanted.where(*_close_enough(near, query.proximity))
        order = [closeness(near).desc(), model.id]
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page = wanted.order_by(*order).limit(query.limit).offset(query.offset)
    return session.scalars(page.options(*_place_options(full=query.full))).all(), total


def get_place(session: Session, place_id: uuid.UUID) -> DirectoryServiceAtLocation:
    """Return a service at a location; raises ``ServiceAtLocationNotFound``."""
    model = DirectoryServiceAtLocation
    wanted = select(model).join(model.service)
    wanted = wanted.where(model.id == place_id, *_not_the_sample(session))
    found = session.scalar(wanted.options(*_place_options(full=True)))
    if found is None:
        raise ServiceAtLocationNotFound(f"There is no service at location '{place_id}'.")
    return found


def areas_drawn(session: Session) -> Sequence[tuple[uuid.UUID, list[dict[str, Any]]]]:
    """Return the services whose areas are drawn as GeoJSON, with those areas."""
    model = DirectoryService
    wanted = select(model.id, model.areas).where(cast(model.areas, Text).contains("coordinates"))
    return [(own, areas) for own, areas in session.execute(wanted)]


def find_taxonomies(
    session: Session, *, text: str | None, limit: int, offset: int
) -> tuple[Sequence[DirectoryTaxonomy], int]:
    """Return one page of taxonomies by name, and how many there are in all."""
    model = DirectoryTaxonomy
    wanted = select(model).where(*_named(model.name, text), *_not_of_the_sample(session, model))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page = wanted.order_by(model.name, model.id).limit(limit).offset(offset)
    return session.scalars(page).all(), total


def get_taxonomy(session: Session, taxonomy_id: uuid.UUID) -> DirectoryTaxonomy:
    """Return a taxonomy with its terms; raises ``TaxonomyNotFound``."""
    model = DirectoryTaxonomy
    wanted = select(model).where(model.id == taxonomy_id, *_not_of_the_sample(session, model))
    found = session.scalar(wanted.options(selectinload(DirectoryTaxonomy.terms)))
    if found is None:
        raise TaxonomyNotFound(f"There is no taxonomy '{taxonomy_id}'.")
    return found


def find_terms(session: Session, query: TermQuery) -> tuple[Sequence[DirectoryTerm], int]:
    """Return one page of terms by name, and how many there are in all."""
    model = DirectoryTerm
    wanted = select(model).where(
        *_named(model.name, query.search), *_not_of_the_sample(session, model)
    )
    if query.taxonomy_id is not None:
        wanted = wanted.where(model.taxonomy_id == query.taxonomy_id)
    if query.parent_id is not None:
        wanted = wanted.where(model.parent_id == query.parent_id)
    if query.top_only:
        wanted = wanted.where(model.parent_id.is_(None))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page = wanted.order_by(model.name, model.id).limit(query.limit).offset(query.offset)
    return session.scalars(page).all(), total


def get_term(session: Session, term_id: uuid.UUID) -> DirectoryTerm:
    """Return a term; raises ``TaxonomyTermNotFound``."""
    model = DirectoryTerm
    wanted = select(model).where(model.id == term_id, *_not_of_the_sample(session, model))
    found = session.scalar(wanted)
    if found is None:
        raise TaxonomyTermNotFound(f"There is no taxonomy term '{term_id}'.")
    return found


def _service_conditions(
    session: Session, query: ServiceQuery, words: Sequence[str]
) -> list[ColumnElement[bool]]:
    model = DirectoryService
    wanted: list[ColumnElement[bool]] = list(_not_the_sample(session))
    if words:
        said = services_saying(session, words).subquery()
        wanted.append(model.id.in_(select(said.c.service_id)))
    elif query.search and query.search.strip():
        # Signs alone ("%") are in no service; they are no wish for all of them.
        wanted.append(false())
    if query.organization_id is not None:
        wanted.append(model.organisation_id == query.organization_id)
    if query.modified_after is not None:
        wanted.append(model.last_modified >= query.modified_after)
    wanted += _age_conditions(query)
    if query.taxonomy_term_id is not None or query.taxonomy_id is not None:
        wanted.append(_has_term(query))
    if query.day or query.start_time or query.end_time:
        wanted.append(_is_open(query))
    return wanted


def _age_conditions(query: ServiceQuery) -> list[ColumnElement[bool]]:
    """A service without the limit that is asked about is for that age, unless the other bars it."""
    least, most = DirectoryService.minimum_age, DirectoryService.maximum_age
    wanted = []
    if query.minimum_age is not None:
        unlimited = and_(least.is_(None), or_(most.is_(None), most >= query.minimum_age))
        wanted.append(or_(least >= query.minimum_age, unlimited))
    if query.maximum_age is not None:
        unlimited = and_(most.is_(None), or_(least.is_(None), least <= query.maximum_age))
        wanted.append(or_(most <= query.maximum_age, unlimited))
    return wanted


def _has_term(query: ServiceQuery) -> ColumnElement[bool]:
    link = DirectoryAttribute
    wanted = [link.link_id == DirectoryService.id]
    if query.taxonomy_term_id is not None:
        wanted.append(link.term_id == query.taxonomy_term_id)
    if query.taxonomy_id is not None:
        terms = select(DirectoryTerm.id).where(DirectoryTerm.taxonomy_id == query.taxonomy_id)
        wanted.append(link.term_id.in_(terms))
    return exists().where(*wanted)


def _is_open(query: ServiceQuery) -> ColumnElement[bool]:
    hours = DirectoryOpening
    wanted = [hours.entry_id == DirectoryEntry.id]
    if query.day:
        wanted.append(hours.weekday == _DAYS.index(query.day))
    if query.start_time:
        wanted.append(hours.opens >= query.start_time.hour * 60 + query.start_time.minute)
    if query.end_time:
        wanted.append(hours.closes <= query.end_time.hour * 60 + query.end_time.minute)
    of_this = DirectoryEntry.service_id == DirectoryService.id
    return exists().where(of_this, *wanted)


def _close_enough(near: Point, metres: float | None) -> list[ColumnElement[bool]]:
    if metres is None:
        return []
    km = metres / _METRES_A_KM
    box = box_around(near, km)
    return [
        DirectoryEntry.latitude.between(box.south, box.north),
        DirectoryEntry.longitude.between(box.west, box.east),
        closeness(near) >= dot_at(km),
    ]


def _not_the_sample(session: Session) -> list[ColumnElement[bool]]:
    return _not_of_the_sample(session, DirectoryService)


def _not_of_the_sample(
    session: Session,
    model: type[DirectoryService | DirectoryTaxonomy | DirectoryTerm],
) -> list[ColumnElement[bool]]:
    """The sample steps aside here too, as soon as there is another directory."""
    if not has_own_directory(session):
        return []
    own = select(DirectorySource.id).where(DirectorySource.is_sample.is_(False))
    return [model.source_id.in_(own)]


def _named(name: Any, text: str | None) -> list[ColumnElement[bool]]:
    return [or_(name.icontains(text, autoescape=True))] if text and text.strip() else []


def _service_options(*, full: bool) -> list[Any]:
    model = DirectoryService
    if not full:
        return [joinedload(model.organisation)]
    return [
        joinedload(model.organisation),
        selectinload(model.schedules),
        selectinload(model.contacts),
        selectinload(model.phones),
        selectinload(model.cost_options),
        selectinload(model.languages),
        selectinload(model.attributes).joinedload(DirectoryAttribute.term),
        selectinload(model.places).options(*_parts_of_a_place()),
    ]


def _place_options(*, full: bool) -> list[Any]:
    model = DirectoryServiceAtLocation
    service = contains_eager(model.service)
    if not full:
        of_service = [joinedload(DirectoryService.organisation)]
        return [service.options(*of_service), joinedload(model.location)]
    return [service.options(*_service_options(full=True)), *_parts_of_a_place()]


def _parts_of_a_place() -> list[Any]:
    model = DirectoryServiceAtLocation
    return [
        selectinload(model.schedules),
        selectinload(model.phones),
        joinedload(model.location).options(
            selectinload(DirectoryLocation.addresses),
            selectinload(DirectoryLocation.accessibility),
        ),
    ]
