import datetime as dt

import pytest
from django.core import signing

from essaim.foundation.accounts import links
from essaim.foundation.kernel.actor import Role
from essaim.foundation.kernel.errors import Refused

PURPOSE = "directory.attestation"
SCHOOL = "directory.school:12"


def test_a_link_gives_back_what_was_signed(clock):
    token = links.sign(PURPOSE, SCHOOL, year=2026, kind="head")
    link = links.read(token, PURPOSE)
    assert (link.purpose, link.urn, link.ids) == (PURPOSE, SCHOOL, {"year": 2026, "kind": "head"})
    assert link.expires_at == clock + links.DEFAULT_LIFE


def test_its_holder_acts_through_the_link_and_has_no_role():
    actor = links.read(links.sign(PURPOSE, SCHOOL), PURPOSE).actor
    assert actor.actor_ref == f"link:{SCHOOL}"
    assert not actor.holds(*Role)


def test_a_link_is_refused_when_its_time_is_over(time_machine):
    time_machine.move_to("2027-01-12 09:00 +0000", tick=False)
    token = links.sign(PURPOSE, SCHOOL, expires=dt.timedelta(hours=1))
    time_machine.move_to("2027-01-12 09:59:59 +0000", tick=False)
    assert links.read(token, PURPOSE)
    time_machine.move_to("2027-01-12 10:00 +0000", tick=False)
    with pytest.raises(Refused, match="expiré"):
        links.read(token, PURPOSE)


def test_a_link_opens_nothing_but_its_purpose():
    token = links.sign(PURPOSE, SCHOOL)
    with pytest.raises(Refused, match="pas valable"):
        links.read(token, "campaign.withdrawal")


def test_a_changed_link_is_refused():
    token = links.sign(PURPOSE, SCHOOL)
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(Refused):
            links.read(token[:place] + other + token[place + 1 :], PURPOSE)


FOREIGN = signing.dumps({"p": PURPOSE}, salt="another use")


@pytest.mark.parametrize("token", ["", "perdu", "a:b:c", FOREIGN], ids=["empty", "lost", "not ours", "another use"])
def test_what_was_not_signed_here_is_refused(token):
    with pytest.raises(Refused):
        links.read(token, PURPOSE)


def test_a_link_signed_with_a_retired_key_still_opens(settings):
    settings.SECRET_KEY = "old key"
    token = links.sign(PURPOSE, SCHOOL)
    settings.SECRET_KEY = "new key"
    with pytest.raises(Refused):
        links.read(token, PURPOSE)
    settings.SECRET_KEY_FALLBACKS = ["old key"]
    assert links.read(token, PURPOSE).urn == SCHOOL
