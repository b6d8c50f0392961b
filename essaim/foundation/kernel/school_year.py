"""The school year: from 1 September to 31 August (Code de l'éducation, art. L. 521-1), written ``2026-2027``.

New Caledonia and Wallis-et-Futuna begin theirs in February: they are counted in the national year the date falls in.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Self

from essaim.foundation.kernel.errors import Refused

FIRST_MONTH: Final = 9
_SHAPE = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4}|\d{2})", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class SchoolYear:
    """``SchoolYear(2026)`` is 2026-2027."""

    starts: int

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """The school year a day belongs to."""
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2026-2027``, ``2026/2027``, ``2026-27``; refused with the reason."""
        match = _SHAPE.fullmatch(text.strip())
        if match is None:
            raise Refused(f"« {text.strip()} » n'est pas une année scolaire : écrivez par exemple 2026-2027.")
        first, last = match.groups()
        year = cls(int(first))
        if not year.label.endswith(last):
            raise Refused(f"« {text.strip()} » n'est pas une année scolaire : {first} est suivie de {year.starts + 1}.")
        return year

    @property
    def label(self) -> str:
        """``2026-2027``."""
        return f"{self.starts}-{self.starts + 1}"

    @property
    def first_day(self) -> dt.date:
        """1 September."""
        return dt.date(self.starts, FIRST_MONTH, 1)

    @property
    def end(self) -> dt.date:
        """The day after the last one: periods are half-open."""
        return self.next.first_day

    @property
    def next(self) -> "SchoolYear":
        """The year that follows."""
        return SchoolYear(self.starts + 1)

    @property
    def previous(self) -> "SchoolYear":
        """The year before."""
        return SchoolYear(self.starts - 1)

    def __contains__(self, day: dt.date) -> bool:
        return SchoolYear.of(day) == self

    def __str__(self) -> str:
        return self.label
