"""When to remind somebody, and when silence is an answer: the rhythm of what waits, as dates.

Rule (ours; no text of the two networks gives one): two reminders, four then eight days after a proposal, closer
together when the meeting is near; then a delay, then the place goes to another class while there is still time. For the
rest: a registration not read again, a draft left, a report not written, each have two dates and no end.

Never: twice the same reminder, one after an answer, one on or after the day of the meeting, one on a Saturday, a
Sunday, a public holiday or a day the school is closed.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from essaim.areas.campaign.enums import Rhythm

ONE_DAY: Final = dt.timedelta(days=1)
SATURDAY: Final = 5
HORIZON: Final = 120
"""Days looked ahead for an open day: longer than any summer."""

Off = Callable[[dt.date], bool]
"""Whether a day is closed for those one would write to, weekends apart: public holidays, school holidays."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Days after the question for each reminder, then the days left after the last one."""

    after: tuple[int, ...]
    grace: int


FAR: Final = Steps((4, 8), 4)
NEAR: Final = Steps((2, 5), 3)
CLOSE: Final = Steps((1, 3), 1)
LAST: Final = Steps((1,), 1)
LADDER: Final = ((21, FAR), (10, NEAR), (5, CLOSE), (0, LAST))
"""From how many days before the meeting each rhythm applies."""

MODERATION: Final = (3, 7)
DRAFT: Final = (5, 15)
REPORT: Final = (3, 10)
"""Days after what one waits for: a registration sent, a draft touched, a meeting over."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The reminders of one question, in order; none is sent on or after ``before``."""

    reminders: tuple[dt.date, ...]
    before: dt.date | None = None


def steps(asked: dt.date, meeting: dt.date) -> Steps:
    """The rhythm that fits the time left."""
    left = (meeting - asked).days
    return next((found for least, found in LADDER if left >= least), LAST)


def of_proposal(asked: dt.date, meeting: dt.date, off: Off) -> Plan:
    """The reminders of a proposal, all before its day; none when it was made the day before."""
    return of_series(asked, steps(asked, meeting).after, off, before=meeting)


def of_series(since: dt.date, after: Sequence[int], off: Off, before: dt.date | None = None) -> Plan:
    """A reminder so many days after, moved to the next open day; each on a day of its own."""
    found: list[dt.date] = []
    for days in after:
        wanted = since + days * ONE_DAY
        day = open_day(max(wanted, found[-1] + ONE_DAY) if found else wanted, off)
        if day is not None and (before is None or day < before):
            found.append(day)
    return Plan(tuple(found), before)


def due(plan: Plan, today: dt.date, sent: Collection[int], off: Off, *, is_answered: bool = False) -> int | None:
    """The rank of the reminder to send today, or None. After days without a worker only the latest one leaves."""
    if is_answered or is_closed(today, off) or (plan.before is not None and today >= plan.before):
        return None
    rank = sum(day <= today for day in plan.reminders)
    return rank if rank > max(sent, default=0) else None


def lapses_on(
    asked: dt.date, meeting: dt.date, last_sent: dt.date | None, off: Off, grace: int | None = None
) -> dt.date:
    """The day silence frees the place: some days after the last reminder, and at least one open day before the meeting.

    ``grace`` is the delay of the edition, when the coordination chose one. When no open day is left before the meeting,
    the day of the meeting itself: nothing can be saved, the place is only given back.
    """
    since = last_sent or asked
    days = steps(asked, meeting).grace if grace is None else grace
    wanted = open_day(since + days * ONE_DAY, off)
    latest = _open_day_before(meeting, since, off)
    if latest is None:
        return max(meeting, since)
    return latest if wanted is None else min(wanted, latest)


def has_lapsed(plan: Plan, today: dt.date, sent: Collection[int], lapse: dt.date) -> bool:
    """Whether silence is an answer today: never before the last reminder has left, unless its time has passed."""
    if plan.before is not None and today >= plan.before:
        return True
    return today >= lapse and max(sent, default=0) >= len(plan.reminders)


def digest_is_due(rhythm: Rhythm, last: dt.date | None, today: dt.date, off: Off) -> bool:
    """Whether somebody's digest leaves today: each open day, or the first open day of the week; once a day at most."""
    if is_closed(today, off) or (last is not None and last >= today):
        return False
    if rhythm is Rhythm.WEEKLY:
        return today == open_day(today - today.weekday() * ONE_DAY, off)
    return rhythm is Rhythm.DAILY


def open_day(day: dt.date, off: Off) -> dt.date | None:
    """This day if it is open, else the next open one; None beyond the horizon."""
    ahead = (day + step * ONE_DAY for step in range(HORIZON))
    return next((candidate for candidate in ahead if not is_closed(candidate, off)), None)


def is_closed(day: dt.date, off: Off) -> bool:
    """Saturdays, Sundays, and the days of ``off``."""
    return day.weekday() >= SATURDAY or off(day)


def _open_day_before(meeting: dt.date, after: dt.date, off: Off) -> dt.date | None:
    """The last open day strictly between the two."""
    back = (meeting - step * ONE_DAY for step in range(1, (meeting - after).days))
    return next((candidate for candidate in back if not is_closed(candidate, off)), None)
