"""Points on the Earth, and how far they are from each other."""

import math
from dataclasses import dataclass

EARTH_KM = 6371.0088
_KM_A_DEGREE = math.pi * EARTH_KM / 180


@dataclass(frozen=True, slots=True)
class Point:
    """A position in degrees of WGS 84, with the name and the area of the place it stands for."""

    latitude: float
    longitude: float
    name: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Everything between two latitudes and two longitudes, in degrees."""

    south: float
    north: float
    west: float
    east: float


def unit_vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Return the point on a sphere of radius 1.

    The dot product of two of them falls as their great-circle distance grows, so a database can
    compare distances exactly with nothing but sums and products.
    """
    phi, lam = math.radians(latitude), math.radians(longitude)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def dot_at(km: float) -> float:
    """Return the dot product of two unit vectors that are ``km`` apart."""
    return math.cos(min(km / EARTH_KM, math.pi))


def km_of_dot(dot: float) -> float:
    """Return the great-circle distance, in km, of two unit vectors with this dot product."""
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, max(0.0, (1 - dot) / 2))))


def distance_km(one: Point, other: Point) -> float:
    """Return the great-circle distance of two points, in km."""
    ours = unit_vector(one.latitude, one.longitude)
    theirs = unit_vector(other.latitude, other.longitude)
    return km_of_dot(sum(a * b for a, b in zip(ours, theirs, strict=True)))


def box_around(point: Point, km: float) -> Box:
    """Return a box that holds every point within ``km``; near a pole it spans all longitudes."""
    high = km / _KM_A_DEGREE
    widest = min(90.0, abs(point.latitude) + high)
    narrow = math.cos(math.radians(widest))
    wide = 360.0 if narrow * 360 <= high else high / narrow
    return Box(
        south=point.latitude - high,
        north=point.latitude + high,
        west=point.longitude - wide,
        east=point.longitude + wide,
    )
