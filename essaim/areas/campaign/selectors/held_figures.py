"""What an edition came to: the encounters of its matches and showcases that were held, by territory of the school.

Editions are those of ``counted.editions``, as for registrations; an encounter held before or after the days
of the edition still counts with it.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Sum, Value
from django.db.models.functions import Cast, Concat

from essaim.areas.campaign.models import Match, Showcase
from essaim.areas.campaign.selectors import counted
from essaim.commons.encounters.enums import EncounterState
from essaim.commons.encounters.models import Encounter
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Period, Scope
from essaim.foundation.figures.indicators import Number

PATHS: Mapping[str, str] = {
    "region": "departement__region_id",
    "academie": "departement__academie_id",
    "departement": "departement_id",
}
MINUTES_OF_HOUR = 60


def held(kind: str, codes: Collection[str], period: Period, about: str = "") -> Mapping[str, int]:
    """Encounters held."""
    return _by(kind, codes, period, about, Count("pk"))


def pupils(kind: str, codes: Collection[str], period: Period, about: str = "") -> Mapping[str, int]:
    """Pupils present."""
    return _by(kind, codes, period, about, Sum("pupils"))


def adults(kind: str, codes: Collection[str], period: Period, about: str = "") -> Mapping[str, int]:
    """Adults present."""
    return _by(kind, codes, period, about, Sum("adults"))


def hours(kind: str, codes: Collection[str], period: Period, about: str = "") -> Mapping[str, Number]:
    """Minutes added up, told in hours, rounded to the tenth."""
    minutes = _by(kind, codes, period, about, Sum("minutes"))
    return {code: round(Decimal(total) / MINUTES_OF_HOUR, 1) for code, total in minutes.items()}


def rows(scope: Scope, period: Period, about: str = "") -> Any:
    """The encounters a value counts."""
    found = _held(period, about)
    if scope.kind != FRANCE_KIND:
        found = found.filter(**{PATHS[scope.kind]: scope.code})
    return found.select_related("school", "organisation", "departement").order_by("held_on", "pk")


def _by(kind: str, codes: Collection[str], period: Period, about: str, measure: Count | Sum) -> Mapping[str, int]:
    found = _held(period, about)
    if kind == FRANCE_KIND:
        return {"": found.aggregate(total=measure)["total"] or 0}
    path = PATHS[kind]
    here = found.filter(**{f"{path}__in": list(codes)}).order_by().values(territory=F(path))
    return {code: total or 0 for code, total in here.annotate(total=measure).values_list("territory", "total")}


def _held(period: Period, about: str) -> Any:
    matches = Match.objects.filter(counted.editions(period, about, "request__edition"), encounter=OuterRef("pk"))
    showcases = Showcase.objects.filter(counted.editions(period, about)).annotate(
        urn=Concat(Value("campaign.showcase:"), Cast("pk", CharField()), output_field=CharField())
    )
    of_edition = Exists(matches) | Exists(showcases.filter(urn=OuterRef("origin")))
    return Encounter.objects.filter(of_edition, state=EncounterState.HELD)
