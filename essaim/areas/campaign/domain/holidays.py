"""The dates of an edition beside the school holidays of each académie: who is away, and when nobody can tell.

Rule: an edition lives with schools; a date while an académie is on holiday is kept only with a reason, written and kept
(programmes.md E.4: « zone is not enough », Corsica and overseas have their own dates). A calendar that is not known
says nothing: it is told apart, and asks for no reason.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from essaim.commons.territory.domain.calendar import Calendar
from essaim.foundation.kernel import french

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Away:
    """One date or period of an edition, and the académies on holiday then, by name of holiday."""

    what: str
    holidays: Mapping[str, Sequence[str]]
    every: int

    @property
    def sentence(self) -> str:
        """« Première journée : vacances de la Toussaint à Dijon et Lyon »."""
        told = [f"{label.lower()}, {self._who(names)}" for label, names in self.holidays.items()]
        return f"{self.what} : {' ; '.join(told)}"

    def _who(self, names: Sequence[str]) -> str:
        return "toutes les académies" if len(names) == self.every else french.join(names)


@dataclass(frozen=True, slots=True)
class Check:
    """What the calendars say of the dates of an edition."""

    away: Sequence[Away]
    unknown: Sequence[str]

    @property
    def sentences(self) -> list[str]:
        """One a date, ready to be shown."""
        return [away.sentence for away in self.away]

    @property
    def text(self) -> str:
        """What is kept with the reason."""
        return ". ".join(self.sentences)


def check(
    calendars: Mapping[str, Calendar],
    *,
    opens_on: dt.date,
    closes_on: dt.date,
    starts_on: dt.date,
    ends_on: dt.date,
) -> Check:
    """The académies on holiday at the opening, at the closing, or on a weekday of the event; by name."""
    asked = (
        ("Ouverture des inscriptions", opens_on, opens_on),
        ("Clôture des inscriptions", closes_on, closes_on),
        ("Dates de l'édition", starts_on, ends_on),
    )
    found = (_away(calendars, what, first, last) for what, first, last in asked)
    unknown = [name for name, calendar in calendars.items() if not calendar.is_known(starts_on)]
    return Check([away for away in found if away.holidays], unknown)


def _away(calendars: Mapping[str, Calendar], what: str, first: dt.date, last: dt.date) -> Away:
    holidays: dict[str, list[str]] = {}
    for name, calendar in calendars.items():
        labels = {period.label: None for day in _weekdays(first, last) if (period := calendar.holiday_on(day))}
        for label in labels:
            holidays.setdefault(label, []).append(name)
    return Away(what, holidays, len(calendars))


def _weekdays(first: dt.date, last: dt.date) -> list[dt.date]:
    days = [first + ahead * ONE_DAY for ahead in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < SATURDAY] or days[:1]
