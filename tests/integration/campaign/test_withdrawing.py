"""A team or an actor takes back a registration that has a meeting: the other side knows, the place is free."""

import pytest
from django.test import Client

from essaim.areas.campaign import keys, match_links
from essaim.areas.campaign.enums import MatchState, Party, RegistrationState
from essaim.areas.campaign.models import Match
from essaim.areas.campaign.services import handshake
from essaim.areas.campaign.services import registrations as services
from essaim.commons.encounters.enums import EncounterState
from essaim.foundation.accounts import links
from essaim.foundation.audit import trail
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import LinkActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox.models import Letter
from tests.factories.campaign_matching import accepted_offer
from tests.world import Persona

SIDES = (Party.TEAM, Party.ACTOR)


def author_of(registration) -> LinkActor:
    """Whoever holds the key of its letter."""
    return links.read(keys.make(registration), keys.PURPOSE).actor


@pytest.fixture
def confirmed(world):
    by, match = LinkActor(ref=trail.urn(world.match)), world.match
    for party in SIDES:
        match = handshake.accept(by=by, match=match, party=party, slot=match.slot)
    Letter.objects.all().delete()
    return match


def sent() -> set[tuple[str, str]]:
    return set(Letter.objects.values_list("purpose", "to"))


def test_a_team_takes_back_its_request_while_a_proposal_waits(world):
    request, offer = world.matched_request, world.matched_offer
    services.withdraw(by=author_of(request), registration=request, words="La classe est en sortie.")
    world.match.refresh_from_db()
    assert (world.match.state, world.match.ended_by) == (MatchState.DECLINED, Party.TEAM)
    assert world.match.reason == "La classe est en sortie."
    assert ("match_declined", offer.contact_email) in sent()
    assert request.state == RegistrationState.WITHDRAWN
    assert not Match.objects.active().filter(request=request).exists()


def test_an_actor_takes_back_its_offer_after_the_second_yes(world, confirmed):
    request, offer = world.matched_request, world.matched_offer
    other = accepted_offer(world, "Jardins du Meursault", title="Un jardin")
    services.withdraw(by=author_of(offer), registration=offer, words="L'atelier a brûlé.")
    confirmed.refresh_from_db()
    confirmed.encounter.refresh_from_db()
    assert (confirmed.state, confirmed.ended_by) == (MatchState.CANCELLED, Party.ACTOR)
    assert confirmed.encounter.state == EncounterState.CANCELLED
    told = Letter.objects.filter(to=request.contact_email)
    assert any("L'atelier a brûlé." in letter.text for letter in told)
    again = Match.objects.active().filter(request=request)
    assert [match.offer_id for match in again] in ([other.pk], [])
    assert not Match.objects.active().filter(offer=offer).exists()


def test_the_network_takes_it_back_for_somebody_on_the_telephone(world, confirmed):
    services.withdraw(by=world.users[Persona.CORRESPONDENT], registration=world.matched_request)
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.ended_by) == (MatchState.CANCELLED, Party.NETWORK)
    told = set(Entry.objects.values_list("action", flat=True))
    assert {"campaign.registration.withdrawn", "campaign.match.cancelled", "encounters.encounter.cancelled"} <= told


def test_a_stranger_takes_nothing_back(world, confirmed):
    for by in (world.users[Persona.INSTITUTION], author_of(world.class_request), LinkActor(ref="campaign.match:0")):
        with pytest.raises(Forbidden):
            services.withdraw(by=by, registration=world.matched_request)
    confirmed.refresh_from_db()
    assert confirmed.state == MatchState.CONFIRMED


def test_what_was_held_stays(world, confirmed):
    Match.objects.filter(pk=confirmed.pk).update(state=MatchState.HELD)
    with pytest.raises(Refused, match="a déjà eu lieu"):
        services.withdraw(by=author_of(world.matched_offer), registration=world.matched_offer)
    world.matched_offer.refresh_from_db()
    assert world.matched_offer.state == RegistrationState.ACCEPTED


def test_the_page_says_what_it_cancels_then_does_it_once(world):
    client, offer = Client(), world.matched_offer
    client.get(keys.path(offer))
    address = f"/semaine/inscription/{offer.reference}/retirer/"
    page = client.get(address).content.decode()
    assert "Ce retrait annule aussi 1\u00a0rencontre" in page
    assert world.matched_request.who in page
    client.post(address, {"words": "Fermeture annuelle."})
    before = Letter.objects.count()
    client.post(address, {"words": "Fermeture annuelle."})
    assert Letter.objects.count() == before
    shown = client.get(match_links.path(world.match, Party.TEAM)).content.decode()
    assert "Fermeture annuelle." in shown
