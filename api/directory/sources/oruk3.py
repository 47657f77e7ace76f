"""Read Open Referral UK v3: an API, or a file with what an API answers."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

from api.directory.checking import Fault, shorten
from api.directory.importing.incoming import Incoming, Reading, RouteAbsent
from api.directory.sources.fetching import Fetcher

FORMAT = "oruk3"
_PAGE_SIZE = 100
_AT_ONCE = 4


def read_api(fetcher: Fetcher) -> Reading:
    """Read every service of an API, each in full, and its vocabularies.

    The list of services names them; each is then asked for by its id.
    """
    listed: list[Any] = []
    for page in fetcher.pages("/services", "contents", "total_pages", _PAGE_SIZE):
        listed += page["contents"]
    return Reading(
        format=FORMAT,
        services=_in_full(fetcher, listed),
        total=len(listed),
        taxonomies=_vocabulary(fetcher, "/taxonomies"),
        terms=_vocabulary(fetcher, "/taxonomy_terms"),
    )


def read_data(services: Sequence[Any]) -> Reading:
    """Read services that were loaded from a file."""
    return Reading(
        format=FORMAT,
        services=(_incoming(number, data) for number, data in enumerate(services, start=1)),
        total=len(services),
    )


def _in_full(fetcher: Fetcher, listed: Sequence[Any]) -> Iterator[Incoming]:
    def fetch(numbered: tuple[int, Any]) -> Incoming:
        number, brief = numbered
        if not isinstance(brief, dict) or not brief.get("id"):
            return _incoming(number, brief)
        found = fetcher.get(f"/services/{quote(str(brief['id']), safe='')}")
        return _incoming(number, found)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(fetch, enumerate(listed, start=1))


def _vocabulary(fetcher: Fetcher, route: str) -> list[dict[str, Any]]:
    """Read a vocabulary; an API that has no such route is read without."""
    found: list[dict[str, Any]] = []
    try:
        for page in fetcher.pages(route, "contents", "total_pages", _PAGE_SIZE):
            found += [each for each in page["contents"] if isinstance(each, dict)]
    except RouteAbsent:
        return []
    return found


def _incoming(number: int, data: Any) -> Incoming:
    row = f"service {number}"
    if not isinstance(data, dict):
        fault = Fault(row, "(whole)", shorten(data), "is not an object")
        return Incoming(row, None, (fault,))
    for location in _locations(data):
        for note in location.get("accessibility") or []:
            # The field has two names in the standard's own schema.
            if isinstance(note, dict) and not note.get("description"):
                note["description"] = note.get("accessibility")
    return Incoming(row, data)


def _locations(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    places = data.get("service_at_locations")
    for place in places if isinstance(places, list) else []:
        location = place.get("location") if isinstance(place, dict) else None
        if isinstance(location, dict):
            yield location
