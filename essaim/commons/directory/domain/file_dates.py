"""When a file was true, if its rows do not say: what was declared, else its name, else its latest opening.

An older file must never overwrite newer values, so the date is never invented: a file that says nothing at all is taken
as true on the day it is read, and what it merely confirms is not dated anew.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from essaim.foundation.kernel.school_year import SchoolYear

_DAY: Final = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_YEARS: Final = re.compile(r"(?<!\d)(20\d\d)[-_](20\d\d)(?!\d)")
_MONTH: Final = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])(?!\d)")
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


class Evidence(StrEnum):
    """How the date of a file is known."""

    DECLARED = "declared"
    NAME = "name"
    OPENINGS = "openings"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class FileDate:
    """The date of a file, and how it is known."""

    date: dt.date
    evidence: Evidence

    @property
    def is_certain(self) -> bool:
        """Whether the file itself, or somebody, says the date."""
        return self.evidence is not Evidence.TODAY


def date_of_file(name: str, declared: dt.date | None, openings: Iterable[dt.date], today: dt.date) -> FileDate:
    """When the rows of a file that carry no date were true."""
    if declared is not None:
        return FileDate(declared, Evidence.DECLARED)
    past = [day for day in openings if day <= today]
    named = _from_name(name, past)
    if named is not None and named <= today:
        return FileDate(named, Evidence.NAME)
    if past:
        return FileDate(max(past), Evidence.OPENINGS)
    return FileDate(today, Evidence.TODAY)


def _from_name(name: str, openings: Iterable[dt.date]) -> dt.date | None:
    if day := _DAY.search(name):
        try:
            return dt.date(int(day[1]), int(day[2]), int(day[3]))
        except ValueError:
            return dt.date(int(day[1]), int(day[2]), 1)
    if years := _YEARS.search(name):
        return SchoolYear(int(years[1])).first_day if int(years[2]) == int(years[1]) + 1 else None
    if month := _MONTH.search(name):
        return dt.date(int(month[1]), int(month[2]), 1)
    if year := _YEAR.search(name):
        that_year = [day for day in openings if day.year == int(year[1])]
        return max(that_year, default=dt.date(int(year[1]), 1, 1))
    return None
