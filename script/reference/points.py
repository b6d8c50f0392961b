"""Where each commune is: its mairie, else a point inside it, else the best stand-in an open source gives.

The mairies of a few communes are wrong at the source (NaN, or one coordinate repeated): they are recognised by their
distance to the commune's own outline. Communes of the Pacific and the Atlantic have no outline: GeoNames gives the
town where the mairie sits, by the reviewed list ``towns.csv``; atolls too small for it have no point, and say so.
"""

import csv
import math
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from sources import Packages, Shape

MAIRIE_REACH = 0.05
"""A mairie farther than this from its commune, in degrees (about 5 km), is a fault of the source."""

COUNTRIES = {"975": "PM", "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC"}


class Point(NamedTuple):
    """Degrees, and what the point is the point of."""

    latitude: float
    longitude: float
    kind: str


Shapes = Mapping[tuple[str, str], Shape]


def of_communes(
    rows: list[dict[str, Any]], kinds: Mapping[str, str], shapes: Shapes, packages: Packages
) -> dict[str, Point]:
    """A point for each code that has one."""
    towns = _towns(packages)
    points: dict[str, Point] = {}
    for row in rows:
        found = _own(row["code"], kinds[row["type"]], shapes) or towns.get(row["code"])
        if found is not None:
            points[row["code"]] = found
    points |= _from_postcodes(rows, points)
    for row in rows:
        parent = row.get("chefLieu") or row.get("commune") or ""
        if row["code"] not in points and parent in points:
            points[row["code"]] = points[parent]._replace(kind="parent")
    return points


def _own(code: str, kind: str, shapes: Shapes) -> Point | None:
    """From the commune itself, or from the part of a commune nouvelle that bears the same code."""
    for candidate in (kind, "current", "delegated", "associated"):
        shape = shapes.get((code, candidate))
        if shape is None:
            continue
        if shape.mairie is not None and _plausible(shape):
            return Point(shape.mairie[1], shape.mairie[0], "mairie")
        if shape.outline is not None:
            inside = shape.outline.representative_point()
            return Point(inside.y, inside.x, "centre")
    return None


def _plausible(shape: Shape) -> bool:
    """Neither missing nor elsewhere."""
    longitude, latitude = shape.mairie or (math.nan, math.nan)
    if not (math.isfinite(longitude) and math.isfinite(latitude)) or longitude == latitude:
        return False
    if shape.outline is None:
        return True
    west, south, east, north = shape.outline.bounds
    return (west - MAIRIE_REACH <= longitude <= east + MAIRIE_REACH) and (
        south - MAIRIE_REACH <= latitude <= north + MAIRIE_REACH
    )


def _from_postcodes(rows: list[dict[str, Any]], points: Mapping[str, Point]) -> dict[str, Point]:
    """For a commune too recent to have an outline: the middle of those served by the same post office."""
    around: dict[str, list[Point]] = defaultdict(list)
    for row in rows:
        for postcode in row.get("codesPostaux", ()):
            if row["code"] in points:
                around[postcode].append(points[row["code"]])
    found = {}
    for row in rows:
        near = [point for postcode in row.get("codesPostaux", ()) for point in around[postcode]]
        if row["code"] not in points and near and row["departement"] not in COUNTRIES:
            middle = fmean(point.latitude for point in near), fmean(point.longitude for point in near)
            found[row["code"]] = Point(*middle, "postcode")
    return found


def _towns(packages: Packages) -> dict[str, Point]:
    """The town of the mairie, for the communes of ``towns.csv``."""
    places = {(place["country"], place["name"]): place for place in packages.towns()}
    with (Path(__file__).parent / "towns.csv").open(encoding="utf-8", newline="") as text:
        wanted = [(row["code"], row["town"]) for row in csv.DictReader(text)]
    found = {code: places[COUNTRIES[code[:3]], town] for code, town in wanted}
    return {code: Point(float(place["lat"]), float(place["lng"]), "town") for code, place in found.items()}
