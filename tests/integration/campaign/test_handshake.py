"""Two yes make a meeting; one no frees the place; another date asks again; nothing happens twice."""

import datetime as dt
import json

import pytest

from essaim.areas.campaign import match_letters, match_links, seating
from essaim.areas.campaign.enums import Channel, MatchState, Motive, Party, Reply
from essaim.areas.campaign.models import ForbiddenPair, Match
from essaim.areas.campaign.selectors import instances, places
from essaim.areas.campaign.selectors import matching as selectors
from essaim.areas.campaign.services import handshake
from essaim.commons.directory.enums import Level
from essaim.commons.encounters.enums import EncounterState
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.services import encounters
from essaim.foundation.audit import presenters, trail
from essaim.foundation.audit.models import Entry
from essaim.foundation.figures.domain.scope import FRANCE
from essaim.foundation.kernel.actor import LinkActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox.models import Enclosure, Letter
from tests.factories.campaign_matching import accepted_offer, accepted_request, make_match
from tests.world import Persona

SIDES = (Party.TEAM, Party.ACTOR)


@pytest.fixture
def link(world):
    return LinkActor(ref=trail.urn(world.match))


@pytest.fixture
def confirmed(world, link):
    match = world.match
    for party in SIDES:
        match = handshake.accept(by=link, match=match, party=party, slot=match.slot)
    return match


def letters(purpose):
    return Letter.objects.filter(purpose=purpose).order_by("pk")


def is_waiting(request):
    return instances.waiting_in(request.edition, FRANCE).filter(pk=request.pk).exists()


def test_one_yes_waits_for_the_other(world, link):
    match = handshake.accept(by=link, match=world.match, party=Party.TEAM, slot=world.match.slot)
    assert (match.state, match.team_reply, match.actor_reply) == (MatchState.PROPOSED, Reply.YES, Reply.PENDING)
    assert match.team_channel == Channel.LINK
    assert not Letter.objects.filter(purpose="match_confirmed").exists()


@pytest.mark.parametrize("order", [SIDES, SIDES[::-1]])
def test_the_second_yes_plans_the_meeting_whoever_says_it(world, link, order):
    for party in order:
        match = handshake.accept(by=link, match=world.match, party=party, slot=world.match.slot)
    assert match.state == MatchState.CONFIRMED
    encounter = Encounter.objects.get(origin=trail.urn(match))
    assert match.encounter == encounter
    assert (encounter.state, encounter.slot) == (EncounterState.PLANNED, match.slot)
    assert (encounter.school, encounter.organisation) == (match.request.school, match.offer.organisation)
    assert encounter.commitment == world.edition.commitment


def test_each_side_receives_the_contact_of_the_other_the_fiche_and_the_date(world, confirmed):
    to_team, to_actor = letters("match_confirmed")
    assert to_team.to == confirmed.request.contact_email
    assert confirmed.offer.contact_email in to_team.text
    assert confirmed.request.contact_email in to_actor.text
    assert "03 80 00 00 00".replace(" ", "\u00a0") in to_team.text.replace(" ", "\u00a0")
    for letter in (to_team, to_actor):
        enclosed = {enclosure.name: enclosure for enclosure in letter.enclosures.all()}
        assert bytes(enclosed["fiche-de-rencontre.pdf"].content).startswith(b"%PDF")
        assert b"BEGIN:VEVENT" in bytes(enclosed["rencontre.ics"].content)


@pytest.mark.parametrize("party", SIDES)
def test_no_letter_before_the_second_yes_carries_a_contact(world, link, party):
    match = world.match
    for tell in (match_letters.proposed, match_letters.fresh_link, match_letters.declined, match_letters.withdrawn):
        tell(match, party)
    other = match.registration_of(party.other)
    for letter in Letter.objects.filter(about=trail.urn(match)):
        for secret in (other.contact_name, other.contact_email, "03 80", "0380"):
            assert secret not in letter.text
            assert secret not in letter.html
            assert secret not in letter.subject


def test_a_yes_said_twice_changes_nothing(world, link, confirmed):
    with pytest.raises(Refused):
        handshake.accept(by=link, match=world.match, party=Party.TEAM, slot=world.match.slot)
    assert Encounter.objects.filter(origin=trail.urn(confirmed)).count() == 1
    assert letters("match_confirmed").count() == 2


def test_the_letters_of_a_confirmation_exist_if_and_only_if_it_does(world, link, monkeypatch):
    handshake.accept(by=link, match=world.match, party=Party.TEAM, slot=world.match.slot)

    def crash(*args, **kwargs):
        raise RuntimeError("the machine stops here")

    real = trail.record
    monkeypatch.setattr(handshake.trail, "record", lambda by, action, *rest, **told: (
        crash() if action == "campaign.match.accepted" else real(by, action, *rest, **told)
    ))  # fmt: skip
    with pytest.raises(RuntimeError):
        handshake.accept(by=link, match=world.match, party=Party.ACTOR, slot=world.match.slot)
    world.match.refresh_from_db()
    assert world.match.state == MatchState.PROPOSED
    assert not Encounter.objects.filter(origin=trail.urn(world.match)).exists()
    assert not letters("match_confirmed").exists()
    monkeypatch.undo()
    handshake.accept(by=link, match=world.match, party=Party.ACTOR, slot=world.match.slot)
    assert letters("match_confirmed").count() == 2
    assert Enclosure.objects.filter(letter__purpose="match_confirmed").count() == 4


