"""Which clock a place lives by, and how far it is from the clock of Paris.

Each département has one time zone, kept in the reference data; French Polynesia has three, by archipelago. Names are
those of the IANA database.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

PARIS: Final = ZoneInfo("Europe/Paris")
_MARQUESAS = ("98718", "98723", "98731", "98746", "98756", "98757")
_GAMBIER = ("98719",)
BY_COMMUNE: Final[Mapping[str, str]] = {
    **dict.fromkeys(_MARQUESAS, "Pacific/Marquesas"),
    **dict.fromkeys(_GAMBIER, "Pacific/Gambier"),
}


def of_commune(code: str, departement_timezone: str) -> str:
    """The time zone of a commune: its département's, except in the Marquesas and the Gambier islands."""
    return BY_COMMUNE.get(code, departement_timezone)


def from_paris(timezone: str, when: dt.datetime) -> dt.timedelta:
    """How much later it is there than in Paris, at this moment: 3 hours in La Réunion in winter, 2 in summer."""
    there = when.astimezone(ZoneInfo(timezone)).utcoffset() or dt.timedelta()
    return there - (when.astimezone(PARIS).utcoffset() or dt.timedelta())


def told(timezone: str, when: dt.datetime) -> str:
    """« même heure qu'à Paris », « 3 h de plus qu'à Paris », « 9 h 30 de moins qu'à Paris »."""
    gap = from_paris(timezone, when)
    if not gap:
        return "même heure qu’à Paris"
    hours, minutes = divmod(abs(gap) // dt.timedelta(minutes=1), 60)
    length = f"{hours}\u00a0h{f' {minutes:02}' if minutes else ''}".replace(" ", "\u00a0")
    return f"{length} de {'plus' if gap > dt.timedelta() else 'moins'} qu’à Paris"
