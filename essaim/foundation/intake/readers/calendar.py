"""iCalendar files (RFC 5545) as a table: one row an event, its dates written out, whatever repeats included.

The column ``timings`` is a JSON list of ``{"begin", "end"}``, as OpenAgenda writes it: moments with their offset, or
days alone (``end`` excluded) for events without hours. Repetitions are written out, two years and 500 dates at most; a
date moved or called off by its own entry (``RECURRENCE-ID``) replaces the one that was foreseen. People (organiser,
attendees) are not read.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, Final

import icalendar
from dateutil import rrule

from essaim.foundation.intake.readers.bounds import MB, Bounds
from essaim.foundation.intake.readers.encoding import sniff
from essaim.foundation.intake.readers.table import Record, Records, Table
from essaim.foundation.kernel.errors import Refused

HEADER: Final = (
    "uid", "summary", "description", "location", "url", "status", "categories", "geo", "timings", "last-modified",
)  # fmt: skip
HEAVIEST: Final = 20 * MB
MOST_DATES: Final = 500
LONGEST: Final = dt.timedelta(days=731)
ONE_DAY: Final = dt.timedelta(days=1)
CANCELLED: Final = "CANCELLED"

Moment = dt.date | dt.datetime
Timing = tuple[Moment, Moment | None]


def read(stream: IO[bytes], name: str, bounds: Bounds) -> Table:
    """The table of an iCalendar file."""
    encoding = sniff(stream, name)
    stream.seek(0)
    content = stream.read(HEAVIEST + 1)
    if len(content) > HEAVIEST:
        raise Refused(f"{name} : cet agenda pèse plus de 20 Mo. Exportez une période plus courte.")
    events = _events(content.decode(encoding), name)
    if not events:
        raise Refused(f"{name} : cet agenda ne contient aucun évènement. Vérifiez l'export, puis recommencez.")

    def records() -> Records:
        for position, group in enumerate(events.values(), start=1):
            yield Record(position, _cells(group))

    return Table(name, "ICS", HEADER, records, stream, bounds, encoding=encoding)


def _events(text: str, name: str) -> Mapping[str, list[icalendar.Event]]:
    """The entries of the file by identifier, in order: an event, and the dates of it that were changed apart."""
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise Refused(f"{name} : cet agenda est mal écrit ou coupé. Exportez-le de nouveau.") from error
    found: dict[str, list[icalendar.Event]] = {}
    entries = (each for calendar in calendars for each in calendar.walk("VEVENT") if isinstance(each, icalendar.Event))
    for rank, event in enumerate(entries):
        found.setdefault(str(event.get("UID") or f"sans identifiant {rank + 1}"), []).append(event)
    return found


def _cells(group: Sequence[icalendar.Event]) -> list[str]:
    whole = next((event for event in group if "RECURRENCE-ID" not in event), group[0])
    told = {
        "uid": _text(whole, "UID"),
        "summary": _text(whole, "SUMMARY"),
        "description": _text(whole, "DESCRIPTION"),
        "location": _text(whole, "LOCATION"),
        "url": _text(whole, "URL"),
        "status": _text(whole, "STATUS").upper(),
        "categories": _categories(whole),
        "geo": _geo(whole),
        "timings": _written(_timings(whole, group)),
        "last-modified": _stamp(whole),
    }
    return [told[column] for column in HEADER]


def _timings(whole: icalendar.Event, group: Sequence[icalendar.Event]) -> list[Timing]:
    """Every date: those of the rule, less those left out, with those changed apart."""
    start = _moment(whole, "DTSTART")
    if start is None:
        return []
    length = _length(whole, start)
    starts: dict[str, Moment] = {_key(each): each for each in _repeated(whole, start)}
    for left_out in _moments(whole, "EXDATE"):
        starts.pop(_key(left_out), None)
    for added in _moments(whole, "RDATE"):
        starts[_key(added)] = added
    timings = {key: (each, each + length if length else None) for key, each in starts.items()}
    for event in group:
        if event is not whole:
            _change(timings, event)
    return sorted(timings.values(), key=lambda timing: _key(timing[0]))[:MOST_DATES]


def _change(timings: dict[str, Timing], event: icalendar.Event) -> None:
    """One date changed apart: moved, or called off."""
    foreseen, start = _moment(event, "RECURRENCE-ID"), _moment(event, "DTSTART")
    if foreseen is not None:
        timings.pop(_key(foreseen), None)
    if start is not None and _text(event, "STATUS").upper() != CANCELLED:
        length = _length(event, start)
        timings[_key(start)] = (start, start + length if length else None)


def _repeated(event: icalendar.Event, start: Moment) -> Iterator[Moment]:
    rule = event.get("RRULE")
    if rule is None:
        yield start
        return
    rules = rule if isinstance(rule, list) else [rule]
    zone = start.tzinfo if isinstance(start, dt.datetime) else None
    is_day = not isinstance(start, dt.datetime)
    first = start.replace(tzinfo=None) if isinstance(start, dt.datetime) else dt.datetime.combine(start, dt.time())
    for each in rules:
        until = each.get("UNTIL")
        text = _bounded(each.to_ical().decode(), until[0] if isinstance(until, list) and until else until, start)
        for count, moment in enumerate(rrule.rrulestr(text, dtstart=first, ignoretz=True)):
            if count >= MOST_DATES or moment - first > LONGEST:
                break
            yield moment.date() if is_day else moment.replace(tzinfo=zone)


def _bounded(rule: str, until: Moment | None, start: Moment) -> str:
    """The rule with its last day on the clock of the event, since a moment and a day do not compare."""
    if until is None:
        return rule
    if isinstance(until, dt.datetime) and until.tzinfo and isinstance(start, dt.datetime) and start.tzinfo:
        until = until.astimezone(start.tzinfo)
    if not isinstance(until, dt.datetime):
        until = dt.datetime.combine(until, dt.time(23, 59, 59))
    kept = [part for part in rule.split(";") if not part.upper().startswith("UNTIL=")]
    return ";".join([*kept, f"UNTIL={until.strftime('%Y%m%dT%H%M%S')}"])


def _length(event: icalendar.Event, start: Moment) -> dt.timedelta | None:
    """How long it lasts: to its end, else for its duration, else the day, else nobody knows."""
    end = _moment(event, "DTEND")
    if end is not None and isinstance(end, dt.datetime) is isinstance(start, dt.datetime):
        if (
            isinstance(end, dt.datetime)
            and isinstance(start, dt.datetime)
            and (end.tzinfo is None) != (start.tzinfo is None)
        ):
            return None
        return end - start if end > start else None
    duration = getattr(event.get("DURATION"), "dt", None)
    if isinstance(duration, dt.timedelta) and duration > dt.timedelta():
        return duration
    return None if isinstance(start, dt.datetime) else ONE_DAY


def _moment(event: icalendar.Event, name: str) -> Moment | None:
    found = getattr(event.get(name), "dt", None)
    return found if isinstance(found, dt.date) else None


def _moments(event: icalendar.Event, name: str) -> Iterator[Moment]:
    given = event.get(name)
    for each in given if isinstance(given, list) else [given] if given else []:
        for one in getattr(each, "dts", []):
            if isinstance(one.dt, dt.date):
                yield one.dt


def _key(moment: Moment) -> str:
    """The same moment is the same key, whatever clock it is written on."""
    if isinstance(moment, dt.datetime):
        return (moment.astimezone(dt.UTC) if moment.tzinfo else moment).strftime("%Y%m%dT%H%M%S")
    return moment.strftime("%Y%m%d")


def _written(timings: Sequence[Timing]) -> str:
    rows = [{"begin": begin.isoformat(), "end": end.isoformat() if end else ""} for begin, end in timings]
    return json.dumps(rows) if rows else ""


def _text(event: icalendar.Event, name: str) -> str:
    found: Any = event.get(name)
    return str(found[0] if isinstance(found, list) and found else found or "").strip()


def _categories(event: icalendar.Event) -> str:
    found: Any = event.get("CATEGORIES")
    lists = found if isinstance(found, list) else [found] if found else []
    return ", ".join(str(cat) for one in lists for cat in getattr(one, "cats", [one]))


def _geo(event: icalendar.Event) -> str:
    found = event.get("GEO")
    return f"{found.latitude}, {found.longitude}" if hasattr(found, "latitude") else ""


def _stamp(event: icalendar.Event) -> str:
    found = _moment(event, "LAST-MODIFIED")
    return found.isoformat() if found else ""
