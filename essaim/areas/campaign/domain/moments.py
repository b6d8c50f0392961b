"""Where the year of an edition stands, for the public: what one may do today, and which date comes next.

Rule: registrations are open as long as the coordination opened them and their last day is not over; the week begins
and ends on its own dates, whatever registrations do. Our rule (issue 4): no published text of the two networks gives
another.
"""

import datetime as dt

from essaim.areas.campaign.enums import Moment


def moment_of(
    *, is_open: bool, is_announced: bool = False, starts_on: dt.date, ends_on: dt.date, today: dt.date
) -> Moment:
    """The moment of an edition on this day."""
    if today > ends_on:
        return Moment.OVER
    if is_open:
        return Moment.OPEN
    if is_announced and today < starts_on:
        return Moment.ANNOUNCED
    return Moment.UNDER_WAY if today >= starts_on else Moment.CLOSED
