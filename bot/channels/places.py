"""Where somebody is, as roughly as it is needed: the first part of a postcode."""

import csv
import math
from functools import cache
from typing import NamedTuple

from api.config import ROOT

_OUTCODES = ROOT / "api" / "directory" / "data" / "places" / "outcodes.csv"
_KM_PER_DEGREE = 111.2
_FAR_KM = 25.0


class _Outcode(NamedTuple):
    code: str
    latitude: float
    longitude: float


def nearest_outcode(latitude: float, longitude: float) -> str | None:
    """Give the outcode whose middle is nearest, or None when none is within 25 km.

    The exact place goes no further than this function. Positions are in degrees.
    """
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None
    # Near enough on an island of this size: a degree of longitude shrinks with the latitude.
    shrink = math.cos(math.radians(latitude))

    def distance(outcode: _Outcode) -> float:
        north = outcode.latitude - latitude
        east = (outcode.longitude - longitude) * shrink
        return math.hypot(north, east) * _KM_PER_DEGREE

    nearest = min(_outcodes(), key=distance)
    return nearest.code if distance(nearest) <= _FAR_KM else None


@cache
def _outcodes() -> tuple[_Outcode, ...]:
    with _OUTCODES.open(encoding="utf-8", newline="") as file:
        return tuple(
            _Outcode(row["outcode"], float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(file)
        )
