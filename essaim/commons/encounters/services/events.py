"""Prepare an event, change it, cancel it, and say who came."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone as clock

from essaim.commons.directory.models import Organisation
from essaim.commons.encounters import letters, seating
from essaim.commons.encounters.domain.lifecycle import advance_event
from essaim.commons.encounters.domain.programme import Moment
from essaim.commons.encounters.enums import EventState
from essaim.commons.encounters.models import Event, Invitation, ProgrammeItem
from essaim.commons.encounters.policies import events as policies
from essaim.commons.protocol.models import Commitment
from essaim.commons.territory.models import Academie, Region
from essaim.foundation.audit import trail
from essaim.foundation.kernel import french, text
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

MAX_OTHERS = 5000
MAX_REASON = 200
RESERVED = "nouveau"
"""The address of the form itself."""
TOLD = ("starts_at", "ends_at", "place", "link")
"""What those invited are written to about when it changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlan:
    """What an event is before it takes place; ``region`` or ``academie``, or neither for the whole country."""

    title: str
    commitment: Commitment
    host: Organisation
    starts_at: dt.datetime
    ends_at: dt.datetime
    region: Region | None = None
    academie: Academie | None = None
    summary: str = ""
    timezone: str = "Europe/Paris"
    place: str = ""
    link: str = ""
    is_public: bool = False
    capacity: int | None = None

    def check(self) -> None:
        """Refuse what cannot be."""
        if not self.title.strip():
            raise Refused("Écrivez le titre de l'évènement.")
        if self.ends_at <= self.starts_at:
            raise Refused("La fin vient avant le début : inversez les deux heures.")
        if self.region is not None and self.academie is not None:
            raise Refused("Choisissez une région ou une académie, pas les deux.")
        if self.capacity is not None and self.capacity < 1:
            raise Refused("Écrivez un nombre de places, ou laissez vide.")


@trail.gesture
def create(*, by: Actor, plan: EventPlan, programme: Sequence[Moment] = (), slug: str = "") -> Event:
    """Announce an event; nobody is written to before being invited."""
    policies.ensure_can_hold_in(by, plan.region, plan.academie)
    plan.check()
    event = Event(slug=_free_slug(slug or text.slug(plan.title)))
    _fill(event, plan)
    event.save()
    _write_programme(event, programme)
    trail.record(by, "encounters.event.created", event, on=plan.starts_at.date(), commitment=plan.commitment.pk)
    return event


@trail.gesture
def update(*, by: Actor, event: Event, plan: EventPlan, programme: Sequence[Moment] | None = None) -> Event:
    """Correct an event; when the date, the hour or the place changes, those invited are written to."""
    event = seating.locked(event)
    policies.ensure_can_edit(by, event)
    policies.ensure_can_hold_in(by, plan.region, plan.academie)
    _ensure_planned(event)
    plan.check()
    moved = any(getattr(event, name) != getattr(plan, name) for name in TOLD)
    _fill(event, plan)
    event.sequence += moved
    event.save()
    if programme is not None:
        event.programme.all().delete()
        _write_programme(event, programme)
    promoted = seating.reseat(event)
    for invitation in promoted:
        invitation.event = event
        letters.place_found(invitation)
    if moved:
        letters.event_changed(event, _invited(event))
    trail.record(by, "encounters.event.updated", event, moved=moved, promoted=[row.pk for row in promoted])
    return event


@trail.gesture
def cancel(*, by: Actor, event: Event, reason: str) -> Event:
    """Say that it will not be, and why; those invited who did not say no are written to."""
    event = seating.locked(event)
    policies.ensure_can_edit(by, event)
    event.state = advance_event(event.state, EventState.CANCELLED)
    event.ended_reason = " ".join(reason.split())[:MAX_REASON]
    if not event.ended_reason:
        raise Refused("Dites pourquoi, en une phrase : les personnes invitées la liront.")
    event.sequence += 1
    event.save()
    letters.event_cancelled(event, _invited(event))
    trail.record(by, "encounters.event.cancelled", event)
    return event


@trail.gesture
def hold(*, by: Actor, event: Event, came: Collection[int], others: int = 0) -> Event:
    """Say who came: the invitations ticked, and how many came without one. Saying it again corrects the sheet."""
    event = seating.locked(event)
    policies.ensure_can_edit(by, event)
    if event.state != EventState.HELD:
        event.state = advance_event(event.state, EventState.HELD)
    day = event.starts_at.astimezone(ZoneInfo(event.timezone)).date()
    if event.starts_at > clock.now():
        raise Refused(f"Cet évènement commence le {french.date(day)} : la feuille de présence s'ouvre ce jour-là.")
    if not 0 <= others <= MAX_OTHERS:
        raise Refused(f"Écrivez le nombre de personnes venues sans invitation, de 0 à {french.number(MAX_OTHERS)}.")
    before = event.attended
    invitations = Invitation.objects.filter(event=event)
    ticked = invitations.filter(pk__in=set(came))
    invitations.exclude(pk__in=set(came)).update(came=False)
    event.others, event.attended, event.held_on = others, ticked.update(came=True) + others, day
    event.save()
    trail.record(by, "encounters.event.held", event, people=event.attended, others=others, people_before=before)
    return event


def _ensure_planned(event: Event) -> None:
    if event.state != EventState.PLANNED:
        raise Refused(f"Cet évènement est {EventState(event.state).label} : il ne change plus.")


def _invited(event: Event) -> list[Invitation]:
    return list(Invitation.objects.filter(event=event).select_related("user").order_by("pk"))


def _fill(event: Event, plan: EventPlan) -> None:
    for name in EventPlan.__dataclass_fields__:
        setattr(event, name, getattr(plan, name))


def _write_programme(event: Event, programme: Sequence[Moment]) -> None:
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(event=event, starts_at=moment.at, title=moment.title, detail=moment.detail)
        for moment in sorted(programme)
    )


def _free_slug(wanted: str) -> str:
    wanted = wanted[:70] or "evenement"
    taken = {RESERVED, *Event.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)}
    return next(slug for slug in [wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))] if slug not in taken)
