"""After a no or a silence: who is proposed something else, which place is free, and who comes first on the list."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.areas.campaign.domain import rerouting
from essaim.areas.campaign.domain.rerouting import Ending
from essaim.areas.campaign.enums import MatchState, Motive, Party, Reply

S, P, M, R = MatchState, Party, Motive, Reply


@pytest.mark.parametrize(
    ("ending", "wants_another", "frees"),
    [
        (Ending(S.DECLINED, P.ACTOR, M.ABSENCE, R.PENDING, R.NO), True, False),
        (Ending(S.DECLINED, P.TEAM, M.DISTANCE, R.NO, R.PENDING), True, True),
        (Ending(S.DECLINED, P.TEAM, M.TIME, R.NO, R.YES), False, True),
        (Ending(S.LAPSED, P.NETWORK, M.SILENCE, R.YES, R.PENDING), True, False),
        (Ending(S.LAPSED, P.NETWORK, M.SILENCE, R.PENDING, R.YES), False, True),
        (Ending(S.LAPSED, P.NETWORK, M.SILENCE, R.PENDING, R.PENDING), False, False),
        (Ending(S.CANCELLED, P.EITHER, M.OTHER, R.YES, R.YES), False, False),
        (Ending(S.CANCELLED, P.ACTOR, M.OTHER, R.YES, R.YES), True, False),
        (Ending(S.CANCELLED, P.NETWORK, M.OTHER, R.PENDING, R.PENDING), False, False),
    ],
)
def test_what_follows_an_ending(ending, wants_another, frees):
    assert ending.team_wants_another is wants_another
    assert ending.frees_a_place is frees


@dataclass(frozen=True)
class One:
    weight: int
    submitted_at: dt.datetime | None
    reference: str


moments = st.datetimes(timezones=st.just(dt.UTC))
ones = st.builds(One, st.integers(1, 3), st.none() | moments, st.text("ABC", min_size=3, max_size=3))


@given(st.lists(ones, unique_by=lambda one: one.reference), st.randoms())
def test_the_order_of_the_list_is_the_same_however_it_is_read(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    ordered = rerouting.in_order(mixed)
    assert ordered == rerouting.in_order(rows)
    for first, second in pairwise(ordered):
        assert first.weight >= second.weight
        if first.weight == second.weight and first.submitted_at and second.submitted_at:
            assert first.submitted_at <= second.submitted_at
