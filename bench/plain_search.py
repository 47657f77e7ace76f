"""The peer of a search of the directory: one plain table, asked as it is where no index helps.

Each search compares the words with LIKE, works out the distance of every row and sorts by it. It
knows neither opening hours nor surer and less sure needs, so it does less than the product.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    insert,
    select,
)

from api.directory.criteria import Criteria
from api.directory.geometry import Point

_EARTH_KM = 6371.0
_NEARLY_ONE = 0.999999999999
_plain = Table(
    "plain_services",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("words", Text),
    Column("term", String(60)),
    Column("language", String(40)),
    Column("wheelchair", Boolean),
    Column("is_free", Boolean),
    Column("latitude", Float),
    Column("longitude", Float),
)


def fill(connection: Connection, services: Sequence[dict[str, Any]]) -> None:
    """Make the table, with one row for each service."""
    _plain.create(connection)
    connection.execute(insert(_plain), [_row(n, each) for n, each in enumerate(services)])
    connection.commit()


def search(connection: Connection, criteria: Criteria, terms: dict[str, str]) -> list[Any]:
    """Give the services that fit, the nearest first; ``terms`` are those of each need."""
    wanted: list[ColumnElement[bool]] = []
    if criteria.needs:
        wanted.append(_plain.c.term.in_([terms[need] for need in sorted(criteria.needs)]))
    wanted += [_plain.c.words.icontains(word) for word in (criteria.text or "").split()]
    if criteria.free_only:
        wanted.append(_plain.c.is_free.is_(True))
    if criteria.access:
        wanted.append(_plain.c.wheelchair.is_(True))
    if criteria.language:
        wanted.append(_plain.c.language == criteria.language)
    order = [_kilometres(criteria.near).nulls_last()] if criteria.near else []
    asked = select(_plain).where(*wanted).order_by(*order, _plain.c.number).limit(criteria.limit)
    return list(connection.execute(asked))


def _kilometres(near: Point) -> ColumnElement[float]:
    latitude, longitude = func.radians(_plain.c.latitude), func.radians(_plain.c.longitude)
    here = func.radians(near.latitude), func.radians(near.longitude)
    cosine = func.sin(here[0]) * func.sin(latitude) + func.cos(here[0]) * func.cos(
        latitude
    ) * func.cos(longitude - here[1])
    return _EARTH_KM * func.acos(cosine * _NEARLY_ONE)


def _row(number: int, service: dict[str, Any]) -> dict[str, Any]:
    places = service["service_at_locations"]
    location = places[0]["location"] if places else {}
    languages = service["languages"]
    return {
        "number": number,
        "words": f"{service['name']} {service['description']}",
        "term": service["attributes"][0]["taxonomy_term"]["name"],
        "language": languages[0]["name"] if languages else None,
        "wheelchair": bool(location.get("accessibility")),
        "is_free": service["fees"] == "Free",
        "latitude": location.get("latitude"),
        "longitude": location.get("longitude"),
    }
