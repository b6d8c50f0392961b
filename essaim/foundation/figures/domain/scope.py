"""Where and when a figure is measured.

A scope is written ``france``, ``region:11`` or ``academie:24`` (``interfaces.md``); a period is half-open, both in the
address of a page and in a frozen value.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Self

from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear

FRANCE_KIND: Final = "france"
_SCOPE = re.compile(r"([a-z_]{1,30})(?::([0-9A-Za-z-]{1,20}))?")


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """A territory: its kind, and its code in that kind."""

    kind: str
    code: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """``france``, ``region:11``; refused with the reason."""
        match = _SCOPE.fullmatch(text.strip())
        if match is None or (match[1] == FRANCE_KIND) is (match[2] is not None):
            raise Refused(f"« {text} » n'est pas un périmètre : écrivez france, region:11 ou academie:24, par exemple.")
        return cls(match[1], match[2] or "")

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}" if self.code else self.kind


FRANCE: Final = Scope(FRANCE_KIND)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From a day, included, to another, excluded."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise Refused("La période se termine avant d'avoir commencé : inversez les deux dates.")

    @classmethod
    def day(cls, day: dt.date) -> Self:
        """One day: what is true on it."""
        return cls(day, day + dt.timedelta(days=1))

    @classmethod
    def school_year(cls, year: SchoolYear) -> Self:
        """From 1 September to 31 August."""
        return cls(year.first_day, year.end)

    @classmethod
    def year(cls, year: int) -> Self:
        """A calendar year."""
        return cls(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))

    @property
    def last_day(self) -> dt.date:
        """The last day included."""
        return self.end - dt.timedelta(days=1)

    @property
    def words(self) -> str:
        """``le 12 janvier 2027``, ``du 1er septembre 2026 au 31 août 2027``."""
        return french.period(self.start, self.last_day)
