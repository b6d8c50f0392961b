"""People decide, the matching follows: keep, change, set aside, run again without disturbing, undo before it leaves."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from essaim.areas.campaign.domain.weights import Rule
from essaim.areas.campaign.enums import Criterion, Disturbance, MatchState, Party, Reply
from essaim.areas.campaign.models import ForbiddenPair, Match
from essaim.areas.campaign.selectors import places, prospecting
from essaim.areas.campaign.selectors import runs as selectors
from essaim.areas.campaign.services import handshake, matching, priorities, runs
from essaim.commons.directory.enums import Level
from essaim.commons.territory.models import Commune
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox.enums import State
from essaim.foundation.outbox.models import Letter
from tests.factories.campaign_matching import accepted_offer, accepted_request
from tests.world import Persona

BOURGOGNE = Scope("region", "27")


@pytest.fixture
def cress(world):
    return world.users[Persona.CRESS]


@pytest.fixture
def rival(world):
    """An actor that suits the class already proposed elsewhere, with room."""
    return accepted_offer(world, "Les Ruches", title="Des abeilles")


def written(match, purpose):
    return Letter.objects.filter(about=f"campaign.match:{match.pk}", purpose=purpose).order_by("pk")


def another_slot(match):
    place = next(p for p in places.all_places(match.request) if p.offer.pk == match.offer_id)
    return next(slot for slot in place.slots if slot != match.slot)


def test_another_half_day_asks_both_sides_again_and_is_kept(world, cress):
    match = handshake.accept(by=cress, match=world.match, party=Party.TEAM, slot=world.match.slot)
    slot = another_slot(match)
    changed = matching.change(by=cress, match=match, offer=match.offer, slot=slot)
    assert (changed.pk, changed.slot, changed.is_locked) == (match.pk, slot, True)
    assert (changed.team_reply, changed.actor_reply) == (Reply.PENDING, Reply.PENDING)
    assert written(changed, "match_changed").count() == 2


def test_another_actor_frees_the_first_and_tells_each_what_concerns_it(world, cress, rival):
    slot = next(p.slots[0] for p in places.open_places(world.matched_request) if p.offer == rival)
    changed = matching.change(by=cress, match=world.match, offer=rival, slot=slot)
    world.match.refresh_from_db()
    assert world.match.state == MatchState.CANCELLED
    assert [match.offer for match in Match.objects.active().filter(request=world.matched_request)] == [rival]
    assert written(world.match, "match_withdrawn").count() == 1
    assert [written(changed, purpose).count() for purpose in ("match_changed", "match_proposed")] == [1, 1]


def test_what_is_already_proposed_or_no_longer_waits_is_not_changed(world, cress, rival):
    with pytest.raises(Refused, match="déjà ce qui est proposé"):
        matching.change(by=cress, match=world.match, offer=world.match.offer, slot=world.match.slot)
    handshake.withdraw(by=cress, match=world.match, words="Erreur.")
    with pytest.raises(Refused, match="n’est plus en attente"):
        matching.change(by=cress, match=world.match, offer=rival, slot=world.match.slot)


def test_setting_aside_takes_a_reason_that_is_dated_and_can_be_undone(world, cress):
    with pytest.raises(Refused, match="Dites pourquoi"):
        matching.forbid(by=cress, request=world.matched_request, offer=world.matched_offer, reason=" ")
    kept = matching.forbid(by=cress, request=world.matched_request, offer=world.matched_offer, reason="Trop loin.")
    assert (kept.reason, kept.created_at.date()) == ("Trop loin.", timezone.now().date())
    matching.allow(by=cress, request=world.matched_request, offer=world.matched_offer)
    assert not ForbiddenPair.objects.filter(request=world.matched_request).exists()


@pytest.fixture
def crowded(world, rival):
    """One half-day, two actors: serving both classes means moving the proposal already sent to the other actor."""
    world.matched_offer.slots = f" {world.match.slot} "
    world.matched_offer.save()
    rival.max_pupils = 30
    rival.save()
    return accepted_request(world, (Level.FOURTH,), slots=f" {world.match.slot} ", pupils=31)


def after(world, cress, disturbance):
    runs.run(by=cress, edition=world.edition, scope=BOURGOGNE, disturbance=disturbance)
    world.match.refresh_from_db()
    return world.match.state


def test_nothing_is_taken_back_when_nothing_may_be(world, cress, crowded):
    assert after(world, cress, Disturbance.NONE) == MatchState.PROPOSED
    assert not Match.objects.active().filter(request=crowded).exists()


def test_a_proposal_moves_to_serve_one_class_more(world, cress, crowded):
    assert after(world, cress, Disturbance.LEAST) == MatchState.CANCELLED
    assert Match.objects.active().filter(request=crowded).exists()


def test_a_proposal_kept_by_the_network_does_not_move_until_it_is_let_go(world, cress, crowded):
    matching.lock(by=cress, match=world.match)
    assert after(world, cress, Disturbance.BEST) == MatchState.PROPOSED
    matching.unlock(by=cress, match=world.match)
    assert after(world, cress, Disturbance.BEST) == MatchState.CANCELLED


def test_the_difference_is_shown_before_anything_is_done(world, cress, crowded):
    shown = selectors.preview(world.edition, BOURGOGNE)
    moved = next(change for change in shown.changes if change.request == world.matched_request)
    assert (moved.before, moved.after.offer.title) == (world.match, "Des abeilles")
    assert shown.then.served > shown.today.served
    by_choice = {choice.disturbance: choice for choice in shown.choices}
    assert by_choice[Disturbance.NONE].disturbed == 0
    assert by_choice[Disturbance.LEAST].disturbed == 1
    assert by_choice[Disturbance.NONE].sums.served < by_choice[Disturbance.LEAST].sums.served
    assert by_choice[Disturbance.LEAST].sums.served == by_choice[Disturbance.BEST].sums.served


def test_what_was_shown_for_one_choice_is_not_done_for_another(world, cress, crowded):
    shown = selectors.preview(world.edition, BOURGOGNE, Disturbance.NONE)
    with pytest.raises(Refused, match="relisez"):
        runs.run(by=cress, edition=world.edition, scope=BOURGOGNE, shown=shown.digest)


def test_a_run_undone_before_its_letters_leave_has_never_been(world, cress, crowded):
    before = set(Match.objects.active().values_list("pk", "slot", "seat"))
    run = runs.run(by=cress, edition=world.edition, scope=BOURGOGNE)
    assert run.matches.exists()
    runs.undo(by=cress, run=run)
    assert set(Match.objects.active().values_list("pk", "slot", "seat")) == before
    assert set(Letter.objects.filter(purpose__startswith="match_").values_list("state", flat=True)) == {State.CANCELLED}
    with pytest.raises(Refused, match="déjà repris"):
        runs.undo(by=cress, run=run)


def test_the_letters_of_a_run_wait_ten_minutes_then_it_cannot_be_undone(world, cress, crowded, time_machine):
    run = runs.run(by=cress, edition=world.edition, scope=BOURGOGNE)
    due = Letter.objects.due(timezone.now() + dt.timedelta(minutes=9)).filter(purpose="match_proposed")
    assert not due.exists()
    time_machine.move_to(run.leaves_at + dt.timedelta(seconds=1), tick=False)
    assert Letter.objects.due(timezone.now()).filter(purpose="match_proposed").exists()
    with pytest.raises(Refused, match="parties"):
        runs.undo(by=cress, run=run)


def test_one_letter_gone_or_one_answer_given_keeps_the_run(world, cress, crowded):
    run = runs.run(by=cress, edition=world.edition, scope=BOURGOGNE)
    match = run.matches.first()
    letter = written(match, "match_proposed").first()
    Letter.objects.filter(pk=letter.pk).update(state=State.SENT, sent_at=timezone.now())
    with pytest.raises(Refused, match="parties"):
        runs.undo(by=cress, run=run)
    Letter.objects.filter(pk=letter.pk).update(state=State.QUEUED, sent_at=None)
    handshake.accept(by=cress, match=match, party=Party.TEAM, slot=match.slot)
    with pytest.raises(Refused, match="déjà été acceptée"):
        runs.undo(by=cress, run=run)
    assert run.matches.exists()


def test_a_run_is_undone_by_whoever_answers_for_its_territory(world, cress):
    run = runs.run(by=cress, edition=world.edition, scope=BOURGOGNE)
    with pytest.raises(Forbidden):
        runs.undo(by=world.users[Persona.TEAM], run=run)


def test_priorities_weigh_and_are_archived_with_the_run(world, cress):
    school = world.matched_request.school
    rules = [Rule(Criterion.PRIORITY_EDUCATION, 2, "Liste de l’académie, 2026", frozenset({school.uai}))]
    priorities.set_rules(by=world.users[Persona.NATIONAL], edition=world.edition, rules=rules)
    run = runs.run(by=cress, edition=world.edition, scope=BOURGOGNE)
    kept = json.loads(run.priorities)
    assert kept["rules"] == [
        {"bonus": 2, "codes": 1, "criterion": "priority_education", "source": "Liste de l’académie, 2026"}
    ]
    weights = {row["id"]: row["weight"] for row in json.loads(run.instance)["requests"]}
    assert weights[world.matched_request.reference] == 3
    assert set(kept["requests"]) == {reference for reference, weight in weights.items() if weight == 3}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(Criterion.RURAL, 1, "", frozenset({"21054"})), "d’où elle vient"),
        (Rule(Criterion.RURAL, 1, "Insee", frozenset({"99999"})), "99999"),
        (Rule(Criterion.FIRST_TIME, 3), "1 ou 2"),
    ],
)
def test_a_priority_that_rests_on_nothing_is_refused(world, rule, words):
    with pytest.raises(Refused, match=words):
        priorities.set_rules(by=world.users[Persona.NATIONAL], edition=world.edition, rules=[rule])


def test_a_place_where_an_actor_is_missing_is_named_by_its_commune(world):
    accepted_request(world, (Level.SIXTH,), mark="Y", themes=" textile ")
    found = prospecting.prospecting(world.edition, BOURGOGNE)
    beaune = Commune.objects.get(pk="21054").name
    wanted = next(one for one in found.wanted if one.commune == beaune)
    assert wanted.prospect.would_serve >= 1
    assert wanted.sentence.startswith(f"Un acteur de plus près de {beaune}")
    assert found.missed[0].near_misses == sum(found.missed[0].blocked.values())
