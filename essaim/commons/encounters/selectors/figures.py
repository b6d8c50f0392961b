"""What encounters and events count to, for the figures Essaim publishes: held ones only, each once.

An encounter counts where its school is; an event of a région or an académie counts there, one of the whole country
counts for France alone.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db.models import Case, Count, F, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from essaim.commons.encounters.enums import EncounterState, EventState
from essaim.commons.encounters.models import Encounter, Event
from essaim.commons.encounters.selectors.encounters import visible_to as visible_encounters
from essaim.commons.encounters.selectors.events import visible_to as visible_events
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Period, Scope
from essaim.foundation.kernel.actor import Actor

PROTOCOL = "protocole"
PATHS: Mapping[str, str] = {
    "region": "departement__region_id",
    "academie": "departement__academie_id",
    "departement": "departement_id",
}
EVENT_PATHS: Mapping[str, str] = {"region": "in_region", "academie": "academie_id"}
MINUTES_OF_HOUR = 60

Axis = int | None


def encounters(axis: Axis, kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Encounters held."""
    return _summed(_held(axis, period), PATHS, kind, codes, Count("pk"))


def pupils(axis: Axis, kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Pupils present."""
    return _summed(_held(axis, period), PATHS, kind, codes, Coalesce(Sum("pupils"), 0))


def adults(axis: Axis, kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Adults present."""
    return _summed(_held(axis, period), PATHS, kind, codes, Coalesce(Sum("adults"), 0))


def hours(axis: Axis, kind: str, codes: Collection[str], period: Period) -> Mapping[str, Decimal]:
    """Hours of encounters: the minutes added up, then told in hours, rounded to the tenth."""
    minutes = _summed(_held(axis, period), PATHS, kind, codes, Coalesce(Sum("minutes"), 0))
    return {code: round(Decimal(total) / MINUTES_OF_HOUR, 1) for code, total in minutes.items()}


def encounter_rows(axis: Axis, scope: Scope, period: Period) -> QuerySet[Encounter]:
    """The encounters a value counts."""
    found = _within(_held(axis, period), PATHS, scope)
    return found.select_related("school", "organisation", "departement").order_by("held_on", "pk")


def events(axis: Axis, kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Events held."""
    return _summed(_events(axis, period), EVENT_PATHS, kind, codes, Count("pk"))


def people(axis: Axis, kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """People who came to events."""
    return _summed(_events(axis, period), EVENT_PATHS, kind, codes, Coalesce(Sum("attended"), 0))


def event_rows(axis: Axis, scope: Scope, period: Period) -> QuerySet[Event]:
    """The events a value counts."""
    return _within(_events(axis, period), EVENT_PATHS, scope).order_by("held_on", "pk")


def encounters_seen_by(user: Actor, rows: QuerySet) -> QuerySet:
    """Among encounters, those of one's territories, schools and organisations."""
    return rows.filter(pk__in=visible_encounters(user).order_by().values("pk"))


def events_seen_by(user: Actor, rows: QuerySet) -> QuerySet:
    """Among events, those that are public, and the others for the network and those invited."""
    return rows.filter(pk__in=visible_events(user).order_by().values("pk"))


def _held(axis: Axis, period: Period) -> QuerySet[Encounter]:
    found = Encounter.objects.filter(state=EncounterState.HELD, held_on__gte=period.start, held_on__lt=period.end)
    return _serving(found, axis)


def _events(axis: Axis, period: Period) -> QuerySet[Event]:
    found = Event.objects.filter(state=EventState.HELD, held_on__gte=period.start, held_on__lt=period.end)
    located = Case(When(region__isnull=False, then=F("region_id")), default=F("academie__region_id"))
    return _serving(found.annotate(in_region=located), axis)


def _serving(found: QuerySet, axis: Axis) -> QuerySet:
    if axis is None:
        return found
    return found.filter(commitment__axis__number=axis, commitment__axis__agreement__slug=PROTOCOL)


def _within(found: QuerySet, paths: Mapping[str, str], scope: Scope) -> QuerySet:
    return found if scope.kind == FRANCE_KIND else found.filter(**{paths[scope.kind]: scope.code})


def _summed(
    found: QuerySet, paths: Mapping[str, str], kind: str, codes: Collection[str], total: Count | Coalesce
) -> dict[str, int]:
    """The total of each territory of a kind, in one query."""
    if kind == FRANCE_KIND:
        return {"": found.aggregate(total=total)["total"]}
    path = paths[kind]
    rows = found.filter(**{f"{path}__in": list(codes)}).order_by().values(code=F(path)).annotate(total=total)
    return dict(rows.values_list("code", "total"))
