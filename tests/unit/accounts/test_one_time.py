import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.accounts.domain.one_time import SENTENCES, digest, new_secret, state
from essaim.foundation.accounts.enums import LinkState

NOW = dt.datetime(2027, 1, 12, 9, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def test_a_link_is_ready_until_its_time_is_over():
    assert state(used_at=None, expires_at=NOW + MINUTE, now=NOW) is LinkState.READY
    assert state(used_at=None, expires_at=NOW, now=NOW) is LinkState.EXPIRED


def test_a_link_that_served_says_so_even_when_its_time_is_over():
    assert state(used_at=NOW - MINUTE, expires_at=NOW - MINUTE, now=NOW) is LinkState.USED


def test_every_closed_state_has_its_sentence():
    assert set(SENTENCES) == set(LinkState) - {LinkState.READY}


@given(st.text(max_size=50))
def test_a_digest_never_shows_its_secret(secret):
    assert len(digest(secret)) == 64
    assert digest(secret) == digest(secret)


def test_secrets_are_long_and_never_the_same():
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert min(map(len, secrets)) >= 43
