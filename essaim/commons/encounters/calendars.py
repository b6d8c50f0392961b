"""Encounters and events as dates of a calendar: stable identifiers, a number that grows with each change.

A postponed encounter is cancelled in calendars until it has another date: nobody must come on the first one. No
contact is ever written in a calendar.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings

from essaim.commons.encounters.domain.times import HalfDay
from essaim.commons.encounters.enums import EncounterKind, EncounterState, EventState
from essaim.commons.encounters.models import Encounter, Event
from essaim.foundation.kernel import french, ical


def of_encounter(encounter: Encounter, *, url: str = "") -> ical.Event | None:
    """One encounter, or nothing when it never had a date; expects ``school`` joined."""
    zone = ZoneInfo(encounter.timezone)
    description = [EncounterKind(encounter.kind).label]
    if encounter.starts_at and encounter.ends_at:
        start, end = encounter.starts_at.astimezone(zone), encounter.ends_at.astimezone(zone)
    elif encounter.slot:
        start, end = HalfDay.parse(encounter.slot).hours(encounter.timezone)
        description.append("Heure à fixer dans cette demi-journée.")
    else:
        return None
    off = {EncounterState.CANCELLED: "Annulée", EncounterState.POSTPONED: "Reportée"}
    if encounter.state in off:
        description.append(f"{off[EncounterState(encounter.state)]} : {encounter.ended_reason}")
    return ical.Event(
        uid=f"encounter-{encounter.pk}@{host()}",
        summary=encounter.title,
        start=start,
        end=end,
        stamp=encounter.updated_at,
        sequence=encounter.sequence,
        description=french.typeset("\n".join(description)),
        location=encounter.place or encounter.school.name,
        url=url,
        is_cancelled=encounter.state in off,
    )


def of_event(event: Event) -> ical.Event:
    """One event."""
    zone = ZoneInfo(event.timezone)
    lines = [event.summary, event.link]
    if event.state == EventState.CANCELLED:
        lines.insert(0, f"Annulé : {event.ended_reason}")
    return ical.Event(
        uid=f"event-{event.pk}@{host()}",
        summary=event.title,
        start=event.starts_at.astimezone(zone),
        end=event.ends_at.astimezone(zone),
        stamp=event.updated_at,
        sequence=event.sequence,
        description=french.typeset("\n\n".join(line for line in lines if line)),
        location=event.place,
        url=f"{settings.BASE_URL}{event.get_absolute_url()}",
        is_cancelled=event.state == EventState.CANCELLED,
    )


def encounter_ics(encounter: Encounter) -> bytes:
    """The calendar file of one encounter."""
    return calendar(encounter.title, [encounter])


def event_ics(event: Event) -> bytes:
    """The calendar file of one event."""
    return ical.calendar(event.title, [of_event(event)])


def calendar(name: str, encounters: Iterable[Encounter]) -> bytes:
    """Several encounters in one file, those without a date left out."""
    return ical.calendar(name, [date for date in map(of_encounter, encounters) if date])


def host() -> str:
    """What makes identifiers ours."""
    return urlsplit(settings.BASE_URL).hostname or "essaim.invalid"
