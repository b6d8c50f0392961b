"""Load the reference of the directory: national heads, the 18 CRESS, quoted figures, and every vacant seat."""

import csv
import datetime as dt
from importlib import resources

from essaim.commons.directory import organisation_index
from essaim.commons.directory.enums import Ending
from essaim.commons.directory.models import Organisation, QuotedFigure, Seat
from essaim.commons.directory.policies import organisations as policies
from essaim.commons.territory.models import Academie, Departement, Region
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel.actor import Actor, Role

TEXTS = ("kind", "name", "short_name", "family", "website", "source_url", "confidence")
NATIONAL_HEADS = ("lesper", "ess-france")


@gesture
def load(*, by: Actor) -> dict[str, int]:
    """Write what is missing and correct what changed in the reference; what people entered is left alone.

    Territories must be loaded first. Run again, it changes nothing.
    """
    policies.ensure_can_keep_memberships(by)
    organisations = _institutions()
    organisation_index.refresh_all(o.pk for o in organisations.values())
    figures = _quoted_figures(organisations)
    seats = _seats(organisations)
    counts = {"organisations": len(organisations), "quoted_figures": figures, "seats": seats}
    record(by, "directory.reference.loaded", "directory.organisation:reference", **counts)
    return counts


def _institutions() -> dict[str, Organisation]:
    rows = list(_rows("institutions.csv"))
    known = {o.slug: o for o in Organisation.objects.filter(slug__in=[row["slug"] for row in rows])}
    for row in rows:
        organisation = known.setdefault(row["slug"], Organisation(slug=row["slug"]))
        for name in TEXTS:
            setattr(organisation, name, row[name])
        organisation.region_id = row["region"] or None
        organisation.valid_from = _date(row["valid_from"])
        organisation.checked_on = _date(row["checked_on"])
        if row["valid_until"]:
            organisation.valid_until, organisation.ending = _date(row["valid_until"]), Ending.RENAMED
        organisation.save()
    for row in rows:
        if row["successor"]:
            known[row["slug"]].successor = known[row["successor"]]
            known[row["slug"]].save(update_fields=["successor"])
    return known


def _quoted_figures(organisations: dict[str, Organisation]) -> int:
    rows = list(_rows("quoted_figures.csv"))
    for row in rows:
        QuotedFigure.objects.update_or_create(
            organisation=organisations[row["organisation"]],
            code=row["code"],
            order=int(row["order"]),
            defaults={
                "value": int(row["value"]),
                "as_of": row["as_of"],
                "remark": row["remark"],
                "source_url": row["source_url"],
                "checked_on": _date(row["checked_on"]),
                "confidence": "checked",
            },
        )
    return len(rows)


def _seats(organisations: dict[str, Organisation]) -> int:
    """Every post that the network could fill exists from the start: a vacancy must be seen."""
    heads = [organisations[slug] for slug in NATIONAL_HEADS]
    wanted = [Seat(role=Role.ADMIN)]
    wanted += [Seat(role=role, organisation=head) for head in heads for role in (Role.NATIONAL, Role.SIGNATORY)]
    wanted += [Seat(role=Role.CRESS, region=region) for region in Region.objects.order_by("code")]
    academies = Academie.objects.filter(valid_until=None, region__isnull=False).order_by("code")
    wanted += [Seat(role=Role.CORRESPONDENT, academie=academie) for academie in academies]
    departements = Departement.objects.filter(region__isnull=False).order_by("code")
    wanted += [Seat(role=Role.OCCE, departement=departement) for departement in departements]
    held = {(seat.role, seat.scope_urn) for seat in Seat.objects.iterator()}
    missing = [seat for seat in wanted if (seat.role, seat.scope_urn) not in held]
    Seat.objects.bulk_create(missing)
    return len(wanted)


def _rows(name: str) -> csv.DictReader:
    text = resources.files("essaim.commons.directory").joinpath("data", name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter=";")


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
