"""Agendas that are followed: read again by themselves, cheaply, and never led anywhere else."""

import datetime as dt
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.areas.campaign import feed_reading
from essaim.areas.campaign.enums import FeedState, RegistrationState
from essaim.areas.campaign.models import Edition, Feed, OpenEvent
from essaim.areas.campaign.services import feeds
from essaim.foundation.audit.models import Entry
from essaim.foundation.fetching import client
from essaim.foundation.fetching.client import Found, Known
from essaim.foundation.fetching.sniffing import nature_of
from essaim.foundation.intake import services as imports
from essaim.foundation.intake.models import Batch
from essaim.foundation.kernel.actor import SystemActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from tests.world import Persona

pytestmark = pytest.mark.django_db
BY = SystemActor("agendas")
URL = "https://agenda.exemple.fr/ess.ics"


def calendar(edition: Edition, *events: tuple[str, str, str]) -> bytes:
    """A calendar of these identifiers, titles and states, the second day of the edition in Beaune."""
    day = (edition.starts_on + dt.timedelta(days=1)).strftime("%Y%m%d")
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\nDTSTART:{day}T130000Z\r\nDTEND:{day}T150000Z\r\n"
        f"STATUS:{state}\r\nLOCATION:Salle des fêtes\\, 21200 Beaune\r\nEND:VEVENT\r\n"
        for uid, title, state in events
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()


@dataclass
class Server:
    """What the address gives, and what it was asked."""

    content: bytes = b""
    etag: str = ""
    asked: list[Known] = field(default_factory=list)

    def fetch(self, url: str, *, known: Known, network: object) -> Found:
        self.asked.append(known)
        if self.etag and known.etag == self.etag:
            return Found(url, is_unchanged=True)
        return Found(url, self.content, nature_of(self.content), etag=self.etag)


@pytest.fixture
def server(monkeypatch) -> Server:
    made = Server()
    monkeypatch.setattr(client, "fetch", made.fetch)
    return made


@pytest.fixture
def agenda(world) -> Feed:
    by = world.users[Persona.NATIONAL]
    return feeds.follow(by=by, edition=world.edition, title="Agenda de la CRESS", url=URL, is_trusted=True)


def titles() -> dict[str, bool]:
    """The events by title, and whether each is called off."""
    return {event.title: bool(event.cancelled_at) for event in OpenEvent.objects.order_by("pk")}


def test_an_agenda_is_read_when_its_hour_has_come(world, server, agenda):
    server.content, server.etag = calendar(world.edition, ("a", "Débat", "CONFIRMED")), '"v1"'
    assert feed_reading.read_due(BY) == 1
    assert titles() == {"Débat": False}
    agenda.refresh_from_db()
    assert (agenda.state, agenda.etag, agenda.batch_id) == (FeedState.READ, '"v1"', Batch.objects.latest("pk").pk)
    assert OpenEvent.objects.get().state == RegistrationState.ACCEPTED
    assert feed_reading.read_due(BY) == 0


def test_nothing_is_imported_when_nothing_changed(world, server, agenda, time_machine):
    server.content, server.etag = calendar(world.edition, ("a", "Débat", "CONFIRMED")), '"v1"'
    feed_reading.read_due(BY)
    for etag in ('"v1"', '"v2"'):
        server.etag = etag
        time_machine.move_to(timezone.now() + feeds.EVERY)
        feed_reading.read_due(BY)
    assert [known.etag for known in server.asked] == ["", '"v1"', '"v1"']
    assert Batch.objects.filter(kind="agendas").count() == 1


def test_what_is_called_off_is_marked_and_what_disappears_too(world, server, agenda, time_machine):
    server.content = calendar(world.edition, ("a", "Débat", "CONFIRMED"), ("b", "Atelier", "CONFIRMED"))
    feed_reading.read_due(BY)
    server.content = calendar(world.edition, ("a", "Débat", "CANCELLED"))
    time_machine.move_to(timezone.now() + feeds.EVERY)
    feed_reading.read_due(BY)
    assert titles() == {"Débat": True, "Atelier": True}
    server.content = calendar(world.edition, ("a", "Débat", "CONFIRMED"), ("b", "Atelier", "CONFIRMED"))
    time_machine.move_to(timezone.now() + feeds.EVERY)
    feed_reading.read_due(BY)
    assert titles() == {"Débat": False, "Atelier": False}


