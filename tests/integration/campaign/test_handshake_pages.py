"""The pages of the handshake, as a browser without script uses them."""

import datetime as dt

import pytest
from django.urls import reverse

from essaim.areas.campaign import keys, match_links
from essaim.areas.campaign.enums import MatchState, Party, Reply
from essaim.areas.campaign.models import Match
from essaim.areas.campaign.selectors import matching as selectors
from essaim.areas.campaign.selectors import places
from essaim.commons.directory.enums import Level
from essaim.foundation.audit.models import Entry
from essaim.foundation.outbox.models import Letter
from tests.factories.campaign_matching import accepted_offer, accepted_request, make_match
from tests.world import Persona


@pytest.fixture
def address(world):
    return {party: match_links.path(world.match, party) for party in (Party.TEAM, Party.ACTOR)}


def read(response) -> str:
    return response.content.decode()


def test_a_link_opened_by_a_mail_filter_changes_nothing(world, client, address):
    before = (Letter.objects.count(), Entry.objects.count())
    for _ in range(3):
        assert client.get(address[Party.TEAM]).status_code == 200
        assert client.head(address[Party.ACTOR]).status_code == 200
    world.match.refresh_from_db()
    assert (world.match.team_reply, world.match.actor_reply) == (Reply.PENDING, Reply.PENDING)
    assert (Letter.objects.count(), Entry.objects.count()) == before


def test_the_page_of_a_proposal_shows_no_contact(world, client, address):
    for party in (Party.TEAM, Party.ACTOR):
        shown = read(client.get(address[party]))
        assert "Camille" not in shown
        assert "exemple.fr" not in shown
        assert "03 80" not in shown.replace("\u00a0", " ")


def test_both_sides_accept_by_their_links_and_see_each_other(world, client, address):
    for party in (Party.TEAM, Party.ACTOR):
        answer = {"geste": "accepter", "slot": world.match.slot}
        shown = read(client.post(address[party], answer, follow=True))
    assert "Votre rencontre est confirmée" in shown
    assert world.match.request.contact_email in shown
    assert "/rencontres/" in shown


def test_a_link_used_again_shows_how_things_stand_and_does_nothing_twice(world, client, address):
    answer = {"geste": "accepter", "slot": world.match.slot}
    client.post(address[Party.TEAM], answer)
    sent = Letter.objects.count()
    shown = read(client.post(address[Party.TEAM], answer, follow=True))
    assert "déjà notée" in shown
    assert "Vous avez accepté" in shown
    assert Letter.objects.count() == sent


def test_declining_asks_for_a_reason_and_keeps_what_was_typed(world, client, address):
    shown = read(client.post(address[Party.ACTOR], {"geste": "decliner", "words": "Trop de travail"}))
    assert "Choisissez une raison" in shown
    assert "Trop de travail" in shown
    client.post(address[Party.ACTOR], {"geste": "decliner", "motive": "time", "words": "Trop de travail"})
    world.match.refresh_from_db()
    assert (world.match.state, world.match.reason) == (MatchState.DECLINED, "Trop de travail")
    shown = read(client.get(address[Party.TEAM]))
    assert "liste d’attente" in shown
    assert "/semaine/places/" in shown


def test_another_date_is_proposed_then_accepted(world, client, address):
    other, label = selectors.free_slots(world.match)[0]
    client.post(address[Party.ACTOR], {"geste": "date", "slot": other})
    shown = read(client.get(address[Party.TEAM]))
    assert "Une autre date vous est proposée" in shown
    assert label in shown
    client.post(address[Party.TEAM], {"geste": "accepter", "slot": other})
    world.match.refresh_from_db()
    assert (world.match.state, world.match.slot) == (MatchState.CONFIRMED, other)


def test_an_expired_link_offers_a_fresh_one_to_the_same_address(world, client, address, time_machine):
    time_machine.move_to(dt.datetime.now(dt.UTC) + match_links.LIFE + dt.timedelta(days=1))
    response = client.get(address[Party.TEAM])
    assert response.status_code == 410
    assert "Ce lien a expiré" in read(response)
    assert "Recevoir un lien neuf" in read(response)
    client.post(f"{address[Party.TEAM]}lien/", {"email": "quelqu.un.dautre@exemple.fr"})
    letter = Letter.objects.get(purpose="match_link")
    assert letter.to == world.match.request.contact_email


def test_a_link_that_is_not_ours_is_refused(client, world):
    response = client.get(reverse("campaign:match-answer", args=["abc:def:ghi"]))
    assert response.status_code == 404
    assert "n’est pas valable" in read(response)


def test_the_second_team_gets_a_kind_page_and_stays_on_the_waiting_list(world, client):
    request, offer = world.class_request, accepted_offer(world, "Les Ruches", capacity=1)
    slot = next(place.slots[0] for place in places.open_places(request) if place.offer == offer)
    address = reverse("campaign:place-list", args=[keys.make(request)])
    assert "Les Ruches" in read(client.get(address))
    make_match(accepted_request(world, (Level.THIRD,)), offer, slot)
    response = client.post(address, {"offer": offer.reference, "slot": slot})
    assert response.status_code == 409
    assert "La dernière place vient d’être prise" in read(response)
    assert "liste d’attente" in read(response)


def test_a_team_takes_a_free_place_by_its_key(world, client):
    request, offer = world.class_request, accepted_offer(world, "Les Ruches")
    slot = next(place.slots[0] for place in places.open_places(request) if place.offer == offer)
    address = reverse("campaign:place-list", args=[keys.make(request)])
    shown = read(client.post(address, {"offer": offer.reference, "slot": slot}, follow=True))
    assert "La place est à vous" in shown
    assert Match.objects.active().get(request=request).team_reply == Reply.YES


def test_a_correspondent_notes_what_an_actor_says_on_the_telephone(world, client):
    client.force_login(world.users[Persona.CORRESPONDENT])
    address = reverse("campaign:match-detail", args=[world.match.pk])
    assert "Noter l’accord donné au téléphone" in read(client.get(address))
    client.post(address, {"geste": "accepter", "cote": "actor", "slot": world.match.slot})
    world.match.refresh_from_db()
    assert (world.match.actor_reply, world.match.actor_channel) == (Reply.YES, "telephone")


def test_the_board_leads_to_a_dry_run_then_proposes(world, client):
    client.force_login(world.users[Persona.CRESS])
    board = read(client.get(reverse("campaign:matching-board")))
    assert world.class_request.who in board
    run = reverse("campaign:matching-run")
    page = client.get(run)
    preview = page.context["preview"]
    assert preview.new
    response = client.post(run, {"perimetre": preview.scope, "empreinte": preview.digest}, follow=True)
    assert "vous pouvez tout reprendre" in read(response)
    assert Match.objects.active().filter(request=world.class_request).exists()


def test_the_page_of_a_registration_says_where_its_meeting_stands(world, client):
    client.force_login(world.users[Persona.TEAM])
    shown = read(client.get(reverse("campaign:registration-detail", args=[world.matched_request.reference])))
    assert "Voir et répondre" in shown
    shown = read(client.get(reverse("campaign:registration-detail", args=[world.class_request.reference])))
    assert "Sur la liste d’attente" in shown
