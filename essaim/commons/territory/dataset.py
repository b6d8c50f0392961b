"""The reference data shipped with Essaim, read row by row (``data/SOURCES.md`` says where each file comes from)."""

import csv
import datetime as dt
import io
import lzma
from collections.abc import Iterator
from pathlib import Path

from essaim.commons.territory.domain.names import place_key
from essaim.commons.territory.models import (
    Academie,
    Commune,
    Departement,
    FormerCode,
    Holiday,
    Postcode,
    Region,
    SchoolCalendar,
)
from essaim.foundation.kernel.text import slug, sort_key

FOLDER = Path(__file__).parent / "data"


def regions() -> Iterator[Region]:
    """The 18 régions."""
    for row in _table("regions.csv"):
        yield Region(
            code=row["code"],
            name=row["name"],
            slug=slug(row["name"]),
            sort_key=sort_key(row["name"]),
            is_overseas=row["is_overseas"] == "1",
            seat_code=row["seat"],
        )


def academies() -> Iterator[Academie]:
    """The académies of today, those they succeeded, and the vice-rectorats; successors come before who they succeed."""
    for row in sorted(_table("academies.csv"), key=lambda row: row["successor"]):
        yield Academie(
            code=row["code"],
            name=row["name"],
            slug=slug(row["name"]),
            sort_key=sort_key(row["name"]),
            kind=row["kind"],
            region_id=row["region"] or None,
            holiday_zone=row["holiday_zone"],
            valid_from=_date(row["valid_from"]),
            valid_until=_date(row["valid_until"]),
            successor_id=row["successor"] or None,
        )


def departements() -> Iterator[Departement]:
    """Départements and territories with schools: names of the Code géographique, attachments of the ministry."""
    attached = {row["code"]: row for row in _table("departements.csv")}
    for row in _table("departements-cog.csv"):
        school = attached[row["code"]]
        yield Departement(
            code=row["code"],
            education_code=school["education_code"],
            uai_prefix=school["uai_prefix"],
            name=row["name"],
            slug=slug(row["name"]),
            sort_key=sort_key(row["name"]),
            region_id=row["region"] or None,
            academie_id=school["academie"],
            former_academie_id=school["former_academie"] or None,
            timezone=school["timezone"],
            seat_code=row["seat"],
        )


def communes() -> Iterator[tuple[Commune, list[str]]]:
    """Each commune with its postcodes; communes of today come before their parts."""
    for row in sorted(_table("communes.csv.xz"), key=lambda row: bool(row["parent"])):
        commune = Commune(
            code=row["code"],
            name=row["name"],
            search_key=place_key(row["name"]),
            kind=row["kind"],
            parent_id=row["parent"] or None,
            seat_name=row["seat_name"],
            seat_key=place_key(row["seat_name"]),
            departement_id=row["departement"],
            population=int(row["population"]),
            latitude=float(row["lat"]) if row["lat"] else None,
            longitude=float(row["lon"]) if row["lon"] else None,
            point_kind=row["point"],
        )
        yield commune, row["postcodes"].split()


def postcodes(code: str, found: list[str]) -> Iterator[Postcode]:
    """The postcodes of one commune."""
    return (Postcode(code=postcode, commune_id=code) for postcode in found)


def former_codes() -> Iterator[FormerCode]:
    """Codes of old files, and the commune that took over."""
    return (FormerCode(code=row["code"], commune_id=row["commune"]) for row in _table("former-codes.csv"))


def holidays() -> Iterator[Holiday]:
    """The dates of zones A, B and C, given to each académie of the zone that stood that year."""
    zones = _zones()
    for row in _table("holidays.csv"):
        start, end = dt.date.fromisoformat(row["start"]), dt.date.fromisoformat(row["end"])
        for academie in zones[row["zone"]]:
            if academie.is_valid_on(start):
                yield Holiday(
                    academie_id=academie.code,
                    school_year=int(row["school_year"]),
                    label=row["label"],
                    valid_from=start,
                    valid_until=end,
                )


def calendars() -> Iterator[SchoolCalendar]:
    """A zone's table gives every holiday of the year: each académie it covers has a complete calendar."""
    seen = sorted({(holiday.academie_id, holiday.school_year) for holiday in holidays()})
    return (SchoolCalendar(academie_id=code, school_year=year, is_complete=True) for code, year in seen)


def _zones() -> dict[str, list[Academie]]:
    zones: dict[str, list[Academie]] = {zone: [] for zone in "ABC"}
    for academie in academies():
        if academie.holiday_zone:
            zones[academie.holiday_zone].append(academie)
    return zones


def _table(name: str) -> list[dict[str, str]]:
    raw = (FOLDER / name).read_bytes()
    text = lzma.decompress(raw) if name.endswith(".xz") else raw
    return list(csv.DictReader(io.StringIO(text.decode())))


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
