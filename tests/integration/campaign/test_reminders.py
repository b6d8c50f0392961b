"""Reminders leave once each and stop at the first answer; silence frees the place and proposes what comes next."""

import datetime as dt

import pytest
from django.utils import timezone

from essaim.areas.campaign import chores, match_links
from essaim.areas.campaign.enums import MatchState, Motive, Party, ReminderKind, Reply, Rhythm
from essaim.areas.campaign.models import LetterChoice, Match, Reminder
from essaim.areas.campaign.selectors import reminders as selectors
from essaim.areas.campaign.services import handshake, reminders, rerouting
from essaim.commons.directory.enums import Level
from essaim.foundation.audit import trail
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import LinkActor
from essaim.foundation.kernel.errors import Forbidden
from essaim.foundation.outbox.models import Letter
from tests.factories.campaign_matching import accepted_offer, accepted_request
from tests.factories.campaign_public import agreed_in
from tests.world import Persona

ASKED = dt.datetime(2027, 1, 11, 9, tzinfo=dt.UTC)
"""A Monday, ten weeks before the week: the first reminder is due on Friday 15, the second on Tuesday 19."""


@pytest.fixture
def at(time_machine):
    def move(day: int, month: int = 1):
        time_machine.move_to(dt.datetime(2027, month, day, 10, tzinfo=dt.UTC), tick=False)

    move(11)
    return move


@pytest.fixture
def match(at, world):
    Match.objects.filter(pk=world.match.pk).update(team_asked_at=ASKED, actor_asked_at=ASKED)
    return Match.objects.told().get(pk=world.match.pk)


def letters(purpose, about=None):
    found = Letter.objects.filter(purpose=purpose).order_by("pk")
    return found.filter(about=trail.urn(about)) if about else found


def about(row):
    return Reminder.objects.filter(about=trail.urn(row))


def link(match):
    return LinkActor(trail.urn(match))


def test_each_side_is_reminded_once_a_rank_however_often_the_worker_looks(match, at):
    for day in range(11, 22):
        at(day)
        for _ in range(3):
            chores.remind()
    sent = about(match).order_by("sent_on", "kind").values_list("kind", "rank", "sent_on")
    assert list(sent) == [
        (kind, rank, dt.date(2027, 1, day))
        for rank, day in ((1, 15), (2, 19))
        for kind in (ReminderKind.ACTOR, ReminderKind.TEAM)
    ]
    assert letters("reminder_answer").count() == 4
    assert Entry.objects.filter(action="campaign.reminder.sent", target=trail.urn(match)).count() == 4


def test_reminders_stop_at_the_first_answer_of_that_side(match, at):
    at(15)
    chores.remind()
    handshake.accept(by=link(match), match=match, party=Party.TEAM, slot=match.slot)
    at(19)
    chores.remind()
    kinds = about(match).filter(rank=2).values_list("kind", flat=True)
    assert list(kinds) == [ReminderKind.ACTOR]


def test_a_reminder_carries_a_fresh_link_and_no_contact_and_the_last_one_says_until_when(match, at):
    for day in (15, 19):
        at(day)
        chores.remind()
    first, _, last, _ = letters("reminder_answer")
    token = first.text.split("/semaine/reponse/")[1].split("/")[0]
    assert match_links.read(token).match_pk == match.pk
    assert "Dernière relance" not in first.subject
    assert "Dernière relance" in last.subject
    assert "25 janvier" in last.text
    assert match.offer.contact_name not in first.text + last.text


def test_no_letter_leaves_at_night_nor_on_a_sunday(match, time_machine):
    for moment in (dt.datetime(2027, 1, 15, 3, tzinfo=dt.UTC), dt.datetime(2027, 1, 17, 10, tzinfo=dt.UTC)):
        time_machine.move_to(moment, tick=False)
        assert chores.remind() == 0


def test_somebody_known_by_telephone_only_is_called_by_the_network(match, at):
    match.request.contact_email = ""
    match.request.save()
    at(15)
    chores.remind()
    assert [letter.to for letter in letters("reminder_answer")] == [match.offer.contact_email]
    assert letters("reminder_call").exists()


