"""Calendars other programs subscribe to (RFC 5545): stable identifiers, cancelled events kept, time zones included."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

import icalendar

PRODUCT = "-//Essaim//Calendrier//FR"
LINE: Final = 75
"""Octets of a line, beyond which it is folded."""

_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


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
    """The whole calendar, lines folded, with the time zones it uses; the same events give the same bytes.

    Lines are written here, time zones by ``icalendar``: ten thousand dates are ready in a quarter of a second.
    """
    ordered = sorted(events, key=lambda event: event.uid)
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    named = _folded(f"X-WR-CALNAME:{_escaped(name)}")
    lines = [*head, named, *_timezones(ordered), *map(_component, ordered), "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def _component(event: Event) -> str:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(event.uid)}",
        f"DTSTAMP:{event.stamp.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{event.sequence}",
        f"SUMMARY:{_escaped(event.summary)}",
        _moment("DTSTART", event.start),
        _moment("DTEND", event.end),
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
    ]
    if event.description:
        lines.append(f"DESCRIPTION:{_escaped(event.description)}")
    if event.location:
        lines.append(f"LOCATION:{_escaped(event.location)}")
    if event.url:
        lines.append(f"URL:{''.join(event.url.split())}")
    if event.categories:
        lines.append(f"CATEGORIES:{','.join(map(_escaped, event.categories))}")
    lines.append("END:VEVENT")
    return "\r\n".join(map(_folded, lines))


def _moment(name: str, value: dt.date | dt.datetime) -> str:
    """A day, or a moment on the clock of its place; a fixed offset has no name there and is written in UTC."""
    if not isinstance(value, dt.datetime):
        return f"{name};VALUE=DATE:{value:%Y%m%d}"
    if isinstance(value.tzinfo, ZoneInfo) and value.tzinfo.key != "UTC":
        return f"{name};TZID={value.tzinfo.key}:{value:%Y%m%dT%H%M%S}"
    return f"{name}:{value.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """A text value (RFC 5545, 3.3.11); a control sign is nobody's word, and would start a line."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPES)
    return kept if kept.isprintable() else "".join(sign for sign in kept if sign >= " ")


def _folded(line: str) -> str:
    """A line of at most 75 octets, continued by lines that begin with a space; no character is cut in two."""
    if len(line) <= LINE // 4 or len(line.encode()) <= LINE:
        return line
    parts, size, begin = [], 0, 0
    for rank, sign in enumerate(line):
        octets = len(sign.encode())
        if size + octets > LINE:
            parts.append(line[begin:rank])
            begin, size = rank, 1
        size += octets
    return "\r\n ".join([*parts, line[begin:]])


def _timezones(events: Iterable[Event]) -> list[str]:
    """The time zones that these dates name, over the years they span."""
    years: dict[str, list[int]] = {}
    for event in events:
        for value in (event.start, event.end):
            if isinstance(value, dt.datetime) and isinstance(value.tzinfo, ZoneInfo) and value.tzinfo.key != "UTC":
                years.setdefault(value.tzinfo.key, []).append(value.year)
    return [_timezone(key, min(met), max(met)) for key, met in sorted(years.items())]


@cache
def _timezone(key: str, first: int, last: int) -> str:
    component = icalendar.Timezone.from_tzid(key, first_date=dt.date(first, 1, 1), last_date=dt.date(last + 1, 1, 1))
    return str(component.to_ical().decode().rstrip("\r\n"))
