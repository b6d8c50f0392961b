"""Encounters somebody may see, filtered; and one of them with what its page shows."""

import datetime as dt

from django.db.models import Q, QuerySet

from essaim.commons.directory.scoping import scope_of
from essaim.commons.encounters.enums import EncounterState
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.policies import encounters as policies
from essaim.foundation.audit import presenters, trail
from essaim.foundation.audit import selectors as audit
from essaim.foundation.audit.presenters import Line
from essaim.foundation.kernel.actor import Actor

HISTORY = 20
LATELY = dt.timedelta(days=14)
MOST_OF_A_DAY = 60
SHOWN = ("school__academie", "school_class", "organisation", "departement__academie", "commitment__axis")


def visible_to(by: Actor) -> QuerySet[Encounter]:
    """Those of one's territories, schools and organisations, the latest first."""
    scope = scope_of(by)
    found = Encounter.objects.select_related("school", "organisation", "departement")
    if not scope.is_national:
        mine = Q(school__in=scope.schools) | Q(organisation__in=scope.organisations)
        if by.holds(*policies.NETWORK):
            mine |= (
                Q(departement__in=scope.departements)
                | Q(departement__academie__in=scope.academies)
                | Q(departement__region__in=scope.regions)
                | Q(departement=None, school__academie__in=scope.academies)
            )
        found = found.filter(mine)
    return found.order_by("-planned_on", "-pk")


def filtered(
    by: Actor, state: str = "", region: str = "", since: dt.date | None = None, until: dt.date | None = None
) -> QuerySet[Encounter]:
    """Those among them of a state, a région and a period, both days included: the day held, else the day planned."""
    found = visible_to(by)
    if state:
        found = found.filter(state=state)
    if region:
        found = found.filter(departement__region=region)
    if since:
        found = found.filter(Q(held_on__gte=since) | Q(held_on=None, planned_on__gte=since))
    if until:
        found = found.filter(Q(held_on__lte=until) | Q(held_on=None, planned_on__lte=until))
    return found


def with_all() -> QuerySet[Encounter]:
    """Encounters with what a page, a policy and a paper need."""
    return Encounter.objects.select_related(*SHOWN)


def of_origin(urn: str) -> Encounter | None:
    """The encounter that came from this match or visit, unless it was cancelled."""
    return with_all().filter(origin=urn).exclude(state=EncounterState.CANCELLED).first()


def to_report(by: Actor, today: dt.date) -> QuerySet[Encounter]:
    """Those whose day has passed and of which nobody has said how they went, the oldest first."""
    past = visible_to(by).filter(state=EncounterState.PLANNED, planned_on__lt=today)
    return past.order_by("planned_on", "pk")


def of_the_day(by: Actor, today: dt.date) -> QuerySet[Encounter]:
    """Those of today, told or not, and those of the last days that nobody has told of: what one says on the spot."""
    lately = Q(state=EncounterState.PLANNED, planned_on__range=(today - LATELY, today)) | Q(held_on=today)
    found = visible_to(by).filter(lately).select_related(*SHOWN)
    return found.order_by("-planned_on", "starts_at", "pk")[:MOST_OF_A_DAY]


def history(encounter: Encounter) -> list[Line]:
    """What was done with it, the latest first, as sentences."""
    mine = audit.Criteria(targets=frozenset({trail.urn(encounter)}))
    return presenters.present(audit.entries(mine)[:HISTORY])
