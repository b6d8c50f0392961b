"""Words, half-days, levels and lifecycles of registrations: pure rules."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.areas.campaign.domain import levels, lifecycle, slots, words
from essaim.areas.campaign.domain.slots import Slot
from essaim.areas.campaign.enums import Band, EditionState, Kind, RegistrationState
from essaim.areas.campaign.forms.registrations import FORMS
from essaim.commons.directory.enums import Degree, Level, SchoolKind
from essaim.foundation.kernel.errors import Refused

CODES = st.sets(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), max_size=20)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))
MONDAY, SATURDAY = dt.date(2027, 3, 22), dt.date(2027, 3, 27)


@given(CODES)
def test_a_list_of_codes_reads_as_it_was_written(codes):
    assert words.read(words.write(codes)) == sorted(codes)


@given(CODES)
def test_each_code_can_be_looked_for(codes):
    assert all(words.word(code) in words.write(codes) for code in codes)


@given(DAYS, st.integers(0, 30))
def test_half_days_are_working_ones_in_order_and_read_back(first, length):
    found = slots.half_days(first, first + dt.timedelta(days=length))
    assert found == sorted(set(found))
    assert all(slot.day.weekday() < 5 for slot in found)
    assert [Slot.parse(str(slot)) for slot in found] == found


def test_edition_eleven_has_ten_half_days_said_in_french():
    week = slots.half_days(MONDAY, SATURDAY)
    assert len(week) == 10
    assert week[0].label == "lundi 22 mars, matin"
    assert slots.summary([str(slot) for slot in week], week) == "toute la semaine"


def test_nobody_works_on_a_day_off():
    assert len(slots.half_days(MONDAY, SATURDAY, {MONDAY})) == 8


def test_wednesday_afternoon_is_not_usual_in_the_first_degree():
    week = slots.half_days(MONDAY, SATURDAY)
    assert len(slots.usual(week, Degree.FIRST)) == 9
    assert slots.usual(week, Degree.SECOND) == week


@pytest.mark.parametrize("code", ["", "2027-03-22", "2027-03-22-nuit", "2027-13-40-am", "22/03/2027-am"])
def test_what_is_not_a_half_day_is_refused(code):
    with pytest.raises(Refused, match="demi-journée"):
        Slot.parse(code)


@given(st.sets(st.sampled_from(Level), min_size=1, max_size=6), st.sampled_from(SchoolKind))
def test_every_class_has_a_band(chosen, kind):
    assert levels.bands(chosen, kind)


def test_ulis_follows_its_school():
    assert levels.bands([Level.ULIS], SchoolKind.ELEMENTAIRE) == {Band.ELEMENTAIRE}
    assert levels.bands([Level.ULIS], SchoolKind.COLLEGE) == {Band.COLLEGE}


@pytest.mark.parametrize("kind", list(SchoolKind))
def test_every_kind_of_school_has_levels_in_order(kind):
    shown = levels.taught(kind)
    assert shown
    assert list(shown) == sorted(set(shown), key=lambda level: level.rank)


def test_an_answer_can_be_taken_back_and_a_withdrawal_cannot():
    assert lifecycle.can_move(RegistrationState.ACCEPTED, RegistrationState.SUBMITTED)
    assert not lifecycle.REGISTRATION_MOVES[RegistrationState.WITHDRAWN]
    assert not lifecycle.can_move_edition(EditionState.ARCHIVED, EditionState.OPEN)
    assert set(lifecycle.REGISTRATION_MOVES) == set(RegistrationState)
    assert set(lifecycle.EDITION_MOVES) == set(EditionState)


@pytest.mark.parametrize("kind", list(Kind))
def test_each_screen_has_its_form_and_its_question(kind):
    from essaim.areas.campaign.domain.steps import STEPS

    assert [step.slug for step in STEPS[kind]] == list(FORMS[kind])
    assert all(form.question.endswith("?") for form in FORMS[kind].values())
