"""Bring the database to the reference data shipped with Essaim, and touch nothing that is already right."""

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from essaim.commons.territory import dataset, policies
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
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.records import statistics

M = TypeVar("M", bound=Model)
BATCH = 2000
CHUNK = 900
"""Keys in one ``IN``: SQLite accepts a limited number of parameters."""


@trail.gesture
def load_reference(*, by: Actor) -> Counter[str]:
    """Load régions, académies, départements, communes, postcodes and national holidays; the second run changes nothing.

    A commune that left the Code géographique stays: schools and organisations point at it. Dates entered by hand for
    an académie (overrides) and their calendars are not touched.
    """
    policies.ensure_can_load_reference(by)
    counts: Counter[str] = Counter()
    for model, rows in (
        (Region, dataset.regions()),
        (Academie, dataset.academies()),
        (Departement, dataset.departements()),
    ):
        counts += _upsert(model, list(rows), key=("code",))
    counts += _load_communes()
    counts += _upsert(FormerCode, list(dataset.former_codes()), key=("code",))
    counts += _load_calendar()
    statistics.refresh((Commune, Postcode, FormerCode, Departement, Holiday))
    trail.record(by, "territory.reference.loaded", "territory.reference", **counts)
    return counts


def _load_communes() -> Counter[str]:
    communes: list[Commune] = []
    postcodes: list[Postcode] = []
    for commune, codes in dataset.communes():
        communes.append(commune)
        postcodes.extend(dataset.postcodes(commune.code, codes))
    counts = _upsert(Commune, communes, key=("code",))
    return counts + _upsert(Postcode, postcodes, key=("code", "commune_id"), prune=Postcode.objects.all())


def _load_calendar() -> Counter[str]:
    key = ("academie_id", "school_year", "label", "is_override")
    national = Holiday.objects.filter(is_override=False)
    counts = _upsert(Holiday, list(dataset.holidays()), key=key, prune=national)
    known = set(SchoolCalendar.objects.values_list("academie_id", "school_year"))
    missing = [row for row in dataset.calendars() if (row.academie_id, row.school_year) not in known]
    SchoolCalendar.objects.bulk_create(missing, batch_size=BATCH)
    return counts + Counter(new=len(missing))


def _upsert(
    model: type[M], rows: Sequence[M], *, key: tuple[str, ...], prune: QuerySet[M] | None = None
) -> Counter[str]:
    """Create what is missing, change what differs, leave the rest alone; drop what ``prune`` holds and rows lack."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname != "id"]
    of_key, of_row = attrgetter(*key), attrgetter(*names)
    before = {
        tuple(found[1 + names.index(name)] for name in key): found
        for found in model._default_manager.values_list("pk", *names)
    }
    new: list[M] = []
    changed: list[M] = []
    wanted = set()
    for row in rows:
        found_key = of_key(row) if len(key) > 1 else (of_key(row),)
        wanted.add(found_key)
        known = before.get(found_key)
        if known is None:
            new.append(row)
        elif known[1:] != of_row(row):
            row.pk = known[0]
            changed.append(row)
    model._default_manager.bulk_create(new, batch_size=BATCH)
    _change(model, changed)
    gone = _remove(prune, [found[0] for found_key, found in before.items() if found_key not in wanted])
    unchanged = len(rows) - len(new) - len(changed)
    return Counter(new=len(new), changed=len(changed), unchanged=unchanged, removed=gone)


def _change(model: type[M], rows: Sequence[M]) -> None:
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    if rows:
        model._default_manager.bulk_update(rows, fields, batch_size=CHUNK // len(fields))


def _remove(prune: QuerySet[M] | None, keys: Sequence[Any]) -> int:
    """Drop the rows of the reference that the reference no longer has; nothing else points at them."""
    if prune is None:
        return 0
    return sum(prune.filter(pk__in=keys[start : start + CHUNK]).delete()[0] for start in range(0, len(keys), CHUNK))
