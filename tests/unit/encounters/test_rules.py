"""Lifecycles, reports, programmes and places."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.commons.encounters.domain import lifecycle, programme, seats
from essaim.commons.encounters.domain.advice import BRING
from essaim.commons.encounters.domain.programme import Moment
from essaim.commons.encounters.domain.report import MAX_PUPILS, Report
from essaim.commons.encounters.enums import EncounterKind, EncounterState, EventState, Side
from essaim.foundation.kernel.errors import Refused

TODAY = dt.date(2027, 3, 24)


def test_every_state_says_where_it_leads():
    assert set(lifecycle.MOVES) == set(EncounterState)
    assert set(lifecycle.EVENT_MOVES) == set(EventState)


@pytest.mark.parametrize("state", list(EncounterState))
def test_nothing_leaves_a_cancelled_encounter_and_nothing_returns_to_the_same(state):
    assert state not in lifecycle.MOVES[state]
    with pytest.raises(Refused, match="annulée"):
        lifecycle.advance(EncounterState.CANCELLED, state)


def test_a_held_encounter_is_only_cancelled():
    assert lifecycle.advance("held", EncounterState.CANCELLED) is EncounterState.CANCELLED
    with pytest.raises(Refused, match="tenue"):
        lifecycle.advance("held", EncounterState.HELD)


def test_an_event_is_held_once():
    assert lifecycle.advance_event("planned", EventState.HELD) is EventState.HELD
    with pytest.raises(Refused, match="tenu"):
        lifecycle.advance_event("held", EventState.CANCELLED)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"held_on": TODAY + dt.timedelta(days=1)}, "au plus tard aujourd'hui"),
        ({"held_on": dt.date(2020, 1, 1)}, "trois ans"),
        ({"pupils": -1}, "élèves"),
        ({"pupils": MAX_PUPILS + 1}, "élèves"),
        ({"adults": 1001}, "adultes"),
        ({"pupils": 0, "adults": 0}, "Personne"),
        ({"minutes": 4}, "minutes"),
        ({"minutes": 601}, "minutes"),
        ({"words": "a" * 1001}, "quelques mots"),
    ],
)
def test_a_report_that_cannot_be_says_what_to_write(change, said):
    given_report = {"held_on": TODAY, "pupils": 24, "adults": 2, "minutes": 55} | change
    with pytest.raises(Refused, match=said):
        Report(**given_report).check(TODAY)


def test_a_plausible_report_passes():
    Report(TODAY, 0, 12, 5).check(TODAY)
    Report(TODAY, MAX_PUPILS, 0, 600, "Bien.").check(TODAY)


def test_a_programme_is_one_moment_a_line_in_the_order_of_the_day():
    read = programme.parse("10h30 Table ronde | avec la rectrice\n\n 9 h  Accueil\n14:05 - Ateliers\n")
    assert read == (
        Moment(dt.time(9), "Accueil"),
        Moment(dt.time(10, 30), "Table ronde", "avec la rectrice"),
        Moment(dt.time(14, 5), "Ateliers"),
    )


@pytest.mark.parametrize("line", ["Accueil", "25 h Accueil", "10 h 75 Accueil", "10 h", f"10 h {'a' * 151}"])
def test_a_line_that_is_no_moment_is_named(line):
    with pytest.raises(Refused, match=r"Ligne 2"):
        programme.parse(f"9 h Accueil\n{line}")


def test_a_programme_is_bounded():
    with pytest.raises(Refused, match="40 moments"):
        programme.parse("\n".join(f"9 h {n}a" for n in range(41)))


titles = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=30).map(lambda text: f"A{text}")


@given(st.lists(st.builds(Moment, st.times().map(lambda t: t.replace(second=0, microsecond=0)), titles), max_size=10))
def test_a_programme_written_is_read_back(moments):
    assert programme.parse(programme.written(moments)) == tuple(sorted(moments))


@given(st.integers(1, 30), st.sets(st.integers(1, 30)))
def test_the_lowest_free_place_is_given(capacity, taken):
    seat = seats.lowest_free(capacity, taken)
    free = set(range(1, capacity + 1)) - taken
    assert seat == (min(free) if free else None)


def test_every_kind_says_what_to_prepare():
    assert set(BRING) == set(EncounterKind)
    assert all(set(sides) == set(Side) and sides[Side.TEAM] for sides in BRING.values())
