"""Régions, académies and départements: lists, lookups by any code in use, and who contains what."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from essaim.commons.territory.domain import timezones
from essaim.commons.territory.domain.names import place_key
from essaim.commons.territory.models import Academie, Commune, Departement, Region
from essaim.foundation.kernel import cog
from essaim.foundation.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Areas:
    """Where a commune is: its département and académie always, its région except in the Pacific and the Atlantic."""

    commune: Commune
    departement: Departement
    academie: Academie
    region: Region | None


def regions() -> QuerySet[Region]:
    """The 18 régions with their académies and départements, mainland first."""
    return Region.objects.order_by("is_overseas", "sort_key").prefetch_related(
        Prefetch("academies", Academie.objects.filter(valid_until=None).order_by("sort_key")),
        Prefetch("departements", Departement.objects.order_by("sort_key")),
    )


def academies(date: dt.date) -> QuerySet[Academie]:
    """The académies, vice-rectorats and services that exist on this date."""
    return Academie.objects.on(date).select_related("region").order_by("sort_key")


def every_academie() -> QuerySet[Academie]:
    """Académies of today and of the past, with what they became."""
    return Academie.objects.select_related("region", "successor").prefetch_related("predecessors")


def academies_of(region: Region) -> QuerySet[Academie]:
    """The académies of a région today, each with its départements."""
    listed = Prefetch("departements", Departement.objects.order_by("sort_key"))
    return region.academies.filter(valid_until=None).order_by("sort_key").prefetch_related(listed)


def departements_of(academie: Academie) -> QuerySet[Departement]:
    """The départements of an académie, or those it had when it was closed."""
    inside = Q(academie=academie) if academie.valid_until is None else Q(former_academie=academie)
    return departements().filter(inside)


def departements() -> QuerySet[Departement]:
    """Every département and territory with schools, with its académie and région."""
    return Departement.objects.select_related("academie", "former_academie", "region").order_by("sort_key")


def territories() -> QuerySet[Departement]:
    """Those outside any région: Saint-Pierre-et-Miquelon, Saint-Barthélemy, Saint-Martin, the Pacific."""
    return departements().filter(region=None)


def resolve_departement(text: str) -> Departement:
    """The département of any way to write its code (``94``, ``094``, ``2A``, ``02A``, ``974``); refused otherwise.

    A UAI prefix is something else: 987 is Polynésie française here, Wallis-et-Futuna there.
    """
    code = cog.departement(text)
    found = departements().filter(pk=code).first()
    if found is None:
        raise Refused(f"Le département « {text.strip()} » n'a pas d'établissement connu : vérifiez son code.")
    return found


def territory_of_uai_prefix(uai: str) -> Departement | None:
    """The département a UAI was numbered in, from its first three digits; None for schools abroad."""
    return departements().filter(uai_prefix=uai[:3]).first() if uai else None


def academie_by_code(code: str, date: dt.date | None = None) -> Academie | None:
    """The académie of a ministry code; with a date, who stood for it that day (Caen is Normandie since 2020)."""
    found = Academie.objects.select_related("successor", "region").filter(pk=code.strip().rjust(2, "0")).first()
    return found.on(date) if found is not None and date is not None else found


def academie_by_name(name: str) -> Academie | None:
    """The académie of a name, however it is written: ``RENNES``, ``LA REUNION``, ``Nouvelle Calédonie``."""
    wanted = place_key(name)
    return next((found for found in Academie.objects.select_related("region") if place_key(found.name) == wanted), None)


def areas_of(commune: Commune) -> Areas:
    """The département, académie and région of a commune."""
    departement = departements().get(pk=commune.departement_id)
    return Areas(commune, departement, departement.academie, departement.region)


def timezone_of(commune: Commune) -> str:
    """The IANA name of the clock a commune lives by."""
    return timezones.of_commune(commune.code, commune.departement.timezone)
