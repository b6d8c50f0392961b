"""School calendars by académie: the zone's dates, the académie's own, and what is not known."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from essaim.commons.territory.domain.calendar import Calendar, Day, Period, merge
from essaim.commons.territory.domain.public_holidays import public_holidays
from essaim.commons.territory.models import Academie, Departement, Holiday, SchoolCalendar
from essaim.foundation.kernel.school_year import SchoolYear


def calendars(academies: Iterable[Academie], first_year: int, last_year: int) -> dict[str, Calendar]:
    """The calendar of each académie over these school years, both included, in three queries.

    The year before the first is read too: its summer may end after 1 September.
    """
    codes = {academie.pk for academie in academies}
    years = Q(school_year__gte=first_year - 1, school_year__lte=last_year)
    national: dict[str, list[Period]] = {code: [] for code in codes}
    own: dict[str, list[Period]] = {code: [] for code in codes}
    for row in Holiday.objects.filter(years, academie__in=codes).order_by("valid_from"):
        (own if row.is_override else national)[row.academie_id].append(_period(row))
    known: dict[str, set[int]] = {code: set() for code in codes}
    for code, year in SchoolCalendar.objects.filter(years, academie__in=codes, is_complete=True).values_list(
        "academie_id", "school_year"
    ):
        known[code].add(year)
    days_off = _days_off(codes, first_year, last_year + 1)
    return {code: Calendar(merge(national[code], own[code]), frozenset(known[code]), days_off[code]) for code in codes}


def calendar(academie: Academie, date: dt.date) -> Calendar:
    """The calendar of an académie around a date: its school year and the next one."""
    year = SchoolYear.of(date).starts
    return calendars([academie], year, year + 1)[academie.pk]


def holidays(academie: Academie, school_year: int) -> tuple[Period, ...]:
    """The holidays of an académie in one school year, in order; empty when nothing is known."""
    found = calendars([academie], school_year, school_year)[academie.pk]
    return tuple(period for period in found.periods if period.school_year == school_year)


def is_complete(academie: Academie, school_year: int) -> bool:
    """Whether every holiday of this year is known, so that the other days are days of class."""
    return SchoolCalendar.objects.filter(academie=academie, school_year=school_year, is_complete=True).exists()


def is_holiday(academie: Academie, date: dt.date) -> Day:
    """Holiday, class or unknown: the three answers, since an empty calendar proves nothing."""
    return calendar(academie, date).on(date)


def overrides(academie: Academie, school_year: int) -> QuerySet[Holiday]:
    """The dates an académie fixed itself this year."""
    return Holiday.objects.filter(academie=academie, school_year=school_year, is_override=True).order_by("valid_from")


def known_years(academie: Academie) -> list[int]:
    """The school years for which at least one holiday is known, the latest first."""
    years = Holiday.objects.filter(academie=academie).values_list("school_year", flat=True).distinct()
    return sorted(years, reverse=True)


def _period(row: Holiday) -> Period:
    if row.valid_from is None or row.valid_until is None:
        raise ValueError(f"holiday {row.pk} has no dates, against its constraint")
    return Period(row.valid_from, row.valid_until, row.label, row.school_year, row.is_override)


def _days_off(codes: set[str], first_year: int, last_year: int) -> dict[str, frozenset[dt.date]]:
    """Days off common to the whole académie; those of one of its départements only are left out."""
    inside: dict[str, list[str]] = {code: [] for code in codes}
    rows = Departement.objects.filter(academie__in=codes).order_by("pk").values_list("academie_id", "pk")
    for code, departement in rows:
        inside[code].append(departement)
    years = range(first_year, last_year + 1)
    days = {}
    for code, departements in inside.items():
        each = [frozenset[dt.date]().union(*(public_holidays(y, d) for y in years)) for d in departements or [""]]
        days[code] = each[0].intersection(*each)
    return days
