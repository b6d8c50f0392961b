"""Plan, move, postpone, cancel, hold and correct an encounter; every gesture tells the room it comes from."""

import datetime as dt

from django.db import IntegrityError, transaction

from essaim.commons.directory.models import Organisation, School, SchoolClass
from essaim.commons.encounters import letters, origins, writing
from essaim.commons.encounters.domain.lifecycle import advance
from essaim.commons.encounters.domain.report import Report
from essaim.commons.encounters.domain.times import When
from essaim.commons.encounters.enums import Channel, EncounterKind, EncounterState, Side
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.policies import encounters as policies
from essaim.commons.protocol.models import Commitment
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

MAX_REASON = 200
MAX_PLANNED = 3000


@trail.gesture
def plan(  # noqa: PLR0913 (what an encounter is; all by name)
    *,
    by: Actor,
    commitment: Commitment,
    school: School,
    kind: EncounterKind,
    origin: str = "",
    school_class: SchoolClass | None = None,
    organisation: Organisation | None = None,
    slot: str = "",
    starts_at: dt.datetime | None = None,
    ends_at: dt.datetime | None = None,
    place: str = "",
    planned_pupils: int = 0,
    title: str = "",
    channel: Channel | None = None,
) -> Encounter:
    """Plan an encounter on a half-day or at hours; an origin (``campaign.match:12``) gives one encounter, once."""
    how = writing.channel_of(by, channel)
    policies.ensure_can_plan(by, school, organisation, origin, how)
    if school_class is not None and school_class.school_id != school.pk:
        raise Refused("Cette classe est d'un autre établissement : choisissez une classe de celui-ci.")
    if not 0 <= planned_pupils <= MAX_PLANNED:
        raise Refused("Le nombre d'élèves prévus est trop grand : vérifiez-le.")
    when = When.of(slot, starts_at, ends_at)
    zone = writing.zone_of(school)
    encounter = Encounter(
        kind=EncounterKind(kind),
        origin=origin,
        commitment=commitment,
        title=(title or _title(kind, school, organisation))[:150],
        school=school,
        school_class=school_class,
        organisation=organisation,
        departement=school.departement,
        timezone=zone,
        planned_on=when.day(zone),
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        slot=when.slot,
        place=place[:200],
        planned_pupils=planned_pupils,
        channel=how,
    )
    try:
        with transaction.atomic():
            encounter.save()
    except IntegrityError as error:
        raise Refused(writing.TWICE) from error
    trail.record(
        by,
        "encounters.encounter.planned",
        encounter,
        origin=origin,
        commitment=commitment.pk,
        on=encounter.planned_on,
        channel=how,
    )
    return encounter


@trail.gesture
def reschedule(  # noqa: PLR0913 (a date and a place; all by name)
    *,
    by: Actor,
    encounter: Encounter,
    slot: str = "",
    starts_at: dt.datetime | None = None,
    ends_at: dt.datetime | None = None,
    place: str | None = None,
    channel: Channel | None = None,
) -> Encounter:
    """Set another date, or the hours of a half-day; the place too when it changes. Both sides are written to."""
    encounter, how = writing.taken(encounter), writing.channel_of(by, channel)
    policies.ensure_can_change(by, encounter, how)
    if encounter.state != EncounterState.PLANNED:
        advance(encounter.state, EncounterState.PLANNED)
    when = When.of(slot, starts_at, ends_at)
    encounter.state = EncounterState.PLANNED
    encounter.planned_on = when.day(encounter.timezone)
    encounter.slot, encounter.starts_at, encounter.ends_at = when.slot, when.starts_at, when.ends_at
    if place is not None:
        encounter.place = place[:200]
    encounter.ended_reason = ""
    _save(encounter, how, moved=True)
    trail.record(by, "encounters.encounter.rescheduled", encounter, channel=how, on=encounter.planned_on)
    return writing.told(by, encounter, "rescheduled", moved=True)


@trail.gesture
def postpone(*, by: Actor, encounter: Encounter, reason: str, channel: Channel | None = None) -> Encounter:
    """Take the date away until another is found, with the reason. Both sides are written to."""
    encounter, how = writing.taken(encounter), writing.channel_of(by, channel)
    policies.ensure_can_change(by, encounter, how)
    encounter.state = advance(encounter.state, EncounterState.POSTPONED)
    encounter.ended_reason = _reason(reason)
    _save(encounter, how, moved=True)
    trail.record(by, "encounters.encounter.postponed", encounter, channel=how)
    return writing.told(by, encounter, "postponed", moved=True)