def test_a_worker_killed_between_row_and_letter_leaves_neither(match, at, monkeypatch):
    at(15)

    def crash(*args, **kwargs):
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(reminders.letters, "of_side", crash)
    with pytest.raises(RuntimeError):
        chores.remind()
    ours = about(match)
    assert not ours.exists()
    monkeypatch.undo()
    chores.remind()
    assert ours.count() == letters("reminder_answer").count() == 2


def test_of_two_workers_that_saw_the_same_reminder_due_one_sends_it(match, at):
    at(15)
    seen = selectors.due_sides(timezone.localdate())
    chores.remind()
    for one in seen:
        with pytest.raises(reminders.AlreadyReminded):
            reminders.remind_side(by=chores.REMINDER, match=one.match, party=one.party, rank=one.rank)
    assert letters("reminder_answer").count() == 2


def test_nobody_sends_a_reminder_by_hand(match, world):
    with pytest.raises(Forbidden):
        reminders.remind_side(by=world.users[Persona.ADMIN], match=match, party=Party.TEAM, rank=1)


def test_another_date_is_another_question(match, at):
    at(15)
    chores.remind()
    other = next(iter(dict(handshake.selectors.free_slots(match))))
    handshake.propose_date(by=link(match), match=match, party=Party.TEAM, slot=other)
    at(19)
    chores.remind()
    again = about(match).filter(sent_on=dt.date(2027, 1, 19))
    assert again.values_list("kind", "rank").get() == (ReminderKind.ACTOR, 1)


def silence(match, at):
    for day in (15, 19, 25):
        at(day)
        chores.remind()
        chores.end_silences()
    match.refresh_from_db()


def test_silence_frees_the_place_a_few_days_after_the_last_reminder(match, at, client):
    for day in (15, 19, 22):
        at(day)
        chores.remind()
        assert chores.end_silences() == 0
    at(25)
    assert chores.end_silences() == 1
    assert chores.end_silences() == 0
    match.refresh_from_db()
    assert (match.state, match.motive, match.ended_by) == (MatchState.LAPSED, Motive.SILENCE, Party.NETWORK)
    assert (match.team_reply, match.actor_reply) == (Reply.PENDING, Reply.PENDING)
    assert {letter.to for letter in letters("match_lapsed")} == {
        match.request.contact_email,
        match.offer.contact_email,
    }
    page = client.get(match_links.path(match, Party.TEAM)).content.decode()
    assert "Choisissez une place quand vous voulez" in page


def test_the_delay_of_the_edition_is_the_coordination_s(match, at):
    match.request.edition.silence_days = 1
    match.request.edition.save()
    for day in (15, 19):
        at(day)
        chores.remind()
    at(20)
    assert chores.end_silences() == 1


def test_a_silent_actor_sends_the_class_to_the_next_best_one_in_one_letter(match, at, world):
    handshake.accept(by=link(match), match=match, party=Party.TEAM, slot=match.slot)
    next_best = accepted_offer(world, "Les Ruches")
    silence(match, at)
    instead = Match.objects.active().get(request=match.request)
    assert instead.offer == next_best
    (to_team,) = letters("match_rerouted")
    assert to_team.to == match.request.contact_email
    assert "Les Ruches" in to_team.text
    assert "n’a pas répondu" in to_team.text
    assert not letters("match_declined").exists()
    assert letters("match_proposed").get().to == next_best.contact_email


def test_a_silent_team_frees_the_place_for_the_first_of_the_list_and_is_left_in_peace(match, at, world):
    handshake.accept(by=link(match), match=match, party=Party.ACTOR, slot=match.slot)
    match.offer.capacity = 1
    match.offer.save()
    late, early = accepted_request(world, (Level.THIRD,)), accepted_request(world, (Level.FOURTH,))
    early.submitted_at -= dt.timedelta(days=9)
    early.save()
    silence(match, at)
    given = Match.objects.active().get(offer=match.offer)
    assert (given.request, given.slot) == (early, match.slot)
    assert not Match.objects.active().filter(request__in=[late, match.request]).exists()


