"""What an edition came to: the encounters of its matches and showcases that were held, by territory of the school.

An edition belongs to a period when its first day does, as for registrations; an encounter held before or after the days
of the edition still counts with it.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Sum, Value
from django.db.models.functions import Cast, Concat

from essaim.areas.campaign.models import Match, Showcase
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


def held(kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Encounters held."""
    return _by(kind, codes, period, Count("pk"))


def pupils(kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Pupils present."""
    return _by(kind, codes, period, Sum("pupils"))


def adults(kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Adults present."""
    return _by(kind, codes, period, Sum("adults"))


def hours(kind: str, codes: Collection[str], period: Period) -> Mapping[str, Number]:
    """Minutes added up, told in hours, rounded to the tenth."""
    minutes = _by(kind, codes, period, Sum("minutes"))
    return {code: round(Decimal(total) / MINUTES_OF_HOUR, 1) for code, total in minutes.items()}


def rows(scope: Scope, period: Period) -> Any:
    """The encounters a value counts."""
    found = _held(period)
    if scope.kind != FRANCE_KIND:
        found = found.filter(**{PATHS[scope.kind]: scope.code})
    return found.select_related("school", "organisation", "departement").order_by("held_on", "pk")


def _by(kind: str, codes: Collection[str], period: Period, measure: Count | Sum) -> Mapping[str, int]:
    found = _held(period)
    if kind == FRANCE_KIND:
        return {"": found.aggregate(total=measure)["total"] or 0}
    path = PATHS[kind]
    here = found.filter(**{f"{path}__in": list(codes)}).order_by().values(territory=F(path))
    return {code: total or 0 for code, total in here.annotate(total=measure).values_list("territory", "total")}


def _held(period: Period) -> Any:
    days = {"starts_on__gte": period.start, "starts_on__lt": period.end}
    matches = Match.objects.filter(encounter=OuterRef("pk"), **{f"request__edition__{k}": v for k, v in days.items()})
    showcases = Showcase.objects.filter(**{f"edition__{k}": v for k, v in days.items()}).annotate(
        urn=Concat(Value("campaign.showcase:"), Cast("pk", CharField()), output_field=CharField())
    )
    of_edition = Exists(matches) | Exists(showcases.filter(urn=OuterRef("origin")))
    return Encounter.objects.filter(of_edition, state=EncounterState.HELD)
