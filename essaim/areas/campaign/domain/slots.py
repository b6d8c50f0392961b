"""Half-days of an edition: ``2027-03-22-am``, told as « lundi 22 mars, matin ».

Working days are Monday to Friday, public holidays left out (the days in class are the school's own affair: the
calendar of its académie only warns). Wednesday afternoon is offered to everybody, and chosen by nobody without saying
so in the first degree, where there is no class (Code de l'éducation, D521-10).
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NoReturn, Self

from essaim.commons.directory.enums import Degree
from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused

SATURDAY: Final = 5
WEDNESDAY: Final = 2
_SHAPE = re.compile(r"(\d{4}-\d{2}-\d{2})-(am|pm)", re.ASCII)


class Half(StrEnum):
    """Morning or afternoon."""

    MORNING = "am"
    AFTERNOON = "pm"

    @property
    def word(self) -> str:
        """« matin »."""
        return "matin" if self is Half.MORNING else "après-midi"


@dataclass(frozen=True, order=True, slots=True)
class Slot:
    """One half-day; its text is the code kept and matched."""

    day: dt.date
    half: Half

    @classmethod
    def parse(cls, code: str) -> Self:
        """``2027-03-22-am``; refused with the reason."""
        match = _SHAPE.fullmatch(code)
        if match is None:
            _refuse(code)
        try:
            return cls(dt.date.fromisoformat(match[1]), Half(match[2]))
        except ValueError:
            _refuse(code)

    def __str__(self) -> str:
        return f"{self.day.isoformat()}-{self.half.value}"

    @property
    def label(self) -> str:
        """« lundi 22 mars, matin »."""
        return f"{french.weekday(self.day)}, {self.half.word}"

    @property
    def is_wednesday_afternoon(self) -> bool:
        """When the first degree has no class."""
        return self.day.weekday() == WEDNESDAY and self.half is Half.AFTERNOON


def half_days(first: dt.date, last: dt.date, off: Collection[dt.date] = ()) -> list[Slot]:
    """The working half-days from one day to another, both included, in order; ``off`` are the days nobody works."""
    days = (first + dt.timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return [Slot(day, half) for day in days if day.weekday() < SATURDAY and day not in off for half in Half]


def usual(slots: Iterable[Slot], degree: Degree) -> list[Slot]:
    """The half-days with class: what « peu importe » means for a class of this degree."""
    return [slot for slot in slots if degree is not Degree.FIRST or not slot.is_wednesday_afternoon]


def label(code: str) -> str:
    """« lundi 22 mars, matin » of a kept code."""
    return Slot.parse(code).label


def summary(codes: Collection[str], every: Collection[Slot]) -> str:
    """What was chosen, in as few words as possible: « toute la semaine », else each half-day."""
    chosen = sorted(Slot.parse(code) for code in codes)
    if every and set(chosen) == set(every):
        return "toute la semaine"
    return " ; ".join(slot.label for slot in chosen)


def _refuse(code: str) -> NoReturn:
    raise Refused(f"« {code} » n'est pas une demi-journée : choisissez-la dans la liste.")
