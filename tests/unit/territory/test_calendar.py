import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.commons.territory.domain.calendar import Calendar, Day, Period, merge, overlaps
from essaim.commons.territory.domain.public_holidays import public_holidays
from essaim.foundation.kernel.school_year import SchoolYear

D = dt.date
TOUSSAINT = Period(D(2026, 10, 17), D(2026, 11, 2), "Vacances de la Toussaint", 2026)
NOEL = Period(D(2026, 12, 19), D(2027, 1, 4), "Vacances de Noël", 2026)
SPRING = Period(D(2027, 4, 10), D(2027, 4, 26), "Vacances de printemps", 2026)
SUMMER = Period(D(2027, 7, 3), D(2027, 9, 1), "Vacances d'été", 2026)
ZONE_A = (TOUSSAINT, NOEL, SPRING, SUMMER)
OWN_SPRING = Period(D(2027, 4, 17), D(2027, 5, 3), "Vacances de printemps", 2026, is_own=True)

KNOWN = Calendar(ZONE_A, frozenset({2026}), public_holidays(2026) | public_holidays(2027))
PARTIAL = Calendar((TOUSSAINT,))
days = st.dates(D(2026, 1, 1), D(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (D(2026, 10, 16), Day.CLASS),
        (D(2026, 10, 17), Day.HOLIDAY),
        (D(2026, 11, 1), Day.HOLIDAY),
        (D(2026, 11, 2), Day.CLASS),
        (D(2027, 9, 1), Day.UNKNOWN),
        (D(2026, 8, 31), Day.UNKNOWN),
    ],
)
def test_a_day_is_holiday_class_or_unknown(day, state):
    assert KNOWN.on(day) is state


def test_an_incomplete_calendar_knows_its_holidays_and_nothing_else():
    assert PARTIAL.on(D(2026, 10, 20)) is Day.HOLIDAY
    assert PARTIAL.on(D(2026, 11, 20)) is Day.UNKNOWN
    assert PARTIAL.has_class(D(2026, 11, 20)) is None
    assert PARTIAL.has_class(D(2026, 11, 21)) is False, "a Saturday needs no calendar"


@given(days)
def test_an_empty_calendar_never_says_there_is_class(day):
    assert Calendar().on(day) is Day.UNKNOWN
    assert Calendar().has_class(day) is not True
    assert Calendar().next_school_day(day) is None


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (D(2026, 9, 2), D(2026, 9, 2)),
        (D(2026, 9, 5), D(2026, 9, 7)),
        (D(2026, 10, 17), D(2026, 11, 2)),
        (D(2026, 11, 11), D(2026, 11, 12)),
        (D(2027, 3, 29), D(2027, 3, 30)),
        (D(2027, 7, 3), None),
    ],
)
def test_the_next_school_day_skips_week_ends_holidays_and_days_off(day, following):
    assert KNOWN.next_school_day(day) == following


@given(days)
def test_the_next_school_day_has_class_and_is_not_before(day):
    found = KNOWN.next_school_day(day)
    if found is not None:
        assert found >= day
        assert KNOWN.has_class(found) is True
        between = (day + dt.timedelta(days=n) for n in range((found - day).days))
        assert not any(KNOWN.has_class(other) for other in between)


@pytest.mark.parametrize(
    ("start", "end", "weeks"),
    [
        (D(2026, 9, 1), D(2026, 10, 17), 7),
        (D(2026, 10, 17), D(2026, 11, 2), 0),
        (D(2026, 10, 16), D(2026, 11, 3), 2),
        (D(2026, 9, 1), D(2026, 9, 1), 0),
        (D(2027, 6, 1), D(2027, 9, 2), None),
    ],
)
def test_weeks_of_class_are_counted_between_two_days(start, end, weeks):
    assert KNOWN.weeks_of_class(start, end) == weeks


@given(days, days, days)
def test_weeks_of_class_add_up_but_for_the_week_that_is_cut(first, second, third):
    start, middle, end = sorted((first, second, third))
    parts = KNOWN.weeks_of_class(start, middle), KNOWN.weeks_of_class(middle, end)
    whole = KNOWN.weeks_of_class(start, end)
    if whole is not None:
        assert None not in parts
        assert 0 <= sum(parts) - whole <= 1


def test_own_dates_replace_those_of_the_zone_holiday_by_holiday():
    merged = merge(ZONE_A, [OWN_SPRING])
    assert OWN_SPRING in merged
    assert SPRING not in merged
    assert set(merged) - {OWN_SPRING} == {TOUSSAINT, NOEL, SUMMER}


def test_own_dates_of_another_name_or_year_are_added():
    carnival = Period(D(2027, 2, 6), D(2027, 2, 11), "Vacances de Carnaval", 2026, is_own=True)
    next_spring = Period(D(2028, 4, 15), D(2028, 5, 1), "Vacances de printemps", 2027, is_own=True)
    assert set(merge(ZONE_A, [carnival, next_spring])) == {*ZONE_A, carnival, next_spring}


@given(st.permutations(ZONE_A), st.permutations(ZONE_A))
def test_the_order_of_the_files_changes_nothing(one, other):
    assert merge(one, [OWN_SPRING]) == merge(other, [OWN_SPRING])


def test_an_event_across_a_holiday_meets_it_and_one_beside_does_not():
    assert KNOWN.overlap(D(2026, 10, 16), D(2026, 10, 18)).periods == (TOUSSAINT,)
    beside = KNOWN.overlap(D(2026, 11, 2), D(2026, 11, 7))
    assert beside.periods == ()
    assert beside.is_certain


def test_a_warning_names_the_academies_on_holiday_and_those_nobody_knows():
    calendars = {"07": KNOWN, "27": Calendar(), "01": Calendar((NOEL,), frozenset({2026}))}
    found = overlaps(calendars, D(2027, 4, 12), D(2027, 4, 17))
    assert set(found) == {"07", "27"}
    assert found["07"].periods == (SPRING,)
    assert not found["27"].is_certain


@given(days)
def test_a_day_of_a_known_year_is_never_unknown(day):
    assert (KNOWN.on(day) is Day.UNKNOWN) == (SchoolYear.of(day) != SchoolYear(2026) and KNOWN.holiday_on(day) is None)
