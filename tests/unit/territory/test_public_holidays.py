import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.commons.territory.domain.public_holidays import easter, public_holidays


@pytest.mark.parametrize(
    ("year", "day"),
    [(2019, (4, 21)), (2024, (3, 31)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25)), (1818, (3, 22))],
)
def test_easter_falls_where_calendars_say(year, day):
    assert easter(year) == dt.date(year, *day)


@given(st.integers(1600, 3000))
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
    found = easter(year)
    assert found.weekday() == 6
    assert dt.date(year, 3, 22) <= found <= dt.date(year, 4, 25)


def test_france_has_eleven_days_off():
    assert len(public_holidays(2027)) == 11
    assert {dt.date(2027, 3, 29), dt.date(2027, 5, 6), dt.date(2027, 5, 17)} < public_holidays(2027)


@pytest.mark.parametrize(
    ("departement", "day"),
    [("67", (3, 26)), ("68", (12, 26)), ("57", (12, 26)), ("974", (12, 20)), ("971", (5, 27)), ("976", (4, 27))],
)
def test_some_territories_have_days_of_their_own(departement, day):
    assert dt.date(2027, *day) in public_holidays(2027, departement) - public_holidays(2027)