def test_a_decline_proposes_the_next_best_actor_at_once(match, world):
    next_best = accepted_offer(world, "Les Ruches")
    handshake.decline(by=link(match), match=match, party=Party.ACTOR, motive=Motive.ABSENCE)
    assert Match.objects.active().get(request=match.request).offer == next_best
    assert letters("match_rerouted").get().to == match.request.contact_email
    entry = Entry.objects.get(action="campaign.match.rerouted")
    assert entry.actor == "system:relais"


def test_a_decline_of_the_team_tells_it_of_the_next_actor_and_the_first_actor_of_the_no(match, world):
    accepted_offer(world, "Les Ruches")
    handshake.decline(by=link(match), match=match, party=Party.TEAM, motive=Motive.DISTANCE)
    assert letters("match_declined").get().to == match.offer.contact_email
    assert match.request.contact_email in {letter.to for letter in letters("match_proposed")}


def test_a_team_without_time_left_is_proposed_nothing_more(match, world):
    accepted_offer(world, "Les Ruches")
    handshake.decline(by=link(match), match=match, party=Party.TEAM, motive=Motive.TIME)
    assert not Match.objects.active().filter(request=match.request).exists()


def test_when_nobody_else_suits_the_team_reads_that_it_waits_and_what_happens_next(match):
    handshake.decline(by=link(match), match=match, party=Party.ACTOR, motive=Motive.ABSENCE)
    (letter,) = letters("match_declined")
    assert "liste d’attente" in letter.text
    assert "dans l’ordre de la liste" in letter.text
    assert Entry.objects.filter(action="campaign.request.waits").exists()


def test_the_last_place_taken_meanwhile_never_stops_a_no(match, world, monkeypatch):
    accepted_offer(world, "Les Ruches")

    def taken(found):
        raise rerouting.seating.PlaceTaken(rerouting.seating.LAST_TAKEN)

    monkeypatch.setattr(rerouting.seating, "hold", taken)
    ended = handshake.decline(by=link(match), match=match, party=Party.ACTOR, motive=Motive.ABSENCE)
    assert ended.state == MatchState.DECLINED
    assert letters("match_declined").exists()


def test_a_registration_that_waits_is_told_to_its_reader_then_to_the_level_above(world, at):
    pending = world.pending_request
    type(pending).objects.filter(pk=pending.pk).update(submitted_at=timezone.now())
    at(14)
    chores.remind()
    assert {letter.to for letter in letters("reminder_moderation", pending)} == {world.users[Persona.OCCE].email}
    at(18)
    chores.remind()
    second = letters("reminder_moderation", pending).filter(text__contains="niveau au-dessus")
    assert {letter.to for letter in second} > {world.users[Persona.OCCE].email}


def test_whoever_reads_a_digest_gets_no_letter_for_each(world, at):
    LetterChoice.objects.create(user=world.users[Persona.OCCE], rhythm=Rhythm.WEEKLY)
    pending = world.pending_request
    type(pending).objects.filter(pk=pending.pk).update(submitted_at=timezone.now())
    at(14)
    chores.remind()
    assert not letters("reminder_moderation", pending).exists()


def test_a_draft_left_is_written_to_twice_at_most(world, at):
    draft = world.draft_request
    type(draft).objects.filter(pk=draft.pk).update(updated_at=timezone.now())
    for day in (18, 26, 29):
        at(day)
        chores.remind()
    assert [letter.to for letter in letters("reminder_draft", draft)] == [draft.contact_email] * 2


def test_a_report_is_asked_for_three_and_ten_days_after_then_no_more(world, time_machine, at):
    met = agreed_in(world.edition, world.agreed.request.school, world.organisation)
    day = met.encounter.planned_on
    for after in (1, 2, 4, 5, 11, 12, 20):
        time_machine.move_to(dt.datetime.combine(day + dt.timedelta(days=after), dt.time(10), dt.UTC), tick=False)
        chores.remind()
    asked = Reminder.objects.filter(kind=ReminderKind.REPORT, about=trail.urn(met))
    assert list(asked.order_by("rank").values_list("rank", flat=True)) == [1, 2]
    assert letters("reminder_report", met).count() == 4
    assert "/rencontres/" in letters("reminder_report", met).first().text
