"""Make the place tables that are shipped from the two files that they come from.

Usage: python scripts/make_places.py OUTCODES.csv OS_OPEN_NAMES.csv (see the SOURCE.txt of
api/directory/data/places for both).
"""

import csv
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "api" / "directory" / "data" / "places"
Row = dict[str, str]
# What everyone says instead of the name on the map.
USUAL_NAMES = {"Kingston upon Hull": "Hull"}


def main(outcodes: str, names: str) -> None:
    """Write ``outcodes.csv`` and ``place_names.csv``."""
    towns = {row["postcode"]: row for row in _read(outcodes)}
    places = _read(names)
    centres = {row["name"]: row for row in places if not row["type"]}
    _write("outcodes.csv", "outcode,name,area,latitude,longitude", _outcodes(towns, centres))
    _write(
        "place_names.csv",
        "name,area,kind,latitude,longitude",
        sorted(
            [name, row["parent"], row["type"], row["lat"], row["lon"]]
            for row in places
            if row["type"]
            for name in {row["name"], USUAL_NAMES.get(row["name"], row["name"])}
        ),
    )


def _outcodes(towns: dict[str, Row], centres: dict[str, Row]) -> list[list[str]]:
    """Take the newer position where there is one, and the town's name from the older list."""
    rows = []
    for outcode in sorted(towns.keys() | centres.keys()):
        town, centre = towns.get(outcode, {}), centres.get(outcode)
        area = town.get("region") or (centre["parent"] if centre else "")
        latitude = centre["lat"] if centre else town["latitude"]
        longitude = centre["lon"] if centre else town["longitude"]
        rows.append([outcode, town.get("town") or area, area, latitude, longitude])
    return rows


def _read(path: str) -> list[Row]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(name: str, header: str, rows: list[Any]) -> None:
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
