"""Bring the database to the reference data shipped with Essaim, and touch nothing that is already right."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model

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
        counts += _upsert(model, list(rows), key=lambda row: row.pk)
    counts += _load_communes()
    counts += _upsert(FormerCode, list(dataset.former_codes()), key=lambda row: row.pk)
    counts += _load_calendar()
    trail.record(by, "territory.reference.loaded", "territory.reference", **counts)
    return counts


def _load_communes() -> Counter[str]:
    communes: list[Commune] = []
    postcodes: list[Postcode] = []
    for commune, codes in dataset.communes():
        communes.append(commune)
        postcodes.extend(dataset.postcodes(commune.code, codes))
    counts = _upsert(Commune, communes, key=lambda row: row.pk)
    counts += _upsert(Postcode, postcodes, key=lambda row: (row.code, row.commune_id))
    counts += _remove_absent(
        Postcode,
        ((pk, (code, commune)) for pk, code, commune in Postcode.objects.values_list("pk", "code", "commune_id")),
        {(row.code, row.commune_id) for row in postcodes},
    )
    return counts


def _load_calendar() -> Counter[str]:
    holidays = list(dataset.holidays())
    national = Holiday.objects.filter(is_override=False)
    counts = _upsert(Holiday, holidays, key=_holiday_key)
    counts += _remove_absent(
        Holiday, ((row.pk, _holiday_key(row)) for row in national), {_holiday_key(row) for row in holidays}
    )
    known = set(SchoolCalendar.objects.values_list("academie_id", "school_year"))
    missing = [row for row in dataset.calendars() if (row.academie_id, row.school_year) not in known]
    SchoolCalendar.objects.bulk_create(missing, batch_size=BATCH)
    return counts + Counter(new=len(missing))


def _holiday_key(row: Holiday) -> tuple[str, int, str, bool]:
    return row.academie_id, row.school_year, row.label, row.is_override


def _upsert(model: type[M], rows: Sequence[M], *, key: Callable[[M], Any]) -> Counter[str]:
    """Create what is missing, change what differs, leave the rest alone."""
    fields = [field for field in model._meta.concrete_fields if not field.auto_created and not field.primary_key]
    names = [field.attname for field in fields]
    before = {key(row): row for row in model._default_manager.all().iterator(BATCH)}
    new, changed = [], []
    for row in rows:
        known = before.get(key(row))
        if known is None:
            new.append(row)
        elif any(getattr(known, name) != getattr(row, name) for name in names):
            row.pk = known.pk
            changed.append(row)
    model._default_manager.bulk_create(new, batch_size=BATCH)
    if changed:
        model._default_manager.bulk_update(changed, [field.name for field in fields], batch_size=CHUNK // len(fields))
    return Counter(new=len(new), changed=len(changed), unchanged=len(rows) - len(new) - len(changed))


def _remove_absent(model: type[Model], existing: Iterable[tuple[int, Any]], wanted: set[Any]) -> Counter[str]:
    """Drop the rows of the reference that the reference no longer has; nothing else points at them."""
    gone = [pk for pk, found in existing if found not in wanted]
    for start in range(0, len(gone), CHUNK):
        model._default_manager.filter(pk__in=gone[start : start + CHUNK]).delete()
    return Counter(removed=len(gone))
