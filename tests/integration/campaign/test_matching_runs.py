"""A whole territory is brought together: shown first, then proposed; what is confirmed never moves."""

import json

import pytest

from essaim.areas.campaign.domain.matching import reading, solution, verifying
from essaim.areas.campaign.enums import MatchState, Party, Reply
from essaim.areas.campaign.models import Match, MatchRun
from essaim.areas.campaign.selectors import instances, places
from essaim.areas.campaign.selectors import runs as run_selectors
from essaim.areas.campaign.services import handshake, runs
from essaim.areas.campaign.services import matching as services
from essaim.commons.directory.enums import Level
from essaim.foundation.audit.models import Entry
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel import digest
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox.models import Letter
from tests.factories.campaign_matching import accepted_offer, accepted_request
from tests.world import Persona

DIJON, BOURGOGNE = Scope("academie", "07"), Scope("region", "27")


@pytest.fixture
def cress(world):
    return world.users[Persona.CRESS]


@pytest.fixture
def waiting(world):
    """Two classes that wait, and an actor with two places."""
    accepted_offer(world, "Jardins du Meursault", title="Un jardin", capacity=2)
    return [accepted_request(world, (Level.FOURTH,)), accepted_request(world, (Level.THIRD,), mark="A")]


def letters(purpose):
    return Letter.objects.filter(purpose=purpose).order_by("pk")


def test_nothing_is_written_by_the_dry_run(world, waiting):
    before = (Match.objects.count(), Letter.objects.count(), MatchRun.objects.count(), Entry.objects.count())
    shown = run_selectors.preview(world.edition, DIJON)
    assert {candidate.request for candidate in shown.new} >= set(waiting)
    assert (Match.objects.count(), Letter.objects.count(), MatchRun.objects.count(), Entry.objects.count()) == before


def test_a_run_proposes_what_was_shown_and_writes_to_both_sides(world, waiting, cress):
    shown = run_selectors.preview(world.edition, BOURGOGNE)
    run = runs.run(by=cress, edition=world.edition, scope=BOURGOGNE, shown=shown.digest)
    made = Match.objects.filter(run=run)
    assert {match.request for match in made} == {candidate.request for candidate in shown.new} >= set(waiting)
    assert {match.state for match in made} == {MatchState.PROPOSED}
    assert letters("match_proposed").count() == 2 * len(made)
    assert (run.served, run.unserved) == (shown.served, len(shown.unanswered))


def test_a_run_is_archived_with_a_proof_anybody_can_check(world, waiting, cress):
    run = runs.run(by=cress, edition=world.edition, scope=BOURGOGNE)
    assert run.digest == digest.of_text(run.solution)
    read = reading.read(json.loads(run.instance))
    solved = solution.solve(read)
    again = solution.as_json(solved)
    del again["seconds"]
    assert json.loads(run.solution) == json.loads(run_selectors.canonical(again))
    assert not verifying.faults(read, json.loads(run.solution), solved.flow.potentials)


def test_an_archived_run_names_nobody(world, waiting, cress):
    run = runs.run(by=cress, edition=world.edition, scope=BOURGOGNE)
    assert "Camille" not in run.instance + run.solution
    assert "exemple.fr" not in run.instance + run.solution


def test_what_changed_since_it_was_shown_is_shown_again_first(world, waiting, cress):
    shown = run_selectors.preview(world.edition, BOURGOGNE)
    accepted_request(world, (Level.SIXTH,), mark="Z")
    with pytest.raises(Refused, match="relisez"):
        runs.run(by=cress, edition=world.edition, scope=BOURGOGNE, shown=shown.digest)
    assert not MatchRun.objects.exclude(pk=world.match_run.pk).exists()


def test_running_twice_proposes_nothing_new(world, waiting, cress):
    runs.run(by=cress, edition=world.edition, scope=BOURGOGNE)
    sent = Letter.objects.count()
    runs.run(by=cress, edition=world.edition, scope=BOURGOGNE)
    assert Letter.objects.count() == sent


def test_a_confirmed_meeting_never_moves(world, cress):
    match = world.match
    for party in (Party.TEAM, Party.ACTOR):
        match = handshake.accept(by=cress, match=match, party=party, slot=match.slot)
    accepted_request(world, (Level.FOURTH,), slots=f" {match.slot} ")
    runs.run(by=cress, edition=world.edition, scope=BOURGOGNE)
    match.refresh_from_db()
    assert match.state == MatchState.CONFIRMED


