"""Who answers for a school or an actor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.commons.directory.domain.routing import ACTOR_LADDER, LADDER, Area, Post, posts_over, route
from essaim.commons.directory.enums import Degree
from essaim.foundation.kernel.actor import Role

BEAUNE = Area("21", "07", "27")
OCCE, CORRESPONDENT, CRESS = Post(Role.OCCE, "21"), Post(Role.CORRESPONDENT, "07"), Post(Role.CRESS, "27")
NATIONAL = Post(Role.NATIONAL)
areas = st.builds(Area, *[st.sampled_from(["", "07", "27"])] * 3)


def test_the_first_degree_goes_to_occe_and_the_second_to_the_correspondent():
    held = {OCCE, CORRESPONDENT, CRESS, NATIONAL}
    assert route(BEAUNE, held, LADDER[Degree.FIRST]).post == OCCE
    assert route(BEAUNE, held, LADDER[Degree.SECOND]).post == CORRESPONDENT
    assert route(BEAUNE, held, ACTOR_LADDER).post == CRESS


def test_a_vacant_seat_sends_the_request_one_level_up_and_says_so():
    found = route(BEAUNE, {CRESS, NATIONAL}, LADDER[Degree.SECOND])
    assert (found.post, found.vacant, found.has_climbed) == (CRESS, (CORRESPONDENT,), True)


def test_a_level_the_territory_does_not_have_is_not_vacant():
    noumea = Area("988", "40", "")
    found = route(noumea, {NATIONAL}, LADDER[Degree.SECOND])
    assert (found.post, found.vacant) == (NATIONAL, (Post(Role.CORRESPONDENT, "40"),))


def test_a_seat_of_another_territory_never_answers():
    assert route(BEAUNE, {Post(Role.CORRESPONDENT, "03"), NATIONAL}, LADDER[Degree.SECOND]).post == NATIONAL


@given(areas, st.sets(st.sampled_from([OCCE, CORRESPONDENT, CRESS, NATIONAL])), st.sampled_from(list(Degree)))
def test_who_answers_is_held_and_covers_the_place_and_nobody_nearer_was_held(area, held, degree):
    found = route(area, held, LADDER[degree])
    assert found.post is None or (found.post in held and found.post in posts_over(area))
    assert not set(found.vacant) & held
    if NATIONAL in held:
        assert found.post is not None


@pytest.mark.parametrize("degree", list(Degree))
def test_every_ladder_ends_with_the_national_coordination(degree):
    assert LADDER[degree][-1] is Role.NATIONAL
