"""A handful of real places: Beaune and Dijon, Guéret and Limoges, Rouen, Ajaccio, Saint-Denis de La Réunion, Nouméa.

They are read from the reference data itself, so that names, codes and attachments are the true ones.
"""

import datetime as dt
from functools import cache
from types import SimpleNamespace

from essaim.commons.territory import dataset
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
from tests.world import World

COMMUNES = (
    "21054",  # Beaune
    "21231",  # Dijon
    "23096",  # Guéret
    "87085",  # Limoges
    "76540",  # Rouen
    "2A004",  # Ajaccio
    "97411",  # Saint-Denis
    "98818",  # Nouméa
    "75056",  # Paris
    "75120",  # Paris 20e arrondissement
)
DEPARTEMENTS = ("21", "23", "87", "76", "2A", "974", "988", "75")
YEARS = (2025, 2026, 2027)


def populate(world: World) -> None:
    """The territory of the tests: ``world.region``, ``world.academie``, ``world.departement``, ``world.commune``…"""
    create_areas()
    create_communes()
    create_calendars()
    world.things |= {
        "region": Region.objects.get(pk="27"),
        "academie": Academie.objects.get(pk="07"),
        "departement": Departement.objects.get(pk="21"),
        "commune": Commune.objects.get(pk="21054"),
        "limoges": Commune.objects.get(pk="87085"),
        "gueret": Commune.objects.get(pk="23096"),
        "override": override(),
        "saint_denis": Commune.objects.get(pk="97411"),
    }


def create_areas() -> None:
    """Every académie and région (they are few), and the départements of the places."""
    Region.objects.bulk_create(dataset.regions())
    Academie.objects.bulk_create(dataset.academies())
    Departement.objects.bulk_create(row for row in dataset.departements() if row.pk in DEPARTEMENTS)


def create_communes(codes: tuple[str, ...] = COMMUNES) -> None:
    """These communes with their postcodes."""
    for commune, postcodes in _communes():
        if commune.pk in codes:
            Commune.objects.bulk_create([commune])
            Postcode.objects.bulk_create(dataset.postcodes(commune.pk, postcodes))
    FormerCode.objects.bulk_create(row for row in dataset.former_codes() if row.commune_id in codes)


def create_calendars() -> None:
    """The holidays of zones A, B and C for the years of the tests."""
    Holiday.objects.bulk_create(row for row in dataset.holidays() if row.school_year in YEARS)
    SchoolCalendar.objects.bulk_create(row for row in dataset.calendars() if row.school_year in YEARS)


def handful() -> SimpleNamespace:
    """What ``dataset`` gives, reduced to these places: a load that costs nothing."""
    return SimpleNamespace(
        regions=dataset.regions,
        academies=dataset.academies,
        departements=lambda: (row for row in dataset.departements() if row.pk in DEPARTEMENTS),
        communes=lambda: iter(_communes()),
        postcodes=dataset.postcodes,
        former_codes=lambda: (row for row in dataset.former_codes() if row.commune_id in COMMUNES),
        holidays=lambda: (row for row in dataset.holidays() if row.school_year in YEARS),
        calendars=lambda: (row for row in dataset.calendars() if row.school_year in YEARS),
    )


def override(academie: str = "28", **fields) -> Holiday:
    """Dates an académie fixed itself; by default a holiday of La Réunion, invented for the tests."""
    given = {
        "academie_id": academie,
        "school_year": 2026,
        "label": "Vacances de l'été austral",
        "valid_from": dt.date(2026, 12, 19),
        "valid_until": dt.date(2027, 1, 25),
        "is_override": True,
        "source_url": "https://exemple.fr/calendrier",
    }
    return Holiday.objects.create(**given | fields)


@cache
def _communes() -> list[tuple[Commune, list[str]]]:
    """The rows of the handful, read once for the whole run."""
    return [(commune, postcodes) for commune, postcodes in dataset.communes() if commune.pk in COMMUNES]