def test_an_unanswered_proposal_is_taken_back_to_serve_one_class_more(world, cress):
    world.matched_offer.slots = f" {world.match.slot} "
    world.matched_offer.save()
    accepted_offer(world, "Les Ruches", levels=" college ", title="Des abeilles", range_km=40, max_pupils=30)
    accepted_request(world, (Level.FOURTH,), slots=f" {world.match.slot} ", pupils=31)
    runs.run(by=cress, edition=world.edition, scope=BOURGOGNE)
    world.match.refresh_from_db()
    assert world.match.state == MatchState.CANCELLED
    assert letters("match_withdrawn").count() == 2
    assert Match.objects.active().filter(request=world.matched_request).exists()


def test_a_proposal_somebody_accepted_is_kept_whatever_it_costs(world, cress):
    handshake.accept(by=cress, match=world.match, party=Party.TEAM, slot=world.match.slot)
    world.matched_offer.slots = f" {world.match.slot} "
    world.matched_offer.save()
    accepted_offer(world, "Les Ruches", title="Des abeilles", max_pupils=30)
    accepted_request(world, (Level.FOURTH,), slots=f" {world.match.slot} ", pupils=31)
    runs.run(by=cress, edition=world.edition, scope=BOURGOGNE)
    world.match.refresh_from_db()
    assert (world.match.state, world.match.team_reply) == (MatchState.PROPOSED, Reply.YES)


@pytest.mark.parametrize(
    ("persona", "scope"),
    [
        (Persona.CORRESPONDENT, Scope("academie", "08")),
        (Persona.CORRESPONDENT, BOURGOGNE),
        (Persona.CRESS, Scope("france")),
        (Persona.TEAM, DIJON),
        (Persona.SIGNATORY, Scope("france")),
    ],
)
def test_one_brings_together_only_the_territory_one_answers_for(world, persona, scope):
    with pytest.raises(Forbidden):
        runs.run(by=world.users[persona], edition=world.edition, scope=scope)


def test_a_pair_chosen_by_hand_is_locked(world, waiting, cress):
    offer = world.matched_offer
    place = next(place for place in places.open_places(waiting[0]) if place.offer == offer)
    match = services.pair(by=cress, request=waiting[0], offer=offer, slot=place.slots[0])
    assert match.is_locked
    assert match.why.startswith("Décidé par la coordination")
    assert letters("match_proposed").count() == 2


def test_a_pair_against_a_condition_takes_a_reason(world, cress):
    request = accepted_request(world, (Level.FOURTH,), themes=" textile ")
    offer = world.matched_offer
    place = next(place for place in places.near_places(request) if place.offer == offer)
    assert place.missing_words == ["le thème"]
    with pytest.raises(Refused, match="dites pourquoi"):
        services.pair(by=cress, request=request, offer=offer, slot=place.slots[0])
    match = services.pair(by=cress, request=request, offer=offer, slot=place.slots[0], reason="La classe est d'accord.")
    assert match.is_locked


def test_a_pair_set_aside_is_taken_back_and_never_found_again(world, cress):
    services.forbid(by=cress, request=world.matched_request, offer=world.matched_offer, reason="Trop loin.")
    world.match.refresh_from_db()
    assert world.match.state == MatchState.CANCELLED
    assert world.matched_offer not in {place.offer for place in places.open_places(world.matched_request)}
    services.allow(by=cress, request=world.matched_request, offer=world.matched_offer)
    assert world.matched_offer in {place.offer for place in places.open_places(world.matched_request)}


def test_the_waiting_list_is_the_requests_without_a_place_the_first_sent_first(world, waiting):
    listed = list(instances.waiting_in(world.edition, DIJON))
    assert world.matched_request not in listed
    assert set(waiting) < set(listed)
    assert [request.submitted_at for request in listed] == sorted(request.submitted_at for request in listed)


def test_holes_of_the_map_are_named(world, waiting):
    accepted_request(world, (Level.SIXTH,), mark="Y", themes=" textile ")
    shown = run_selectors.preview(world.edition, DIJON)
    assert shown.holes[0].place == "Côte-d'Or"
