"""Answer what the Open Referral UK routes are asked."""

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from api.database import Database
from api.directory.oruk import repository, shapes
from api.directory.oruk.coverage import covers
from api.directory.oruk.schemas import (
    OrukPage,
    PageQuery,
    PlaceQuery,
    ServiceListQuery,
    TermQuery,
)
from api.directory.places import Places
from api.directory.words_searched import searched_words
from api.exceptions import InvalidRequest

_LINES_AT_ONCE = 200


class ProximityWithoutPostcode(InvalidRequest):
    """A distance was given without the postcode that it is from."""


def services(session: Session, query: ServiceListQuery) -> OrukPage:
    """Return one page of services."""
    found, total = repository.find_services(session, query, searched_words(query.search or ""))
    shape = shapes.service_full if query.full else shapes.service_brief
    shape = shapes.service_minimal if query.minimal else shape
    return OrukPage.of([shape(each) for each in found], total, query)


def service(session: Session, service_id: uuid.UUID) -> dict[str, Any]:
    """Return a service in full; raises ``ServiceNotFound``."""
    return shapes.service_full(repository.get_service(session, service_id))


def places(session: Session, query: PlaceQuery) -> OrukPage:
    """Return one page of services at locations.

    With a postcode the nearest come first, and services whose areas are drawn and do not hold it
    are left out. Raises ``UnknownPostcode`` and ``ProximityWithoutPostcode``.
    """
    if query.proximity is not None and query.postcode is None:
        raise ProximityWithoutPostcode(
            f"proximity: {query.proximity:g} metres need a 'postcode' that they are from."
        )
    near = Places.load().of_postcode(query.postcode) if query.postcode is not None else None
    not_of: list[uuid.UUID] = []
    if near is not None:
        drawn = repository.areas_drawn(session)
        not_of = [own for own, areas in drawn if covers(areas, near) is False]
    words = searched_words(query.search or "")
    found, total = repository.find_places(session, query, words, near=near, not_of=not_of)
    shape = shapes.place_full if query.full else shapes.place_brief
    return OrukPage.of([shape(each) for each in found], total, query)


def place(session: Session, place_id: uuid.UUID) -> dict[str, Any]:
    """Return a service at a location in full; raises ``ServiceAtLocationNotFound``."""
    return shapes.place_full(repository.get_place(session, place_id))


def taxonomies(session: Session, query: PageQuery) -> OrukPage:
    """Return one page of taxonomies."""
    found, total = repository.find_taxonomies(
        session, text=query.search, limit=query.limit, offset=query.offset
    )
    return OrukPage.of([shapes.taxonomy(each) for each in found], total, query)


def taxonomy(session: Session, taxonomy_id: uuid.UUID) -> dict[str, Any]:
    """Return a taxonomy with its terms; raises ``TaxonomyNotFound``."""
    return shapes.taxonomy(repository.get_taxonomy(session, taxonomy_id), terms=True)


def terms(session: Session, query: TermQuery) -> OrukPage:
    """Return one page of taxonomy terms."""
    found, total = repository.find_terms(session, query)
    return OrukPage.of([shapes.term(each) for each in found], total, query)


def term(session: Session, term_id: uuid.UUID) -> dict[str, Any]:
    """Return a taxonomy term; raises ``TaxonomyTermNotFound``."""
    return shapes.term(repository.get_term(session, term_id))


def lines[Query: (ServiceListQuery, PlaceQuery)](
    database: Database, query: Query, read: Callable[[Session, Query], OrukPage]
) -> Iterator[bytes]:
    """Yield everything that a query finds, one JSON object a line, whatever page it asks for."""
    number = 0
    while True:
        number += 1
        with database.reading() as session:
            asked = query.model_copy(update={"page": number, "per_page": _LINES_AT_ONCE})
            page = read(session, asked)
        for each in page.contents:
            yield json.dumps(each, ensure_ascii=False).encode() + b"\n"
        if page.last_page:
            return
