"""Every letter of the handshake, as text and as a page, word for word."""

import re

import pytest

from essaim.areas.campaign import match_letters
from essaim.areas.campaign.enums import Party
from essaim.areas.campaign.services import handshake
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import LinkActor
from essaim.foundation.outbox.models import Letter

TOKEN = re.compile(r"(/semaine/(?:reponse|places)|/rencontres/[a-z]+|/mises-en-relation)/[^/\"\s]+/")
REFERENCE = re.compile(r"[ea][0-9a-z]{7}@exemple\.fr")


def plain(letter: Letter) -> str:
    """The letter without what changes from one run to the next."""
    whole = f"{letter.subject}\n\n{letter.text}\n=====\n{letter.html.split('</style>')[1]}"
    return REFERENCE.sub("adresse@exemple.fr", TOKEN.sub(r"\1/JETON/", whole))


@pytest.mark.parametrize("party", [Party.TEAM, Party.ACTOR])
@pytest.mark.parametrize("name", ["proposed", "other_date", "fresh_link", "declined", "withdrawn"])
def test_a_letter_before_the_second_yes(world, snapshot, clock, name, party):
    match = world.match
    match.former_slot, match.reason = "2027-03-23-pm", "Plus assez de temps cette année"
    getattr(match_letters, name)(match, party)
    assert plain(Letter.objects.latest("pk")) == snapshot


def test_the_letters_of_a_confirmation(world, snapshot, clock):
    match = world.match
    for party in (Party.TEAM, Party.ACTOR):
        match = handshake.accept(by=LinkActor(trail.urn(match)), match=match, party=party, slot=match.slot)
    assert [plain(letter) for letter in Letter.objects.filter(purpose="match_confirmed").order_by("pk")] == snapshot
    match.encounter.ended_reason = match.reason = "Grippe."
    for name in ("match_called_off", "match_moved", "match_postponed"):
        match_letters.to_network(match, name)
        assert plain(Letter.objects.latest("pk")) == snapshot(name=name)
