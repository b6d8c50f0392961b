"""A letter exists if and only if the change it tells does."""

import pytest
from django.db import transaction

from essaim.foundation.kernel.errors import Refused
from essaim.foundation.outbox.letters import Attachment, OutsideTransaction, Text, compose, post
from essaim.foundation.outbox.models import Enclosure, Letter

HELLO = Text("Bonjour", "Bonjour.\n", "<p>Bonjour.</p>")
pytestmark = pytest.mark.django_db


def send(**fields):
    return post(**{"to": "a@essaim.test", "text": HELLO, "area": "accounts", "purpose": "test", **fields})


@pytest.mark.django_db(transaction=True)
def test_a_letter_cannot_be_posted_outside_a_transaction():
    with pytest.raises(OutsideTransaction):
        send()
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_undone_takes_its_letter_with_it():
    def change_mind():
        with transaction.atomic():
            send()
            raise Refused("Finalement non.")

    with pytest.raises(Refused):
        change_mind()
    assert not Letter.objects.exists()


def test_two_posts_under_one_key_make_one_letter():
    first = send(dedup_key="rappel:12")
    second = send(dedup_key="rappel:12", to="b@essaim.test", attachments=[Attachment("a.ics", "text/calendar", b"x")])
    assert first == second
    assert Letter.objects.get().to == "a@essaim.test"
    assert not Enclosure.objects.exists()


def test_the_message_id_follows_the_key_and_is_never_shared():
    keyed = send(dedup_key="rappel:12")
    expected = keyed.message_id
    keyed.delete()
    assert send(dedup_key="rappel:12").message_id == expected
    assert len({send().message_id for _ in range(20)} | {expected}) == 21


@pytest.mark.parametrize(
    "address", ["", "classe", "a@b", "a@essaim.test\nBcc: b@essaim.test", "a@essaim.test, b@c.test"]
)
def test_an_address_that_no_server_would_take_is_refused(address):
    with pytest.raises(Refused, match="prenom"):
        send(to=address)
    assert not Letter.objects.exists()


def test_enclosures_are_bounded():
    with pytest.raises(Refused, match="512 Ko"):
        send(attachments=[Attachment("a.ics", "text/calendar", b"x" * (Enclosure.MAX_BYTES + 1))])
    assert not Letter.objects.exists()


def test_a_subject_stays_on_its_line():
    letter = send(text=Text("Bonjour\r\nBcc: b@essaim.test", "…", ""))
    assert letter.subject == "Bonjour Bcc: b@essaim.test"


@pytest.fixture
def letter_templates(settings, tmp_path):
    folder = tmp_path / "accounts" / "letters"
    folder.mkdir(parents=True)
    (folder / "hello.txt").write_text(
        '{% extends "outbox/letter.txt" %}{% block subject %}Votre classe,\n {{ name }}{% endblock %}'
        "{% block text %}Bonjour {{ name }},\n\n\n\n{{ base_url }}/ici/{% endblock %}"
    )
    (folder / "hello.html").write_text(
        '{% extends "outbox/letter.html" %}{% block content %}<h1>{{ name }}</h1>{% endblock %}'
    )
    settings.BASE_URL = "https://essaim.example"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]


def test_text_and_page_are_written_each_for_its_reader(letter_templates):
    letter = compose("accounts/hello", {"name": "L'école & <b>Cie</b>"})
    assert letter.subject == "Votre classe, L'école & <b>Cie</b>"
    assert letter.text.startswith("Bonjour L'école & <b>Cie</b>,\n\nhttps://essaim.example/ici/\n")
    assert "<h1>L&#x27;école &amp; &lt;b&gt;Cie&lt;/b&gt;</h1>" in letter.html


def test_the_page_of_a_letter_calls_nothing_from_outside(letter_templates):
    html = compose("accounts/hello", {"name": "CM2"}).html
    assert '<html lang="fr">' in html
    assert "<title>Votre classe, CM2</title>" in html
    assert not [word for word in ("<img", "<link", "<script", "url(", "@import") if word in html]
