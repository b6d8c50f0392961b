"""Actions as calendars subscribe to them: one stable identifier each, a cancelled date kept as cancelled."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from zoneinfo import ZoneInfo

from essaim.areas.campaign.domain.publication import Action, When
from essaim.areas.campaign.enums import Nature, Standing
from essaim.foundation.kernel import ical

GONE = frozenset({Standing.CANCELLED, Standing.POSTPONED})
AN_HOUR = dt.timedelta(hours=1)
NATURES: Mapping[Nature, str] = {
    Nature.ENCOUNTER: "Rencontre",
    Nature.SHOWCASE: "Action d’élèves",
    Nature.EVENT: "Évènement ouvert",
}
RESERVED = "Réservé à la classe inscrite."
OPEN = "Ouvert au public."


def calendar(name: str, actions: Iterable[Action], address: Callable[[Action], str]) -> bytes:
    """The calendar of these actions; ``address`` gives the page of each. What has no day is left out."""
    return ical.calendar(name, [_event(action, action.when, address) for action in actions if action.when])


def _event(action: Action, when: When, address: Callable[[Action], str]) -> ical.Event:
    start, end = _bounds(when, action.where.timezone)
    is_gone = action.standing in GONE
    is_told = bool(action.audience) or action.nature is Nature.EVENT  # not so a withdrawn action: its day alone
    kept = [NATURES.get(action.nature, ""), action.audience, when.half]
    return ical.Event(
        uid=action.uid,
        summary=action.title,
        start=start,
        end=end,
        stamp=action.changed_at,
        sequence=action.sequence,
        description="" if not is_told else f"{', '.join(filter(None, kept))}. {_open_to(action)}",
        location=", ".join(filter(None, [action.place, action.where.label])) if is_told else "",
        url=address(action) if is_told else "",
        is_cancelled=is_gone,
    )


def _open_to(action: Action) -> str:
    return OPEN if action.is_open else RESERVED


def _bounds(when: When, timezone: str) -> tuple[dt.date, dt.date] | tuple[dt.datetime, dt.datetime]:
    """Hours where they are public; else the whole day, since a half-day has no hours of its own."""
    if when.starts_at is None:
        return when.day, when.day + dt.timedelta(days=1)
    zone = ZoneInfo(timezone)
    begins = when.starts_at.astimezone(zone)
    return begins, (when.ends_at.astimezone(zone) if when.ends_at else begins + AN_HOUR)
