"""One digest at the rhythm each person chooses, nothing when nothing waits, one click to stop."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from essaim.areas.campaign import chores, letter_links
from essaim.areas.campaign.enums import RegistrationState, Rhythm
from essaim.areas.campaign.models import MODELS, ClassRequest, LetterChoice, Match
from essaim.areas.campaign.selectors import digests
from essaim.areas.campaign.services import letter_choices, registrations
from essaim.foundation.kernel.actor import LinkActor
from essaim.foundation.kernel.errors import Forbidden
from essaim.foundation.outbox import worker
from essaim.foundation.outbox.models import Letter
from tests.world import Persona


def letters():
    return Letter.objects.filter(purpose="digest").order_by("pk")


@pytest.fixture
def correspondent(world, clock):
    user = world.users[Persona.CORRESPONDENT]
    letter_choices.choose(by=user, user=user, rhythm=Rhythm.DAILY)
    return user


def test_a_digest_says_what_waits_in_one_s_territory_once_a_day(correspondent, world):
    for _ in range(3):
        chores.send_digests()
    (letter,) = letters()
    assert letter.to == correspondent.email
    said = digests.of(correspondent)
    assert said.unanswered >= 1
    assert f"SANS RÉPONSE\u00a0: {said.unanswered}" in letter.text
    assert world.match.offer.who in letter.text
    assert world.match.offer.contact_email not in letter.text + letter.html


def test_nothing_is_sent_when_nothing_waits(correspondent):
    Match.objects.all().delete()
    ClassRequest.objects.filter(state=RegistrationState.ACCEPTED).update(state=RegistrationState.WITHDRAWN)
    for model in MODELS.values():
        model._base_manager.filter(state=RegistrationState.SUBMITTED).update(state=RegistrationState.WITHDRAWN)
    assert digests.of(correspondent).is_empty
    assert chores.send_digests() == 0
    assert not letters().exists()


def test_of_two_workers_one_writes_the_digest(correspondent):
    choice = LetterChoice.objects.get(user=correspondent)
    letter_choices.send_digest(by=chores.DIGEST, choice=choice)
    with pytest.raises(letter_choices.NothingToSay):
        letter_choices.send_digest(by=chores.DIGEST, choice=choice)
    assert letters().count() == 1


def test_a_weekly_digest_leaves_on_monday(correspondent, time_machine):
    letter_choices.choose(by=correspondent, user=correspondent, rhythm=Rhythm.WEEKLY)
    for day, sent in ((13, 0), (18, 1), (19, 1)):
        time_machine.move_to(dt.datetime(2027, 1, day, 9, tzinfo=dt.UTC), tick=False)
        chores.send_digests()
        assert letters().count() == sent


def test_one_click_stops_reading_does_not(correspondent, mailoutbox):
    chores.send_digests()
    worker.run_once()
    (sent,) = [one for one in mail.outbox if "attend" in one.subject and "territoire" in one.subject]
    address = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = "/" + address.split("/", 3)[3]
    client = Client(enforce_csrf_checks=True)
    assert "Rien n’est encore changé" in client.get(path).content.decode()
    assert digests.choice_of(correspondent) is Rhythm.DAILY
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, digests.choice_of(correspondent)) == (200, Rhythm.NEVER)
    assert client.post(path).status_code == 200
    assert chores.send_digests() == 0


def test_a_link_stops_nobody_else_s_letters_and_a_forged_one_nobody_s(world, correspondent, client):
    with pytest.raises(Forbidden):
        letter_choices.stop(by=LinkActor("accounts.user:0"), user=correspondent)
    with pytest.raises(Forbidden):
        letter_choices.choose(by=world.users[Persona.CRESS], user=correspondent, rhythm=Rhythm.NEVER)
    page = client.post(reverse("campaign:letter-stop", args=[letter_links.make(correspondent)[:-2]]))
    assert page.status_code == 404


def test_who_reads_a_digest_gets_no_letter_for_each_registration(correspondent, world):
    pending = world.returned_showcase
    pending.routed_role = ""
    pending.save()
    letter_choices.choose(by=world.users[Persona.OCCE], user=world.users[Persona.OCCE], rhythm=Rhythm.WEEKLY)
    registrations.submit(by=LinkActor(f"campaign.showcase:{pending.pk}"), registration=pending)
    told = Letter.objects.filter(purpose="registration_to_moderate").values_list("to", flat=True)
    assert world.users[Persona.OCCE].email not in told
