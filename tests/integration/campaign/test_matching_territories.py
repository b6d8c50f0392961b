"""Somebody who answers for two territories sees both together, and may choose one: the address keeps it."""

import pytest
from django.urls import reverse

from essaim.areas.campaign import meetings
from essaim.areas.campaign.selectors import instances
from essaim.commons.directory.enums import Level
from essaim.commons.territory.models import Academie
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel.actor import Role
from tests.factories.campaign_matching import accepted_request
from tests.factories.directory_people import hold
from tests.world import Persona

BOARD, RUN = reverse("campaign:matching-board"), reverse("campaign:matching-run")
DIJON, BESANCON = "academie:07", "academie:03"


@pytest.fixture
def both(world, client):
    """The correspondent of Dijon also answers for Besançon, where a class waits too."""
    user = world.users[Persona.CORRESPONDENT]
    hold(user, Role.CORRESPONDENT, Academie.objects.get(pk="03"))
    here, there = accepted_request(world, (Level.THIRD,), mark="D"), accepted_request(world, (Level.THIRD,), mark="B")
    there.academie_id = "03"
    there.save()
    client.force_login(user)
    return here, there


def test_the_board_shows_every_territory_together(client, both):
    here, there = both
    shown = client.get(BOARD)
    assert {here.reference, there.reference} <= {one.reference for one in shown.context["waiting"]}
    assert shown.context["scope_name"] == "académie de Besançon et académie de Dijon"
    text = shown.content.decode()
    assert f"{RUN}?perimetre={DIJON}" in text
    assert f"{RUN}?perimetre={BESANCON}" in text


def test_one_territory_may_be_chosen_and_the_address_keeps_it(client, both):
    _, there = both
    shown = client.get(BOARD, {"perimetre": BESANCON})
    assert [one.reference for one in shown.context["waiting"]] == [there.reference]
    assert f'value="{BESANCON}" selected' in shown.content.decode()
    assert client.get(BOARD, {"perimetre": "academie:10"}).status_code == 403


def test_a_run_is_of_one_territory(client, both):
    assert client.get(RUN).url == BOARD
    assert client.get(RUN, {"perimetre": BESANCON}).status_code == 200


def test_what_waits_is_counted_once(world, both):
    user = world.users[Persona.CORRESPONDENT]
    hold(user, Role.CRESS, both[0].region)
    waiting = instances.waiting_in(world.edition, Scope("region", "27"), Scope("academie", "07"))
    assert meetings.to_match(world.edition, user).waiting == waiting.count()
