import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear

days = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2100, 1, 1))


@given(days)
def test_a_day_belongs_to_one_year(day):
    year = SchoolYear.of(day)
    assert day in year
    assert year.first_day <= day < year.end
    assert day not in year.next
    assert day not in year.previous


@given(days)
def test_a_label_is_read_back(day):
    year = SchoolYear.of(day)
    assert SchoolYear.parse(str(year)) == year


@given(days, days)
def test_years_follow_the_calendar(one, other):
    assert (SchoolYear.of(one) <= SchoolYear.of(other)) or one > other


def test_the_year_turns_on_the_first_of_september():
    assert SchoolYear.of(dt.date(2026, 8, 31)).label == "2025-2026"
    assert SchoolYear.of(dt.date(2026, 9, 1)).label == "2026-2027"


@pytest.mark.parametrize("typed", ["2026-2027", "2026/2027", " 2026–27 ", "2026 - 2027", "2026/27"])
def test_usual_ways_to_write_a_year(typed):
    assert SchoolYear.parse(typed) == SchoolYear(2026)


def test_a_century_ends():
    assert SchoolYear.parse("2099-00") == SchoolYear(2099)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2026", "par exemple 2026-2027"),
        ("26-27", "par exemple"),
        ("2026-2028", "2026 est suivie de 2027"),
        ("2026-26", "suivie"),
    ],
)
def test_what_is_not_a_year_is_refused(typed, reason):
    with pytest.raises(Refused, match=reason):
        SchoolYear.parse(typed)
