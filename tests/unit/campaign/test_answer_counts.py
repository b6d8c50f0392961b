"""Who answers and how fast: counted by question, and not told when the count is small."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.areas.campaign.domain.answer_counts import Answers, Question, told

NOON = dt.datetime(2027, 1, 11, 12, tzinfo=dt.UTC)


def asked(hours):
    """One question for each: answered after so many hours, or never."""
    return Answers.of(Question(NOON, None if h is None else NOON + dt.timedelta(hours=h)) for h in hours)


@given(st.lists(st.none() | st.integers(0, 500)))
def test_under_five_questions_neither_share_nor_delay_is_told(hours):
    found = asked(hours)
    assert (found.percent is None) is (len(hours) < 5)
    if len(hours) < 5:
        assert (found.share_told, found.delay_told) == ("non publié", "non publié")
        assert found.asked_told == ("moins de 5" if hours else "aucune")
    elif found.percent is not None:
        assert 0 <= found.percent <= 100


@pytest.mark.parametrize(
    ("hours", "share", "delay"),
    [
        ([1, 2, 3, 4, 30, None, None, None], "63\u00a0%", "3 heures"),
        ([60, 72, 72, 80, 90], "100\u00a0%", "3 jours"),
        ([10, None, None, None, None, None], "17\u00a0%", "non publié"),
        ([0, 0, 0, 0, 0], "100\u00a0%", "1 heure"),
    ],
)
def test_the_share_and_the_median_delay_are_told_as_people_say_them(hours, share, delay):
    found = asked(hours)
    assert found.share_told == share
    assert found.delay_told.replace("\u00a0", " ").replace("\u202f", " ") == delay


def test_an_answer_noted_before_its_question_takes_no_time():
    assert asked([-3, -3, -3, -3, -3]).median_hours == 0


@pytest.mark.parametrize(("count", "words"), [(0, "0"), (4, "moins de 5"), (5, "5")])
def test_a_small_count_is_not_told(count, words):
    assert told(count) == words
