"""Directories to import, small and made up, and what tests do with them."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from api.database import Database
from api.directory.geometry import Point
from api.directory.importing.incoming import SourceInfo
from api.directory.importing.service import Summary, import_directory
from api.directory.search import Criteria, Found, search
from api.directory.sources.opening import open_source
from api.directory.sources.oruk3 import read_data
from api.directory.sources.plain_csv import load_mapping

DATA = Path(__file__).with_name("data")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
LEEDS = Point(53.8008, -1.5491, "Leeds")
SPACE = uuid.UUID("8a9d0f6e-3f0c-4d9e-8a35-2f3f2b0f8d11")


def made_id(name: str) -> str:
    return str(uuid.uuid5(SPACE, name))


def a_service(name: str, **parts: Any) -> dict[str, Any]:
    """A service in the shape of ORUK v3 whose id goes with its name."""
    return {"id": made_id(name), "name": name, "status": "active", **parts}


def at(
    latitude: float | None, longitude: float | None, *, postcode: str = "", **parts: Any
) -> dict[str, Any]:
    """A place; the id goes with the position."""
    address = {"address_1": "1 Example Street", "city": "Leeds", "postal_code": postcode}
    location = {
        "id": made_id(f"{latitude} {longitude} {postcode}"),
        "location_type": "physical",
        "latitude": latitude,
        "longitude": longitude,
        "addresses": [address] if postcode else [],
        **parts,
    }
    return {"location": location}


def termed(*names: str) -> list[dict[str, Any]]:
    return [{"taxonomy_term": {"name": name, "taxonomy": "Example"}} for name in names]


def bring_in(
    database: Database,
    services: Sequence[Any],
    key: str = "made-up",
    *,
    now: datetime = NOW,
    complete: bool = True,
    sample: bool = False,
    data_date: date | None = None,
) -> Summary:
    """Import services as a directory of their own."""
    info = SourceInfo(key, f"The {key} directory", is_sample=sample, data_date=data_date)
    return import_directory(
        database.transaction, info, read_data(services), now=now, complete=complete
    )


def bring_in_file(database: Database, name: str, *, now: datetime = NOW) -> Summary:
    """Import a file of the test data, with the mapping beside it if there is one."""
    path = DATA / name
    beside = path.with_suffix(".yml")
    mapping = load_mapping(beside) if beside.exists() else None
    reading = open_source(str(path), mapping=mapping)
    info = SourceInfo(name, name, data_date=mapping.data_date if mapping else None)
    return import_directory(database.transaction, info, reading, now=now)


def look(
    database: Database, *, today: date = TODAY, fresh_days: int = 365, **wanted: Any
) -> list[Found]:
    with database.reading() as session:
        return search(session, Criteria(**wanted), today, fresh_days=fresh_days).items


def names(database: Database, **wanted: Any) -> list[str]:
    return [found.name for found in look(database, **wanted)]
