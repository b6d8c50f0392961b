"""Reminders: once each, never after an answer, on or after the day, or on a closed day; silence ends in time."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.areas.campaign.domain import rhythm
from essaim.areas.campaign.domain.rhythm import Plan
from essaim.areas.campaign.enums import Rhythm

MONDAY = dt.date(2027, 2, 1)
DAY = dt.timedelta(days=1)


def never(day: dt.date) -> bool:
    return False


days = st.dates(dt.date(2026, 9, 1), dt.date(2027, 6, 30))
gaps = st.integers(0, 120)


@st.composite
def closings(draw):
    """Two holidays of up to three weeks, and a few single days."""
    blocks = draw(st.lists(st.tuples(days, st.integers(1, 21)), max_size=2))
    closed = {first + n * DAY for first, length in blocks for n in range(length)} | draw(st.sets(days, max_size=8))
    return lambda day: day in closed


@st.composite
def lives(draw):
    """A proposal, its closed days, and the day it is answered, if ever."""
    asked = draw(days)
    return asked, asked + draw(gaps) * DAY, draw(closings()), draw(st.none() | st.integers(0, 130))


def sent_over(asked, meeting, off, answered):
    """Every reminder that leaves when a worker looks each day, several times a day."""
    plan, sent = rhythm.of_proposal(asked, meeting, off), []
    for n in range(131):
        today = asked + n * DAY
        for _ in range(2):
            is_answered = answered is not None and n >= answered
            rank = rhythm.due(plan, today, {rank for rank, _ in sent}, off, is_answered=is_answered)
            if rank is not None:
                sent.append((rank, today))
    return plan, sent


@given(lives())
def test_a_reminder_leaves_once_before_an_answer_before_the_day_and_on_an_open_day(life):
    asked, meeting, off, answered = life
    plan, sent = sent_over(*life)
    ranks = [rank for rank, _ in sent]
    assert ranks == sorted(set(ranks))
    assert len({day for _, day in sent}) == len(sent)
    for _, day in sent:
        assert asked < day < meeting
        assert day.weekday() < 5
        assert not off(day)
        assert answered is None or day < asked + answered * DAY
    if answered is None:
        assert [day for _, day in sent] == list(plan.reminders)


@given(lives())
def test_silence_ends_after_the_last_reminder_and_before_the_day_when_a_day_is_left(life):
    asked, meeting, off, _ = life
    plan = rhythm.of_proposal(asked, meeting, off)
    last = plan.reminders[-1] if plan.reminders else None
    lapse = rhythm.lapses_on(asked, meeting, last, off)
    since = last or asked
    left = [since + n * DAY for n in range(1, (meeting - since).days)]
    is_left = any(not rhythm.is_closed(day, off) for day in left)
    if is_left:
        assert since < lapse < meeting
        assert not rhythm.is_closed(lapse, off)
    else:
        assert lapse == max(meeting, since)
    every = set(range(1, len(plan.reminders) + 1))
    if lapse <= meeting:
        assert not rhythm.has_lapsed(plan, lapse - DAY, every, lapse)
        assert rhythm.has_lapsed(plan, lapse, every, lapse)


@given(lives(), st.integers(1, 30))
def test_the_delay_of_the_edition_is_kept_unless_the_day_is_too_near(life, grace):
    asked, meeting, off, _ = life
    lapse = rhythm.lapses_on(asked, meeting, None, off, grace)
    wanted = rhythm.open_day(asked + grace * DAY, off)
    if wanted is not None and wanted < meeting:
        assert lapse == wanted
    else:
        assert lapse <= max(meeting, asked)


@given(lives(), st.integers(1, 40))
def test_after_days_without_a_worker_one_reminder_leaves_not_two(life, stopped):
    asked, meeting, off, _ = life
    plan = rhythm.of_proposal(asked, meeting, off)
    today = asked + stopped * DAY
    rank = rhythm.due(plan, today, set(), off)
    if rank is not None:
        assert rhythm.due(plan, today, {rank}, off) is None
        assert rank == sum(day <= today for day in plan.reminders)


def test_silence_waits_for_the_last_reminder_when_the_worker_was_stopped():
    meeting = MONDAY + 40 * DAY
    plan = rhythm.of_proposal(MONDAY, meeting, never)
    late = MONDAY + 30 * DAY
    assert not rhythm.has_lapsed(plan, late, set(), MONDAY + 12 * DAY)
    assert rhythm.due(plan, late, set(), never) == 2


@pytest.mark.parametrize(
    ("ahead", "reminders", "lapse"),
    [
        (49, (4, 8), 14),  # the twelfth day is a Saturday: the Monday after
        (14, (2, 7), 10),  # the fifth day is a Saturday
        (7, (1, 3), 4),
        (4, (1,), 2),
        (1, (), 1),
    ],
)
def test_the_nearer_the_meeting_the_shorter_the_rhythm(ahead, reminders, lapse):
    meeting = MONDAY + ahead * DAY
    plan = rhythm.of_proposal(MONDAY, meeting, never)
    assert plan == Plan(tuple(MONDAY + n * DAY for n in reminders), meeting)
    last = plan.reminders[-1] if plan.reminders else None
    expected = meeting if lapse == ahead else MONDAY + lapse * DAY
    assert rhythm.lapses_on(MONDAY, meeting, last, never) == expected


def test_a_report_is_asked_for_three_and_ten_days_after():
    assert rhythm.of_series(MONDAY, rhythm.REPORT, never).reminders == (MONDAY + 3 * DAY, MONDAY + 10 * DAY)


@given(days, closings(), st.sampled_from(Rhythm))
def test_a_digest_leaves_once_a_day_or_once_a_week_on_an_open_day(monday, off, chosen):
    monday -= monday.weekday() * DAY
    last, left = None, []
    for n in range(7):
        for _ in range(3):
            if rhythm.digest_is_due(chosen, last, monday + n * DAY, off):
                last = monday + n * DAY
                left.append(last)
    open_days = [monday + n * DAY for n in range(5) if not off(monday + n * DAY)]
    expected = {Rhythm.DAILY: open_days, Rhythm.WEEKLY: open_days[:1]}
    assert left == expected.get(chosen, [])