def test_an_agenda_that_empties_itself_calls_nothing_off(world, server, agenda, time_machine):
    server.content = calendar(world.edition, *((f"u{n}", f"Atelier {n}", "CONFIRMED") for n in range(9)))
    feed_reading.read_due(BY)
    server.content = calendar(world.edition, ("u0", "Atelier 0", "CONFIRMED"))
    time_machine.move_to(timezone.now() + feeds.EVERY)
    feed_reading.read_due(BY)
    agenda.refresh_from_db()
    assert (agenda.state, agenda.failures) == (FeedState.FAILING, 1)
    assert "rien n'est annulé" in agenda.trouble
    assert not any(titles().values())


def test_a_reading_is_taken_back_like_any_import(world, server, agenda):
    server.content = calendar(world.edition, ("a", "Débat", "CONFIRMED"))
    feed_reading.read_due(BY)
    imports.undo(by=world.users[Persona.NATIONAL], batch=Batch.objects.latest("pk"))
    assert titles() == {}


def test_a_page_that_is_no_agenda_is_told(world, server, agenda):
    server.content = b"<!doctype html><title>Agenda</title>"
    feed_reading.read_due(BY)
    agenda.refresh_from_db()
    assert "pas un agenda" in agenda.trouble
    assert agenda.next_at > timezone.now()
    assert Entry.objects.filter(action="campaign.feed.failed").exists()


def test_troubles_space_readings_out_then_stop_them(world, agenda):
    waits = []
    for _ in range(feeds.LOST_HEART):
        feeds.note_trouble(by=BY, feed=agenda, trouble="Ce site ne répond pas.")
        waits.append(agenda.next_at - timezone.now())
    assert waits[0] < waits[1] < waits[2]
    assert max(waits) <= feeds.SLOWEST
    assert agenda.state == FeedState.STOPPED


@pytest.mark.parametrize("url", ["http://127.0.0.1/a.ics", "http://localhost/a.ics", "file:///etc/passwd", "bonjour"])
def test_an_address_inside_is_refused_at_once(world, url):
    with pytest.raises(Refused):
        feeds.follow(by=BY, edition=world.edition, title="Piège", url=url)


def test_who_may_follow_and_who_may_trust(world):
    with pytest.raises(Forbidden):
        feeds.follow(by=world.users[Persona.TEAM], edition=world.edition, title="A", url=URL)
    with pytest.raises(Forbidden):
        feeds.follow(by=world.users[Persona.CRESS], edition=world.edition, title="A", url=URL, is_trusted=True)
    assert feeds.follow(by=world.users[Persona.CRESS], edition=world.edition, title="A", url=URL).is_trusted is False


def test_the_page_follows_reads_and_stops(world):
    browser = Client()
    browser.force_login(world.users[Persona.CRESS])
    page = reverse("campaign:feed-list", args=[world.edition.slug])
    answer = browser.post(page, {"title": "Agenda", "url": "http://10.0.0.1/a.ics"})
    assert "site public" in answer.content.decode()
    browser.post(page, {"title": "Agenda", "url": URL, "is_trusted": "on"})
    feed = Feed.objects.get(url=URL)
    assert (feed.url, feed.is_trusted) == (URL, False)
    browser.post(reverse("campaign:feed-stop", args=[world.edition.slug, feed.pk]))
    feed.refresh_from_db()
    assert feed.state == FeedState.STOPPED
    browser.post(reverse("campaign:feed-hasten", args=[world.edition.slug, feed.pk]))
    feed.refresh_from_db()
    assert feed.state == FeedState.NEVER
    assert "Agenda" in browser.get(page).content.decode()
