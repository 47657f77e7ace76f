"""From what a person says of where they are to the area that is kept: an outcode or a name."""

from api.directory.geometry import Point
from api.directory.places import Places

_MOST = 4
_LONGEST = 80


def find_areas(text: str) -> list[str]:
    """Give the areas that a text may mean, the largest first; none when it names no place."""
    return [_kept(point) for point in Places.load().find(text)[:_MOST]]


def is_area(text: str, *, names: bool) -> bool:
    """Say whether a text is an outcode or a postcode, or with ``names`` a town, and no more."""
    places = Places.load()
    return places.names_outcode(text) or (names and places.names_town(text))


def is_known(text: str) -> bool:
    """Say whether a text is an outcode or a postcode, or exactly the name of any place."""
    places = Places.load()
    return places.names_outcode(text) or places.names_town(text, kinds="ctavoh")


def is_town(text: str) -> bool:
    """Say whether a text is the name of a city or a town, and no more."""
    return Places.load().names_town(text, kinds="ct")


def is_clear(text: str) -> bool:
    """Say whether an outcode or a name means one place: the only one, or the largest of several."""
    places = Places.load()
    return places.names_outcode(text) or places.has_largest(text)


def find_alike(text: str) -> tuple[list[str], bool]:
    """Give the areas whose name is spelt nearly like a text, and whether it is plainly one."""
    found, is_plain = Places.load().find_alike(text)
    return [_kept(point) for point in found[:_MOST]], is_plain


def locate(area: str) -> Point | None:
    """Give the position of an area that is kept."""
    found = Places.load().find(area)
    return found[0] if found else None


def _kept(point: Point) -> str:
    name = point.name.split(" (")[0]
    is_outcode = " (" in point.name
    kept = name if is_outcode or not point.area else f"{name}, {point.area}"
    return kept[:_LONGEST]
