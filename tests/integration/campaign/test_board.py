"""The board of the network: who follows what, and what it exports without any contact."""

import pytest
from django.urls import reverse

from essaim.areas.campaign.selectors import colleagues
from essaim.areas.campaign.services import assignments
from essaim.foundation.kernel.errors import Forbidden, Refused
from tests.world import Persona


def test_a_registration_is_given_to_a_colleague_of_its_place_and_taken_back(world):
    by, to = world.users[Persona.CRESS], world.users[Persona.CORRESPONDENT]
    request = world.matched_request
    assert to in colleagues.colleagues(request)
    assignments.assign(by=by, registration=request, to=to)
    assert request in colleagues.followed_by(to, world.edition)
    assignments.assign(by=by, registration=request, to=None)
    assert not colleagues.followed_by(to, world.edition)


def test_nobody_is_given_what_is_not_at_home_nor_gives_it(world):
    request = world.matched_request
    with pytest.raises(Refused, match="ne répond pas"):
        assignments.assign(by=world.users[Persona.CRESS], registration=request, to=world.users[Persona.TEAM])
    with pytest.raises(Forbidden):
        assignments.assign(by=world.users[Persona.TEAM], registration=request, to=None)


def test_what_one_follows_is_on_the_board(world, client):
    to = world.users[Persona.CORRESPONDENT]
    client.force_login(world.users[Persona.CRESS])
    address = reverse("campaign:registration-assign", args=[world.matched_request.reference])
    client.post(address, {"assigned_to": to.pk})
    client.force_login(to)
    shown = client.get(reverse("campaign:board")).content.decode()
    assert "Que vous suivez" in shown
    assert world.matched_request.label in shown


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
def test_the_board_leaves_as_a_table(world, client, extension):
    client.force_login(world.users[Persona.CRESS])
    response = client.get(reverse("campaign:board-export", args=[extension]))
    assert response.status_code == 200
    assert b"".join(response)


def test_no_contact_leaves_with_the_board(world, client):
    client.force_login(world.users[Persona.CRESS])
    for query in ("", "?liste=rencontres"):
        text = b"".join(client.get(reverse("campaign:board-export", args=["csv"]) + query)).decode()
        assert world.matched_request.who in text
        assert "exemple.fr" not in text
        assert world.matched_request.contact_name not in text
