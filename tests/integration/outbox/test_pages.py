"""The inbox: envelopes for those who keep the platform, letters on a demonstration alone."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from essaim.foundation.accounts.models import User
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import Role, SystemActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox import services, worker
from essaim.foundation.outbox.enums import State
from essaim.foundation.outbox.letters import Attachment
from essaim.foundation.outbox.models import Letter

pytestmark = pytest.mark.django_db
SECRET = "https://essaim.example/lien/"


@pytest.fixture
def admin(client, monkeypatch):
    monkeypatch.setattr(User, "role_provider", lambda user, date: frozenset({Role.ADMIN}))
    user = User.objects.create_user("admin@essaim.test")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client.force_login(user)
    return user


def fail(letter, code="smtp_550"):
    Letter.objects.filter(pk=letter.pk).update(state=State.FAILED, last_error=code, attempts=3)
    letter.refresh_from_db()
    return letter


def test_a_visitor_is_sent_to_sign_in(client):
    response = client.get(reverse("outbox:inbox"))
    assert response.status_code == 302
    assert "next=/courrier/" in response.url


def test_an_administrator_sees_envelopes_and_not_what_letters_say(client, admin, make_letter):
    letter = make_letter()
    inbox = client.get(reverse("outbox:inbox")).text
    assert letter.to in inbox
    assert "Comptes" in inbox
    page = client.get(reverse("outbox:letter", args=[letter.pk]))
    assert letter.message_id.strip("<>") in page.text
    assert SECRET not in page.text
    assert client.get(reverse("outbox:letter-page", args=[letter.pk])).status_code == 404


def test_a_demonstration_lets_everybody_read_and_follow_links(client, settings, make_letter):
    settings.DEMO = True
    letter = make_letter()
    page = client.get(reverse("outbox:letter", args=[letter.pk]))
    assert f'href="{SECRET}"' in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


def test_the_page_of_a_letter_is_inert_and_its_links_open_beside_it(client, settings, make_letter):
    settings.DEMO = True
    response = client.get(reverse("outbox:letter-page", args=[make_letter().pk]))
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "allow-scripts" not in policy
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_blank">' in response.text


def test_an_enclosure_is_a_download(client, settings, make_letter):
    settings.DEMO = True
    letter = make_letter(attachments=[Attachment("rencontre.ics", "text/calendar", b"BEGIN:VCALENDAR")])
    response = client.get(reverse("outbox:enclosure", args=[letter.pk, letter.enclosures.get().pk]))
    assert response.content == b"BEGIN:VCALENDAR"
    assert response.headers["Content-Disposition"] == 'attachment; filename="rencontre.ics"'


def test_filters_keep_what_was_asked(client, admin, make_letter):
    kept, other = fail(make_letter()), make_letter()
    page = client.get(reverse("outbox:inbox"), {"etat": "failed", "q": "classe"})
    assert kept.to in page.text
    assert other.to not in page.text
    assert "Pas de lettre à montrer" in client.get(reverse("outbox:inbox"), {"q": "personne"}).text


def test_an_htmx_search_receives_the_list_alone(client, admin, make_letter):
    make_letter()
    page = client.get(reverse("outbox:inbox"), headers={"HX-Request": "true"})
    assert "<table" in page.text
    assert "<html" not in page.text


def test_a_letter_sent_again_leaves_under_the_same_message_id(client, admin, make_letter):
    letter = fail(make_letter())
    before = letter.message_id
    assert client.post(reverse("outbox:letter-retry", args=[letter.pk])).status_code == 302
    assert worker.run_once() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.message_id, letter.attempts) == (State.SENT, before, 1)
    assert Entry.objects.get().action == "outbox.letter.retried"


def test_a_cancelled_letter_never_leaves(client, admin, make_letter):
    letter = make_letter()
    client.post(reverse("outbox:letter-cancel", args=[letter.pk]))
    assert worker.run_once() == 0
    letter.refresh_from_db()
    assert letter.state == State.CANCELLED


def test_a_letter_already_gone_cannot_be_cancelled(make_letter):
    letter = make_letter()
    worker.run_once()
    letter.refresh_from_db()
    with pytest.raises(Forbidden, match="tant qu’elle n’est pas partie"):
        services.cancel(by=SystemActor("test"), letter=letter)


def test_the_worker_that_takes_a_letter_first_wins_over_its_cancellation(make_letter):
    letter = make_letter()
    worker.claim("first")
    with pytest.raises(Refused, match="vient de changer d’état"):
        services.cancel(by=SystemActor("test"), letter=letter)
    assert not Entry.objects.exists()
