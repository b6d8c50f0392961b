"""Days off by law: the eleven national ones, those of Alsace and Moselle, and the abolition days overseas.

Sources: Code du travail L3133-1 (national), L3134-13 (Alsace-Moselle: Good Friday where there is a mixed temple or
church, and 26 December), L3422-2 (abolition of slavery); Saint-Barthélemy and Saint-Martin keep their own dates.
Limits: New Caledonia, French Polynesia and Wallis-et-Futuna have local days off (24 September, 29 June, 28 April and
29 July...) fixed by their assemblies: only the national ones are counted there.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final

ALSACE_MOSELLE: Final = frozenset({"57", "67", "68"})
ABOLITION: Final[Mapping[str, tuple[int, int]]] = {
    "971": (5, 27),
    "972": (5, 22),
    "973": (6, 10),
    "974": (12, 20),
    "976": (4, 27),
    "977": (10, 9),
    "978": (5, 28),
}
FIXED: Final = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
EASTER_MONDAY, ASCENSION, WHIT_MONDAY, GOOD_FRIDAY = (dt.timedelta(days=after) for after in (1, 39, 50, -2))


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def public_holidays(year: int, departement: str = "") -> frozenset[dt.date]:
    """The days off of a calendar year in a département (INSEE code); without one, the national days only."""
    sunday = easter(year)
    days = {dt.date(year, month, day) for month, day in FIXED}
    days |= {sunday + EASTER_MONDAY, sunday + ASCENSION, sunday + WHIT_MONDAY}
    if departement in ALSACE_MOSELLE:
        days |= {sunday + GOOD_FRIDAY, dt.date(year, 12, 26)}
    if departement in ABOLITION:
        days.add(dt.date(year, *ABOLITION[departement]))
    return frozenset(days)
