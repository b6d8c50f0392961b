"""Calendars other programs subscribe to (RFC 5545): stable identifiers, cancelled events kept, time zones included."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import icalendar

PRODUCT = "-//Essaim//Calendrier//FR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One date of a calendar.

    ``uid`` never changes while the event lives (``encounter-12@essaim.example``): a subscriber recognises it after it
    moved or was cancelled. ``start`` and ``end`` are both dates (``end`` excluded) or both moments with a time zone.
    ``stamp`` is when the event was last changed, ``sequence`` how many times.
    """

    uid: str
    summary: str
    start: dt.date | dt.datetime
    end: dt.date | dt.datetime
    stamp: dt.datetime
    sequence: int = 0
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    is_cancelled: bool = False

    def __post_init__(self) -> None:
        moments = [isinstance(value, dt.datetime) for value in (self.start, self.end)]
        if moments[0] is not moments[1]:
            raise ValueError("start and end are both dates or both moments")
        if any(value.tzinfo is None for value in (self.start, self.end) if isinstance(value, dt.datetime)):
            raise ValueError("a moment without a time zone is nobody's moment")
        if not self.start < self.end:
            raise ValueError("an event ends after it starts")


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """The whole calendar, lines folded, with the time zones it uses; the same events give the same bytes."""
    feed = icalendar.Calendar()
    feed.add("prodid", PRODUCT)
    feed.add("version", "2.0")
    feed.add("calscale", "GREGORIAN")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", name)
    for event in sorted(events, key=lambda event: event.uid):
        feed.add_component(_component(event))
    feed.add_missing_timezones()
    return bytes(feed.to_ical())


def _component(event: Event) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", event.stamp.astimezone(dt.UTC))
    component.add("sequence", event.sequence)
    component.add("summary", event.summary)
    component.add("dtstart", _local(event.start))
    component.add("dtend", _local(event.end))
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    for name in ("description", "location", "url"):
        if value := getattr(event, name):
            component.add(name, value)
    if event.categories:
        component.add("categories", list(event.categories))
    return component


def _local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    """Fixed offsets have no name in a calendar: they are written in universal time."""
    if isinstance(value, dt.datetime) and not isinstance(value.tzinfo, ZoneInfo):
        return value.astimezone(dt.UTC)
    return value
