"""What became of the pupils' actions of an edition of the past: told by the gesture, as an author or the network would.

A larger scale adds rows written as the gesture writes them; so does an edition too old for anyone to tell of it.
"""

import datetime as dt
from itertools import cycle

from django.utils import timezone

from essaim.areas.campaign import demo_words, showcase_rows
from essaim.areas.campaign.demo_registrations import Drawing
from essaim.areas.campaign.enums import Channel, Outcome, RegistrationState
from essaim.areas.campaign.models import Showcase
from essaim.areas.campaign.policies.showcases import day_of
from essaim.areas.campaign.selectors import routing
from essaim.areas.campaign.selectors import showcases as selectors
from essaim.areas.campaign.services import showcases
from essaim.commons.encounters import demo_rows
from essaim.commons.encounters.domain.report import OLDEST, Report
from essaim.commons.encounters.enums import EncounterState
from essaim.commons.encounters.models import Encounter
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor, LinkActor

OUTCOMES = (Outcome.HELD, Outcome.NOT_HELD, Outcome.UNTOLD, *[Outcome.HELD] * 17)
"""What became of them, in turn: one in twenty did not take place, and nobody told of another."""

LIVED = 40
"""How many of an edition go through the gesture; the others are rows."""

BY_TELEPHONE = 6
"""One in so many is noted by the network, for somebody on the telephone."""


def write(drawing: Drawing) -> None:
    """Every accepted action of the edition."""
    edition = drawing.edition
    rows = selectors.with_all().filter(edition=edition, state=RegistrationState.ACCEPTED).order_by("pk")
    rows = rows.select_related("edition__commitment", "school__commune", "school__departement", "school__academie")
    shown = [(row, outcome) for row, outcome in zip(rows, cycle(OUTCOMES), strict=False) if row.school]
    can_be_told = edition.ends_on > timezone.localdate() - OLDEST + dt.timedelta(days=30)
    lived = shown[:LIVED] if can_be_told else []
    for rank, (row, outcome) in enumerate(lived):
        _tell(drawing, row, outcome, by_telephone=rank % BY_TELEPHONE == 1)
    _remember(drawing, shown[len(lived) :])
    told = list(Showcase.objects.filter(edition=edition).exclude(outcome=Outcome.UNTOLD).order_by("pk"))
    for row in told:
        row.told_at = (row.starts_at or drawing.moment(edition.starts_on, edition.ends_on)) + dt.timedelta(days=1)
    Showcase.objects.bulk_update(told, ["told_at"], batch_size=200)


def _tell(drawing: Drawing, showcase: Showcase, outcome: Outcome, *, by_telephone: bool) -> None:
    holders = routing.holders(showcase.routed) if by_telephone else []
    by: Actor = holders[0] if holders else LinkActor(trail.urn(showcase))
    channel = Channel.TELEPHONE if holders else None
    if outcome is Outcome.HELD:
        report = _report(drawing, showcase)
        showcases.tell_held(by=by, showcase=showcase, report=report, channel=channel)
    elif outcome is Outcome.NOT_HELD:
        reason = drawing.draw.choice(demo_rows.CANCELLED)
        showcases.tell_not_held(by=by, showcase=showcase, reason=reason, channel=channel)


def _report(drawing: Drawing, showcase: Showcase) -> Report:
    draw = drawing.draw
    return Report(
        held_on=day_of(showcase),
        pupils=max(1, (showcase.pupils or 0) - draw.randrange(4)),
        adults=draw.randrange(2, 26),
        minutes=draw.choice(demo_rows.MINUTES),
        words=draw.choice(demo_words.SHOWN),
    )


def _remember(drawing: Drawing, shown: list[tuple[Showcase, Outcome]]) -> None:
    made = []
    for row, outcome in shown:
        if outcome is Outcome.UNTOLD or row.school is None:
            continue
        row.outcome, row.outcome_channel, row.told_at = outcome, Channel.LINK, timezone.now()
        if outcome is Outcome.NOT_HELD:
            row.outcome_reason = drawing.draw.choice(demo_rows.CANCELLED)
            continue
        encounter = demo_rows.place(showcase_rows.encounter(row), row.school)
        made.append(demo_rows.settle(drawing.draw, encounter, EncounterState.HELD))
    Encounter.objects.bulk_create(made)
    fields = ["outcome", "outcome_reason", "outcome_channel", "told_at"]
    Showcase.objects.bulk_update([row for row, _ in shown], fields, batch_size=200)