def test_a_no_frees_the_place_sets_the_pair_aside_and_the_class_waits_again(world, link):
    match = handshake.decline(by=link, match=world.match, party=Party.ACTOR, motive=Motive.TIME)
    assert (match.state, match.ended_by, match.reason) == (MatchState.DECLINED, Party.ACTOR, Motive.TIME.label)
    assert is_waiting(match.request)
    assert ForbiddenPair.objects.filter(request=match.request, offer=match.offer, slot="", by=Party.ACTOR).exists()
    assert world.matched_offer not in {place.offer for place in places.open_places(match.request)}
    (letter,) = letters("match_declined")
    assert letter.to == match.request.contact_email
    assert "/semaine/places/" in letter.text
    make_match(accepted_request(world, (Level.THIRD,)), match.offer, match.slot, seat=match.seat)


def test_another_reason_is_said_in_a_sentence(world, link):
    with pytest.raises(Refused, match="en une phrase"):
        handshake.decline(by=link, match=world.match, party=Party.TEAM, motive=Motive.OTHER)
    world.match.refresh_from_db()
    assert world.match.state == MatchState.PROPOSED


def test_another_date_asks_the_other_side_again(world, link):
    handshake.accept(by=link, match=world.match, party=Party.ACTOR, slot=world.match.slot)
    was = world.match.slot
    other, _ = selectors.free_slots(world.match)[0]
    match = handshake.propose_date(by=link, match=world.match, party=Party.TEAM, slot=other)
    assert (match.slot, match.former_slot) == (other, was)
    assert (match.team_reply, match.actor_reply) == (Reply.OTHER_DATE, Reply.PENDING)
    assert match.actor_replied_at is None
    (letter,) = letters("match_other_date")
    assert letter.to == match.offer.contact_email
    match = handshake.accept(by=link, match=match, party=Party.ACTOR, slot=other)
    assert match.state == MatchState.CONFIRMED
    assert match.encounter.slot == other


def test_a_page_opened_before_the_date_moved_cannot_accept_the_old_one(world, link):
    was = world.match.slot
    other, _ = selectors.free_slots(world.match)[0]
    handshake.propose_date(by=link, match=world.match, party=Party.TEAM, slot=other)
    with pytest.raises(Refused, match="date a changé"):
        handshake.accept(by=link, match=world.match, party=Party.ACTOR, slot=was)


def test_a_date_the_actor_gave_to_another_class_is_not_offered(world, link):
    other, _ = selectors.free_slots(world.match)[0]
    make_match(accepted_request(world, (Level.THIRD,)), world.matched_offer, other, seat=2)
    assert other not in dict(selectors.free_slots(world.match))
    with pytest.raises(Refused, match="plus libre"):
        handshake.propose_date(by=link, match=world.match, party=Party.TEAM, slot=other)


def test_a_meeting_cancelled_frees_its_place_and_tells_the_network(world, confirmed):
    encounters.cancel(by=LinkActor(ref=trail.urn(confirmed.encounter)), encounter=confirmed.encounter, reason="Grippe.")
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.ended_by, confirmed.reason) == (MatchState.CANCELLED, Party.EITHER, "Grippe.")
    assert is_waiting(confirmed.request)
    assert letters("cancelled").count() == 2
    assert [letter.to for letter in letters("match_called_off")] == [world.users[Persona.CORRESPONDENT].email]


def test_a_meeting_moved_takes_its_place_along(world, confirmed):
    other, _ = selectors.free_slots(confirmed)[0]
    encounters.reschedule(by=world.users[Persona.CORRESPONDENT], encounter=confirmed.encounter, slot=other)
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.slot) == (MatchState.CONFIRMED, other)
    assert letters("match_moved").count() == 1


def test_a_meeting_cannot_move_to_a_half_day_the_actor_gave_to_another_class(world, confirmed):
    other, _ = selectors.free_slots(confirmed)[0]
    make_match(accepted_request(world, (Level.THIRD,)), world.matched_offer, other, seat=2)
    with pytest.raises(seating.PlaceTaken):
        encounters.reschedule(by=world.users[Persona.CORRESPONDENT], encounter=confirmed.encounter, slot=other)
    confirmed.encounter.refresh_from_db()
    assert confirmed.encounter.slot == confirmed.slot


def test_a_meeting_postponed_keeps_its_place_and_tells_the_network(world, confirmed):
    encounters.postpone(
        by=LinkActor(ref=trail.urn(confirmed.encounter)), encounter=confirmed.encounter, reason="Neige."
    )
    confirmed.refresh_from_db()
    assert confirmed.state == MatchState.CONFIRMED
    assert "Neige." in letters("match_postponed").get().text


