"""How long a letter waits between two attempts."""

import datetime as dt
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.outbox.worker import FIRST_DELAY, LONGEST_DELAY, MAX_ATTEMPTS, delay_after


def test_the_first_failure_waits_half_a_minute():
    assert delay_after(1) == dt.timedelta(seconds=30)


def test_a_server_down_for_the_night_does_not_lose_a_letter():
    waits = [delay_after(n) for n in range(1, MAX_ATTEMPTS)]
    assert list(accumulate(waits))[-1] > dt.timedelta(hours=14)


@given(st.integers(1, 200))
def test_delays_never_shrink_nor_pass_six_hours(attempts):
    assert FIRST_DELAY <= delay_after(attempts) <= delay_after(attempts + 1) <= LONGEST_DELAY