@trail.gesture
def cancel(*, by: Actor, encounter: Encounter, reason: str, channel: Channel | None = None) -> Encounter:
    """Say that it will not be, or was noted by mistake, with the reason: its numbers go, and it counts no more."""
    encounter, how = writing.taken(encounter), writing.channel_of(by, channel)
    policies.ensure_can_change(by, encounter, how)
    numbers = {"pupils": encounter.pupils, "adults": encounter.adults, "minutes": encounter.minutes}
    known = {"was": encounter.state} | {name: value for name, value in numbers.items() if value is not None}
    encounter.state = advance(encounter.state, EncounterState.CANCELLED)
    encounter.ended_reason = _reason(reason)
    encounter.held_on = encounter.pupils = encounter.adults = encounter.minutes = None
    encounter.words = ""
    _save(encounter, how, moved=True)
    trail.record(by, "encounters.encounter.cancelled", encounter, channel=how, **known)
    return writing.told(by, encounter, "cancelled", moved=True)


@trail.gesture
def hold(  # noqa: PLR0913 (what a report says; all by name)
    *,
    by: Actor,
    encounter: Encounter,
    held_on: dt.date,
    pupils: int,
    adults: int,
    minutes: int,
    words: str = "",
    channel: Channel | None = None,
) -> Encounter:
    """Say how it went: the encounter is held, with its numbers, and counts once."""
    encounter, how = writing.taken(encounter), writing.channel_of(by, channel)
    policies.ensure_can_report(by, encounter, how)
    encounter.state = advance(encounter.state, EncounterState.HELD)
    writing.write(encounter, Report(held_on, pupils, adults, minutes, words.strip()))
    _save(encounter, how)
    told = {"on": held_on, "pupils": pupils, "adults": adults, "minutes": minutes}
    trail.record(by, "encounters.encounter.held", encounter, channel=how, **told)
    return writing.told(by, encounter, "held")


@trail.gesture
def correct(  # noqa: PLR0913 (what a report says; all by name)
    *,
    by: Actor,
    encounter: Encounter,
    held_on: dt.date,
    pupils: int,
    adults: int,
    minutes: int,
    words: str = "",
    channel: Channel | None = None,
) -> Encounter:
    """Correct a report; the trail keeps the numbers it had."""
    encounter, how = writing.taken(encounter), writing.channel_of(by, channel)
    policies.ensure_can_report(by, encounter, how)
    if encounter.state != EncounterState.HELD:
        raise Refused("Cette rencontre n'est pas notée comme tenue : dites d'abord comment elle s'est passée.")
    before = {
        "on_before": encounter.held_on,
        "pupils_before": encounter.pupils,
        "adults_before": encounter.adults,
        "minutes_before": encounter.minutes,
    }
    writing.write(encounter, Report(held_on, pupils, adults, minutes, words.strip()))
    _save(encounter, how)
    told = {"on": held_on, "pupils": pupils, "adults": adults, "minutes": minutes}
    trail.record(by, "encounters.encounter.corrected", encounter, channel=how, **told, **before)
    return writing.told(by, encounter, "corrected")


@trail.gesture
def send_link(*, by: Actor, encounter: Encounter, side: Side) -> Encounter:
    """Write to one side with a signed link where it follows the encounter and says how it went."""
    policies.ensure_can_see(by, encounter)
    to = origins.addresses(encounter.origin).get(side, "")
    if not to:
        raise Refused("Essaim n'a pas d'adresse pour ce côté de la rencontre : écrivez à la personne qui vous suit.")
    letters.follow(encounter, side, to)
    trail.record(by, "encounters.encounter.link_sent", encounter, side=side)
    return encounter


def _reason(reason: str) -> str:
    told = " ".join(reason.split())
    if not told:
        raise Refused("Dites pourquoi, en une phrase : l'autre côté la lira.")
    if len(told) > MAX_REASON:
        raise Refused(f"Gardez une phrase de {MAX_REASON} signes au plus.")
    return told


def _title(kind: EncounterKind, school: School, organisation: Organisation | None) -> str:
    if organisation is None:
        label = EncounterKind(kind).label
        return f"{label[0].upper()}{label[1:]}, {school.name}"
    return f"{organisation.label} et {school.name}"


def _save(encounter: Encounter, how: Channel, *, moved: bool = False) -> None:
    """Keep the change; when calendars must know, their number grows."""
    encounter.channel = how
    encounter.sequence += moved
    encounter.save()
