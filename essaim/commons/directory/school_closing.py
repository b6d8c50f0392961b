"""Schools absent from a list declared complete for their kind and territory: they close, they are never deleted."""

import datetime as dt
from collections.abc import Iterator, Mapping

from essaim.commons.directory import school_columns
from essaim.commons.directory.domain import declared, facts
from essaim.commons.directory.domain.declared import Declaration, Territory
from essaim.commons.directory.domain.facts import Origin
from essaim.commons.directory.enums import ClosingReason, SchoolSource, SchoolState, Sector
from essaim.commons.directory.models import School, SchoolQuerySet
from essaim.commons.directory.school_planning import Pending, Planner
from essaim.commons.territory.models import Academie, Departement, Region
from essaim.foundation.intake.enums import Verdict
from essaim.foundation.intake.importer import Outcome
from essaim.foundation.kernel import cog
from essaim.foundation.kernel.errors import Refused

CAUTIONS: Mapping[str, str] = {
    Sector.PRIVATE: "Le fichier est déclaré complet mais ne contient aucun établissement privé de ce type. "
    "Établissements privés aujourd'hui ouverts qui fermeraient : {count}. S'il ne liste que le public, déclarez-le "
    "ainsi, par exemple « ecole-publique ».",
    Sector.PUBLIC: "Le fichier est déclaré complet mais ne contient aucun établissement public de ce type. "
    "Établissements publics aujourd'hui ouverts qui fermeraient : {count}. S'il ne liste que le privé, déclarez-le "
    "ainsi, par exemple « ecole-privee ».",
}
"""A list that forgets a whole sector is more often the list of the other one: said, and confirmed, before it closes."""


def absent(text: str, planner: Planner) -> Iterator[Outcome]:
    """The schools that would close, in the order of their UAI."""
    declaration = declared.parse(text)
    seen = planner.seen
    if seen.date is None or not seen.kinds & declaration.kinds:
        raise Refused(
            f"Le fichier est déclaré complet pour « {text} », mais il n'en contient aucun : vérifiez le fichier "
            "ou la déclaration. Rien n'a été modifié."
        )
    territory = territory_of(declaration, frozenset(seen.departements))
    origin = Origin.of(seen.date, SchoolSource.LISTING)
    told = {sector for kind, sector in seen.sectors if kind in declaration.kinds}
    for school in _concerned(declaration, territory).iterator(chunk_size=2000):
        if school.uai in seen.uais:
            continue
        before = school_columns.known(school)
        after = facts.merge(before, {"state": _closed(seen.date)}, origin)
        if after.values["state"] == before.values["state"]:
            continue  # a newer source says it is open
        yield Outcome(
            Verdict.CLOSED,
            "",
            0,
            school.uai or "",
            school.name,
            changes={"état": ("en activité", SchoolState.CLOSED.label)},
            note=ClosingReason.ABSENT.label.capitalize() + ".",
            payload=Pending(school.uai or "", school.pk, before, after),
            caution="" if school.sector in told else CAUTIONS.get(school.sector, ""),
        )


def territory_of(declaration: Declaration, departements: frozenset[str]) -> Territory | None:
    """The territory a declaration names, if it names one."""
    if not declaration.code or declaration.level == "france":
        return None
    levels = [declaration.level] if declaration.level else ["departement", "academie", "region"]
    candidates = [found for level in levels for found in _LOOKUPS[level](declaration.code)]
    return declared.choose(candidates, declaration.code, departements)


def _concerned(declaration: Declaration, territory: Territory | None) -> SchoolQuerySet:
    """Open schools of the kind and territory that a ministry's file once listed."""
    schools = School.objects.filter(kind__in=declaration.kinds, uai__isnull=False)
    schools = schools.exclude(state=SchoolState.CLOSED).exclude(source__in=[SchoolSource.HAND, SchoolSource.DEMO])
    if declaration.sector is not None:
        schools = schools.filter(sector=declaration.sector)
    if territory is not None:
        schools = schools.filter(departement__in=territory.departements)
    return schools.order_by("uai")


def _closed(date: dt.date) -> facts.Value:
    return (str(SchoolState.CLOSED), date, str(ClosingReason.ABSENT), None)


def _departement(code: str) -> list[Territory]:
    try:
        found = Departement.objects.filter(pk=cog.departement(code))
    except Refused:
        return []
    return [Territory("departement", d.pk, d.name, frozenset({d.pk})) for d in found.order_by("pk")]


def _academie(code: str) -> list[Territory]:
    return [
        Territory("academie", academie.pk, academie.name, _codes(academie=academie))
        for academie in Academie.objects.filter(pk=code.rjust(2, "0")).order_by("pk")
    ]


def _region(code: str) -> list[Territory]:
    return [
        Territory("region", region.pk, region.name, _codes(region=region))
        for region in Region.objects.filter(pk=code.rjust(2, "0")).order_by("pk")
    ]


def _codes(**of: Academie | Region) -> frozenset[str]:
    return frozenset(Departement.objects.filter(**of).order_by("pk").values_list("pk", flat=True))


_LOOKUPS = {"departement": _departement, "academie": _academie, "region": _region}
