"""Whether the areas of a service, drawn as GeoJSON, hold a point."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from api.directory.geometry import Point

Position = tuple[float, float]
Ring = list[Position]


def covers(areas: Iterable[dict[str, Any]], point: Point) -> bool | None:
    """Say whether any area holds the point; None when none of them is drawn in a way we know."""
    drawn = [polygon for area in areas for polygon in _polygons(area.get("extent"))]
    if not drawn:
        return None
    here = (point.longitude, point.latitude)
    return any(
        _holds(outer, here) and not any(_holds(hole, here) for hole in holes)
        for outer, *holes in drawn
    )


def _polygons(extent: Any) -> Iterator[list[Ring]]:
    """Yield the polygons of a GeoJSON text (RFC 7946, section 3), each its outline and holes."""
    try:
        shape = json.loads(extent or "null")
        yield from _of_shape(shape)
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError):
        return


def _of_shape(shape: Any) -> Iterator[list[Ring]]:
    kind = shape["type"] if shape else None
    if kind == "FeatureCollection":
        for feature in shape["features"]:
            yield from _of_shape(feature)
    elif kind == "Feature":
        yield from _of_shape(shape["geometry"])
    elif kind == "Polygon":
        yield _rings(shape["coordinates"])
    elif kind == "MultiPolygon":
        yield from (_rings(rings) for rings in shape["coordinates"])


def _rings(rings: list[list[list[float]]]) -> list[Ring]:
    return [[(float(at[0]), float(at[1])) for at in ring] for ring in rings if ring]


def _holds(ring: Ring, point: Position) -> bool:
    """Count how often a line to the east leaves the ring (the even-odd rule)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
