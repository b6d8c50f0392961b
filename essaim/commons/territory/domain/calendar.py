"""When school is out, for one académie: is this day a holiday, when is the next day of class, how many weeks are left.

Rule: the minister fixes a national calendar in three zones; a rector may adapt it, and Corsica and the overseas
académies fix their own (Code de l'éducation, L521-1, D521-1 to D521-7). Dates proper to an académie therefore replace
the dates of its zone, holiday by holiday (same name, same school year), and a name the zone does not have is added.

Limits: a day is *unknown* unless its school year is fully known; unknown is never "no holiday". Days of class are
Monday to Friday: schools that teach on Saturday, and those without Wednesday, know it themselves. Public holidays are
those of ``public_holidays``. Periods are half-open: ``end`` is the day classes start again.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from essaim.foundation.kernel.school_year import SchoolYear

ONE_DAY: Final = dt.timedelta(days=1)
SATURDAY: Final = 5
HORIZON: Final = 120
"""Days looked ahead for a day of class: longer than any summer."""


class Day(StrEnum):
    """What is known of a day."""

    HOLIDAY = "holiday"
    CLASS = "class"
    UNKNOWN = "unknown"


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A holiday: from its first day to the day classes start again, excluded."""

    start: dt.date
    end: dt.date
    label: str
    school_year: int
    is_own: bool = False  # fixed by the académie itself, not by its zone

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day < self.end

    @property
    def last_day(self) -> dt.date:
        """The last day without class."""
        return self.end - ONE_DAY

    def meets(self, start: dt.date, end: dt.date) -> bool:
        """Whether the holiday and [start, end) share a day."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Overlap:
    """The holidays an event falls in; ``is_certain`` is false when part of the event is in an unknown year."""

    periods: tuple[Period, ...]
    is_certain: bool


@dataclass(frozen=True)
class Calendar:
    """The holidays of one académie, and the school years that are fully known."""

    periods: tuple[Period, ...] = ()
    known_years: frozenset[int] = frozenset()
    public_holidays: frozenset[dt.date] = field(default_factory=frozenset)

    def is_known(self, day: dt.date) -> bool:
        """Whether the school year of this day is fully known."""
        return SchoolYear.of(day).starts in self.known_years

    def holiday_on(self, day: dt.date) -> Period | None:
        """The holiday this day is in, if one is known."""
        return next((period for period in self.periods if day in period), None)

    def on(self, day: dt.date) -> Day:
        """Holiday, class, or unknown."""
        if self.holiday_on(day) is not None:
            return Day.HOLIDAY
        return Day.CLASS if self.is_known(day) else Day.UNKNOWN

    def has_class(self, day: dt.date) -> bool | None:
        """Whether pupils have class this day; None when nobody can tell."""
        if day.weekday() >= SATURDAY or day in self.public_holidays:
            return False
        state = self.on(day)
        return None if state is Day.UNKNOWN else state is Day.CLASS

    def next_school_day(self, day: dt.date) -> dt.date | None:
        """This day if there is class, else the next one with class; None when the calendar stops before."""
        for ahead in range(HORIZON):
            candidate = day + ahead * ONE_DAY
            has_class = self.has_class(candidate)
            if has_class is None:
                return None
            if has_class:
                return candidate
        return None

    def weeks_of_class(self, start: dt.date, end: dt.date) -> int | None:
        """How many weeks have at least one day of class in [start, end); None when a day of it is unknown."""
        mondays = set()
        for day in _days(start, end):
            has_class = self.has_class(day)
            if has_class is None:
                return None
            if has_class:
                mondays.add(day - day.weekday() * ONE_DAY)
        return len(mondays)

    def overlap(self, start: dt.date, end: dt.date) -> Overlap:
        """The holidays that share a day with [start, end)."""
        met = tuple(period for period in self.periods if period.meets(start, end))
        certain = all(self.on(day) is not Day.UNKNOWN for day in _days(start, end))
        return Overlap(met, certain)


def merge(national: Iterable[Period], own: Iterable[Period]) -> tuple[Period, ...]:
    """The calendar that applies: the académie's own dates replace those of its zone, name by name, year by year."""
    kept = {(period.school_year, period.label): period for period in national}
    kept |= {(period.school_year, period.label): period for period in own}
    return tuple(sorted(kept.values()))


def overlaps(calendars: Mapping[str, Calendar], start: dt.date, end: dt.date) -> dict[str, Overlap]:
    """By académie, the holidays an event falls in or may fall in; académies surely at school are left out."""
    found = {code: calendar.overlap(start, end) for code, calendar in calendars.items()}
    return {code: overlap for code, overlap in found.items() if overlap.periods or not overlap.is_certain}


def _days(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    return (start + ahead * ONE_DAY for ahead in range((end - start).days))
