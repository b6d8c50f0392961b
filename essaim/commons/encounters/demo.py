"""This area's part of the demonstration: the discoveries of Mon ESS à l'école over three years, and the events.

Encounters that come from the Semaine are written by the room of the campaigns. Past ones are rows as people would have
left them; what is still to come is planned by the services, so that its trail and its letters are real.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from essaim.commons.directory.enums import OrganisationKind, SchoolKind, SchoolSource
from essaim.commons.directory.models import Organisation, School
from essaim.commons.encounters import demo_events, demo_rows
from essaim.commons.encounters.enums import EncounterKind, EncounterState
from essaim.commons.encounters.models import Encounter, Event
from essaim.commons.encounters.services import encounters
from essaim.commons.protocol import selectors as protocol
from essaim.commons.protocol.models import Commitment
from essaim.foundation.kernel.actor import SystemActor

YEARS = (2024, 2025, 2026)
"""The school years of the season: 2024 for 2024-2025."""

A_YEAR = 60
MON_ESS = "1.1"
PERIODS: Sequence[tuple[int, tuple[int, int], tuple[int, int]]] = (
    (0, (9, 14), (10, 14)),
    (0, (11, 5), (12, 16)),
    (1, (1, 8), (2, 5)),
    (1, (5, 10), (6, 12)),
)
"""Weeks with class in every zone, month and day; the first number is the year after the one of September."""

KINDS = (EncounterKind.SCHOOL, EncounterKind.SCHOOL, EncounterKind.VISIT, EncounterKind.REMOTE)
H, C, L, P = EncounterState.HELD, EncounterState.CANCELLED, EncounterState.POSTPONED, EncounterState.PLANNED
PAST = (H, C, L, *[H] * 12, C, P, *[H] * 4)
"""How encounters of the past stand, in turn; a planned one nobody told the end of among them."""

AHEAD = (P, L, C, *[P] * 12)
NOT_IN_PRIMARY = (SchoolKind.MATERNELLE, SchoolKind.ELEMENTAIRE, SchoolKind.PRIMAIRE)
"""Mon ESS à l'école begins in sixième (programmes.md A.1)."""


def load(*, seed: int, scale: float) -> dict[str, int]:
    """Encounters and events, once; run again, it adds nothing."""
    if Event.objects.filter(slug=demo_events.SIGNATURE).exists():
        return {"rencontres": 0, "évènements": 0}
    draw = random.Random(f"{seed}-encounters")  # noqa: S311 (a season, not a secret)
    schools = list(_schools())
    draw.shuffle(schools)
    organisations = _organisations()
    commitment = protocol.commitment(MON_ESS)
    count, rank = 0, 0
    for year in YEARS:
        wanted = max(len(PAST), round(A_YEAR * scale))
        made = [_draft(draw, schools[(rank + n) % len(schools)], organisations, year) for n in range(wanted)]
        rank += wanted
        count += _write(draw, made, commitment)
    return {"rencontres": count, "évènements": demo_events.load(seed=seed)}


def _schools() -> QuerySet[School]:
    schools = School.objects.filter(source=SchoolSource.DEMO, closed_on=None).exclude(kind__in=NOT_IN_PRIMARY)
    return schools.select_related("departement__region", "departement__academie", "academie").order_by("pk")


def _organisations() -> dict[str, list[Organisation]]:
    """The fictional ESS actors of each région."""
    found: dict[str, list[Organisation]] = {}
    actors = Organisation.objects.filter(is_demo=True, kind=OrganisationKind.ESS_ACTOR)
    for actor in actors.select_related("commune__departement").order_by("pk"):
        if actor.commune:
            found.setdefault(actor.commune.departement.region_id or "", []).append(actor)
    return found


def _draft(draw: random.Random, school: School, organisations: dict[str, list[Organisation]], year: int) -> Encounter:
    region = school.departement.region_id if school.departement else ""
    near = organisations.get(region or "", [])
    organisation = draw.choice(near) if near else None
    kind = draw.choice(KINDS)
    encounter = demo_rows.place(Encounter(kind=kind, organisation=organisation), school)
    encounter.title = demo_rows.title(school, organisation)
    encounter.place = school.name[:200] if kind is EncounterKind.SCHOOL else ""
    encounter.planned_pupils = draw.randrange(12, 32)
    return demo_rows.at_hours(draw, encounter, _day(draw, year))


def _write(draw: random.Random, made: Sequence[Encounter], commitment: Commitment) -> int:
    """Those of the past as rows, those ahead through the services."""
    today = timezone.localdate()
    past = [encounter for encounter in made if encounter.planned_on and encounter.planned_on < today]
    ahead = [encounter for encounter in made if encounter.planned_on and encounter.planned_on >= today]
    for encounter, state in zip(past, _turns(PAST), strict=False):
        encounter.commitment = commitment
        demo_rows.settle(draw, encounter, state)
    Encounter.objects.bulk_create(past)
    for encounter, state in zip(ahead, _turns(AHEAD), strict=False):
        _plan(draw, encounter, state, commitment)
    return len(made)


def _plan(draw: random.Random, drafted: Encounter, state: EncounterState, commitment: Commitment) -> None:
    by = SystemActor("demo")
    planned = encounters.plan(
        by=by,
        commitment=commitment,
        school=drafted.school,
        organisation=drafted.organisation,
        kind=EncounterKind(drafted.kind),
        starts_at=drafted.starts_at,
        ends_at=drafted.ends_at,
        place=drafted.place,
        planned_pupils=drafted.planned_pupils,
        title=drafted.title,
    )
    if state is EncounterState.POSTPONED:
        encounters.postpone(by=by, encounter=planned, reason=draw.choice(demo_rows.POSTPONED))
    elif state is EncounterState.CANCELLED:
        encounters.cancel(by=by, encounter=planned, reason=draw.choice(demo_rows.CANCELLED))


def _turns(states: Sequence[EncounterState]) -> Iterator[EncounterState]:
    while True:
        yield from states


def _day(draw: random.Random, year: int) -> dt.date:
    """A day with class of this school year."""
    after, first, last = draw.choice(PERIODS)
    begins, ends = dt.date(year + after, *first), dt.date(year + after, *last)
    day = begins + dt.timedelta(days=draw.randrange((ends - begins).days))
    return day - dt.timedelta(days=day.weekday() - 4) if day.weekday() > 4 else day  # noqa: PLR2004 (a Friday)
