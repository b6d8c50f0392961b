"""A date of an open event: a beginning, an end when it is known, whole days included; one word in the database."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

FORM = "%Y%m%dT%H%M"
DAY = "%Y%m%d"
SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class Timing:
    """From ``start`` to ``end``, in universal time; ``all_day`` when only the days are known (``end`` the last one)."""

    start: dt.datetime
    end: dt.datetime | None = None
    all_day: bool = False

    def __str__(self) -> str:
        form = DAY if self.all_day else f"{FORM}Z"
        moments = [self.start, self.end] if self.end else [self.start]
        return SEPARATOR.join(moment.strftime(form) for moment in moments)

    @classmethod
    def parse(cls, code: str) -> Self:
        """The timing of a stored word."""
        parts = code.split(SEPARATOR)
        all_day = "T" not in parts[0]
        read = [
            dt.datetime.strptime(part.rstrip("Z"), DAY if all_day else FORM).replace(tzinfo=dt.UTC) for part in parts
        ]
        return cls(read[0], read[1] if len(read) > 1 else None, all_day)

    @classmethod
    def days(cls, first: dt.date, last: dt.date | None = None) -> Self:
        """Whole days, without hours: read without any clock, so that no zone moves them to the day before."""
        start = dt.datetime(first.year, first.month, first.day, tzinfo=dt.UTC)
        end = dt.datetime(last.year, last.month, last.day, tzinfo=dt.UTC) if last and last > first else None
        return cls(start, end, all_day=True)

    @property
    def order(self) -> tuple[dt.datetime, dt.datetime, bool]:
        """By beginning, then end."""
        return self.start, self.end or self.start, not self.all_day

    def dates(self, zone: dt.tzinfo) -> list[dt.date]:
        """Every day it touches on the clock of the place; an end at midnight does not touch the next day."""
        first = self.start.date() if self.all_day else self.start.astimezone(zone).date()
        last = first
        if self.end and self.all_day:
            last = self.end.date()
        elif self.end:
            last = (self.end.astimezone(zone) - dt.timedelta(seconds=1)).date()
        return [first + dt.timedelta(days=ahead) for ahead in range(max(0, (last - first).days) + 1)]
