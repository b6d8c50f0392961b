"""When something takes place: a half-day as long as hours are missing, then hours, always on the clock of the place.

A half-day is written ``2027-03-22-am`` (``interfaces.md``). The hours of a half-day are those of most schools; they are
only used by calendars, which know no half-days.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Self
from zoneinfo import ZoneInfo

from essaim.commons.encounters.enums import Half
from essaim.commons.territory.domain import timezones
from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused

_SLOT = re.compile(r"(\d{4}-\d{2}-\d{2})-(am|pm)")
HOURS = {
    Half.MORNING: (dt.time(8, 30), dt.time(12, 0)),
    Half.AFTERNOON: (dt.time(13, 30), dt.time(17, 0)),
}


@dataclass(frozen=True, slots=True)
class HalfDay:
    """One half of one day."""

    day: dt.date
    half: Half

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2027-03-22-am``; refused with the reason."""
        match = _SLOT.fullmatch(text.strip())
        try:
            if match:
                return cls(dt.date.fromisoformat(match[1]), Half(match[2]))
        except ValueError:
            pass  # a day that no calendar has: told like any other slip
        raise Refused(f"« {text} » n'est pas une demi-journée : écrivez 2027-03-22-am ou 2027-03-22-pm.")

    def __str__(self) -> str:
        return f"{self.day.isoformat()}-{self.half.value}"

    @property
    def words(self) -> str:
        """``lundi 22 mars 2027, le matin``."""
        article = "le matin" if self.half is Half.MORNING else "l'après-midi"
        return f"{french.full_date(self.day)}, {article}"

    def hours(self, timezone: str) -> tuple[dt.datetime, dt.datetime]:
        """The usual hours of this half-day, on the clock of the place."""
        begins, ends = HOURS[self.half]
        zone = ZoneInfo(timezone)
        return dt.datetime.combine(self.day, begins, zone), dt.datetime.combine(self.day, ends, zone)


@dataclass(frozen=True, slots=True)
class When:
    """A half-day or hours, never both: what a plan or a change of date says."""

    slot: str = ""
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None

    @classmethod
    def of(cls, slot: str, starts_at: dt.datetime | None, ends_at: dt.datetime | None) -> Self:
        """One whole moment, or a refusal."""
        if starts_at is None and ends_at is None:
            return cls(slot=str(HalfDay.parse(slot)))
        if starts_at is None or ends_at is None:
            raise Refused("Il manque une heure : écrivez le début et la fin.")
        if starts_at.tzinfo is None or ends_at.tzinfo is None:
            raise ValueError("a moment without a time zone is nobody's moment")
        if ends_at <= starts_at:
            raise Refused("La fin vient avant le début : inversez les deux heures.")
        return cls(starts_at=starts_at, ends_at=ends_at)

    def day(self, timezone: str) -> dt.date:
        """The day it falls on, where it takes place."""
        if self.starts_at is not None:
            return self.starts_at.astimezone(ZoneInfo(timezone)).date()
        return HalfDay.parse(self.slot).day


def words(slot: str, starts_at: dt.datetime | None, ends_at: dt.datetime | None, timezone: str) -> str:
    """``lundi 22 mars 2027, de 10 h à 11 h 30``, on the clock of the place; nothing when no date is known.

    Where the clock is not that of Paris it is said: ``…, heure locale (3 h de plus qu'à Paris)``.
    """
    if starts_at is None or ends_at is None:
        return HalfDay.parse(slot).words if slot else ""
    zone = ZoneInfo(timezone)
    begins, ends = starts_at.astimezone(zone), ends_at.astimezone(zone)
    first, last = french.full_date(begins.date()), french.full_date(ends.date())
    if begins.date() == ends.date():
        told = f"{first}, de {french.clock(begins.time())} à {french.clock(ends.time())}"
    else:
        told = f"du {first}, {french.clock(begins.time())}, au {last}, {french.clock(ends.time())}"
    return f"{told}, heure locale ({timezones.told(timezone, begins)})" if is_elsewhere(timezone, begins) else told


def is_elsewhere(timezone: str, when: dt.datetime) -> bool:
    """Whether the clock of this place is not that of Paris at this moment."""
    return bool(timezones.from_paris(timezone, when))
