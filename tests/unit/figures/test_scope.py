import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear


@pytest.mark.parametrize(
    ("text", "scope"),
    [("france", FRANCE), ("region:11", Scope("region", "11")), (" academie:24 ", Scope("academie", "24"))],
)
def test_a_scope_is_read_and_written(text, scope):
    assert Scope.parse(text) == scope
    assert str(scope) == text.strip()


@pytest.mark.parametrize("text", ["", "france:11", "region", "region:", "Région:11", "region:11:12", "region: 11"])
def test_what_is_not_a_scope_is_refused(text):
    with pytest.raises(Refused, match="écrivez france, region:11"):
        Scope.parse(text)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)))
def test_a_day_is_a_period_of_its_own(day):
    assert Period.day(day).last_day == day


def test_periods_are_told_in_words():
    assert Period.day(dt.date(2027, 1, 12)).words == "le 12 janvier 2027"
    assert Period.school_year(SchoolYear(2026)).words == "du 1er septembre 2026 au 31 août 2027"
    assert Period.year(2026).words == "du 1er janvier au 31 décembre 2026"


def test_a_period_upside_down_is_refused():
    with pytest.raises(Refused, match="inversez"):
        Period(dt.date(2027, 1, 2), dt.date(2027, 1, 2))
