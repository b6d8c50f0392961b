"""A letter to a segment reaches each address once, says why it may be written, and stops in one click."""

import re

import pytest
from django.urls import reverse

from essaim.areas.campaign.enums import Audience
from essaim.areas.campaign.models import LetterRefusal
from essaim.areas.campaign.selectors import segments as selectors
from essaim.areas.campaign.services import segments
from essaim.commons.directory.models import School
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel.actor import LinkActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox.models import Letter
from tests.world import Persona

BOURGOGNE, CORSE = Scope("region", "27"), Scope("region", "94")


@pytest.fixture
def cress(world):
    return world.users[Persona.CRESS]


def write(by, world, audience, scope=BOURGOGNE, **changes):
    shown = len(selectors.segment(world.edition, audience, scope).addresses)
    said = {"subject": "La Semaine approche", "body": "Bonjour,\n\nhttps://exemple.fr/", "shown": shown} | changes
    return segments.send(by=by, edition=world.edition, audience=audience, scope=scope, **said)


def sent():
    return Letter.objects.filter(purpose="segment").order_by("to")


def test_each_team_is_written_to_once_with_a_way_to_stop(world, cress):
    letter = write(cress, world, Audience.TEAMS)
    assert letter.addresses == sent().count() == len(set(sent().values_list("to", flat=True))) >= 1
    assert all(one.unsubscribe and one.unsubscribe in one.text for one in sent())
    assert all("intérêt légitime" in one.text for one in sent())


def test_schools_are_written_to_as_institutions(world, cress):
    School.objects.filter(pk=world.school.pk).update(email="ce.0211234x@ac-dijon.fr")
    write(cress, world, Audience.SCHOOLS)
    letter = sent().get(to="ce.0211234x@ac-dijon.fr")
    assert (letter.unsubscribe, "mission d’intérêt public" in letter.text) == ("", True)
    assert not selectors.segment(world.edition, Audience.SCHOOLS, CORSE).addresses


def test_one_click_stops_the_next_ones_and_reading_stops_nothing(world, cress, client):
    write(cress, world, Audience.TEAMS)
    first = sent().first()
    path = "/" + first.unsubscribe.split("/", 3)[3]
    assert client.get(path).status_code == 200
    assert not LetterRefusal.objects.exists()
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert first.to not in selectors.segment(world.edition, Audience.TEAMS, BOURGOGNE).addresses
    assert not re.search("exemple", LetterRefusal.objects.get().address_digest)


def test_a_link_stops_its_own_address_only(db):
    with pytest.raises(Forbidden):
        segments.stop(by=LinkActor("campaign.letterrefusal:abc"), address_digest="def")


def test_nothing_leaves_that_was_not_shown_nor_elsewhere_than_at_home(world, cress):
    with pytest.raises(Refused, match="vient de changer"):
        write(cress, world, Audience.TEAMS, shown=0)
    with pytest.raises(Forbidden):
        write(cress, world, Audience.TEAMS, scope=CORSE)
    with pytest.raises(Refused, match="Personne"):
        write(world.users[Persona.ADMIN], world, Audience.TEAMS, scope=CORSE)
    assert not sent().exists()


def test_it_is_read_again_with_its_count_before_it_leaves(world, cress, client):
    client.force_login(cress)
    page = reverse("campaign:segment-list")
    said = {
        "audience": "teams",
        "scope": "region:27",
        "edition": world.edition.slug,
        "subject": "La Semaine approche",
        "body": "Bonjour",
    }
    shown = client.post(page, said)
    count = len(shown.context["segment"].addresses)
    assert f'value="{count}"' in shown.content.decode()
    assert not sent().exists()
    client.post(page, said | {"geste": "envoyer", "adresses": count})
    assert sent().count() == count
