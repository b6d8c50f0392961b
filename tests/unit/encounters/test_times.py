"""Half-days and hours, on the clock of the place."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.commons.encounters.domain import times
from essaim.commons.encounters.domain.times import HalfDay, When
from essaim.commons.encounters.enums import Half
from essaim.foundation.kernel.errors import Refused

PARIS, REUNION, TAHITI = (ZoneInfo(name) for name in ("Europe/Paris", "Indian/Reunion", "Pacific/Tahiti"))


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(list(Half)))
def test_a_half_day_written_is_read_back(day, half):
    assert HalfDay.parse(str(HalfDay(day, half))) == HalfDay(day, half)


@pytest.mark.parametrize("text", ["", "2027-03-22", "2027-02-30-am", "2027-03-22-soir", "22/03/2027-am"])
def test_what_is_no_half_day_is_refused_with_an_example(text):
    with pytest.raises(Refused, match="2027-03-22-am"):
        HalfDay.parse(text)


def test_a_half_day_reads_in_french():
    assert HalfDay.parse("2027-03-22-pm").words == "lundi 22 mars 2027, l'après-midi"


def test_a_half_day_has_the_hours_of_its_place():
    begins, ends = HalfDay.parse("2027-03-22-am").hours("Indian/Reunion")
    assert begins.astimezone(dt.UTC) == dt.datetime(2027, 3, 22, 4, 30, tzinfo=dt.UTC)
    assert ends - begins == dt.timedelta(hours=3, minutes=30)


def test_a_moment_is_a_half_day_or_two_hours():
    ten = dt.datetime(2027, 3, 22, 10, tzinfo=PARIS)
    assert When.of("2027-03-22-am", None, None).day("Europe/Paris") == dt.date(2027, 3, 22)
    assert When.of("", ten, ten + dt.timedelta(hours=1)).slot == ""
    with pytest.raises(Refused, match="Il manque une heure"):
        When.of("", ten, None)
    with pytest.raises(Refused, match="inversez"):
        When.of("", ten, ten)
    with pytest.raises(ValueError, match="time zone"):
        When.of("", dt.datetime(2027, 3, 22, 10), dt.datetime(2027, 3, 22, 11))  # noqa: DTZ001 (the fault under test)


def test_the_day_is_that_of_the_place():
    evening = dt.datetime(2027, 3, 22, 15, tzinfo=TAHITI)
    when = When.of("", evening, evening + dt.timedelta(hours=1))
    assert when.day("Pacific/Tahiti") == dt.date(2027, 3, 22)
    assert when.day("Europe/Paris") == dt.date(2027, 3, 23)


def test_hours_elsewhere_say_how_far_they_are_from_paris():
    begins = dt.datetime(2027, 3, 22, 10, tzinfo=REUNION)
    told = times.words("", begins, begins + dt.timedelta(minutes=90), "Indian/Reunion")
    assert told.replace("\u00a0", " ") == (
        "lundi 22 mars 2027, de 10 h à 11 h 30, heure locale (3 h de plus qu’à Paris)"
    )


def test_hours_in_paris_need_no_zone():
    begins = dt.datetime(2027, 3, 22, 10, tzinfo=PARIS)
    assert "heure locale" not in times.words("", begins, begins + dt.timedelta(hours=1), "Europe/Paris")
    several = times.words("", begins, begins + dt.timedelta(days=1), "Europe/Paris").replace("\u00a0", " ")
    assert several == "du lundi 22 mars 2027, 10 h, au mardi 23 mars 2027, 10 h"
    assert times.words("2027-03-22-am", None, None, "Europe/Paris") == "lundi 22 mars 2027, le matin"
    assert times.words("", None, None, "Europe/Paris") == ""