def test_a_meeting_held_is_a_match_held(world, confirmed, time_machine):
    time_machine.move_to(dt.datetime.combine(confirmed.encounter.planned_on, dt.time(16), dt.UTC))
    encounters.hold(
        by=LinkActor(ref=trail.urn(confirmed.encounter)), encounter=confirmed.encounter,
        held_on=confirmed.encounter.planned_on, pupils=23, adults=2, minutes=90,
    )  # fmt: skip
    confirmed.refresh_from_db()
    assert confirmed.state == MatchState.HELD


def test_the_network_answers_for_a_side_on_the_telephone_and_it_is_recorded_as_such(world):
    by = world.users[Persona.CORRESPONDENT]
    match = handshake.accept(by=by, match=world.match, party=Party.ACTOR, slot=world.match.slot)
    assert match.actor_channel == Channel.TELEPHONE
    entry = Entry.objects.filter(action="campaign.match.accepted").latest("pk")
    assert json.loads(entry.context)["channel"] == "telephone"
    assert presenters.present([entry])[0].sentence.endswith("pour l'acteur de l'ESS, au téléphone")


@pytest.mark.parametrize(
    ("persona", "party", "channel"),
    [
        (Persona.TEAM, Party.TEAM, Channel.ACCOUNT),
        (Persona.TEAM, Party.ACTOR, None),
        (Persona.ESS_ACTOR, Party.ACTOR, None),  # another organisation
        (Persona.CORRESPONDENT, Party.TEAM, Channel.TELEPHONE),
        (Persona.CRESS, Party.ACTOR, Channel.TELEPHONE),
        (Persona.NATIONAL, Party.TEAM, Channel.TELEPHONE),
        (Persona.SIGNATORY, Party.TEAM, None),
    ],
)
def test_who_may_answer_for_which_side(world, persona, party, channel):
    by = world.users[persona]
    if channel is None:
        with pytest.raises(Forbidden):
            handshake.accept(by=by, match=world.match, party=party, slot=world.match.slot)
    else:
        match = handshake.accept(by=by, match=world.match, party=party, slot=world.match.slot)
        assert getattr(match, f"{party}_channel") == channel


def test_a_link_of_another_match_answers_nothing(world):
    with pytest.raises(Forbidden):
        handshake.accept(by=LinkActor("campaign.match:0"), match=world.match, party=Party.TEAM, slot=world.match.slot)


def test_a_team_that_waits_takes_a_free_place_and_has_said_yes(world):
    request, offer = world.class_request, accepted_offer(world, "Les Ruches")
    by = LinkActor(ref=trail.urn(request))
    place = next(place for place in places.open_places(request) if place.offer == offer)
    match = handshake.claim(by=by, request=request, offer=offer, slot=place.slots[0])
    assert (match.team_reply, match.actor_reply) == (Reply.YES, Reply.PENDING)
    assert [letter.to for letter in letters("match_proposed")] == [offer.contact_email]


def test_of_two_teams_that_ask_for_the_last_place_one_holds_it_and_the_other_waits(world):
    first, second = world.class_request, accepted_request(world, (Level.THIRD,))
    offer = accepted_offer(world, "Les Ruches", capacity=1)
    slot = next(place.slots[0] for place in places.open_places(first) if place.offer == offer)
    handshake.claim(by=LinkActor(trail.urn(first)), request=first, offer=offer, slot=slot)
    with pytest.raises(seating.PlaceTaken, match="dernière place"):
        handshake.claim(by=LinkActor(trail.urn(second)), request=second, offer=offer, slot=slot)
    assert is_waiting(second)


def test_the_database_itself_refuses_a_doubled_place(world):
    offer = accepted_offer(world, "Les Ruches", capacity=1)
    kept = make_match(world.class_request, offer)
    late = Match(request=accepted_request(world, (Level.THIRD,)), offer=offer, slot=kept.slot, mode="school")
    with pytest.raises(seating.PlaceTaken):
        seating.hold(late)


def test_a_proposal_taken_back_by_the_network_is_told_to_both(world):
    match = handshake.withdraw(by=world.users[Persona.CRESS], match=world.match, words="L'acteur ne répond plus.")
    assert (match.state, match.ended_by) == (MatchState.CANCELLED, Party.NETWORK)
    assert {letter.to for letter in letters("match_withdrawn")} == {
        match.request.contact_email, match.offer.contact_email
    }  # fmt: skip


def test_a_fresh_link_goes_to_the_address_already_known(world, link):
    handshake.send_link(by=link, match=world.match, party=Party.TEAM)
    (letter,) = letters("match_link")
    assert letter.to == world.match.request.contact_email
    token = letter.text.split("/semaine/reponse/")[1].split("/")[0]
    way = match_links.read(token)
    assert (way.match_pk, way.party) == (world.match.pk, Party.TEAM)
