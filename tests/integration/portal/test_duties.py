"""The home of somebody who signed in begins with what waits for them, and costs little."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essaim.areas.campaign.enums import RegistrationState
from essaim.commons.directory.enums import Level
from essaim.foundation.accounts import duties
from tests.factories.campaign_matching import accepted_request
from tests.world import Persona

MOST_QUERIES = 24


def titles(world, persona) -> list[str]:
    return [duty.title.replace("\u00a0", " ") for duty in duties.waiting_for(world.users[persona])]


def home(client, world, persona) -> BeautifulSoup:
    client.force_login(world.users[persona])
    return BeautifulSoup(client.get("/").content, "html.parser")


def test_a_team_is_asked_for_its_answer(world, client):
    assert "1 réponse attendue de vous" in titles(world, Persona.TEAM)
    soup = home(client, world, Persona.TEAM)
    assert soup.h1.get_text() == "Ce qui vous attend"
    assert soup.select_one(f'.inbox a[href*="{world.matched_request.reference}"]')


def test_an_actor_is_asked_for_the_answers_of_its_organisation(world):
    assert not [title for title in titles(world, Persona.ESS_ACTOR) if "réponse" in title]
    world.matched_offer.organisation = world.organisation
    world.matched_offer.save()
    assert "1 réponse attendue de vous" in titles(world, Persona.ESS_ACTOR)


def test_a_territory_is_told_what_to_reread_and_whom_to_match(world):
    accepted_request(world, (Level.THIRD,), mark="Z")
    told = titles(world, Persona.CORRESPONDENT)
    assert any("à relire" in title for title in told)
    assert any("sans rencontre" in title for title in told)
    assert any("sans réponse" in title for title in told)


def test_what_was_given_back_comes_first(world):
    request = world.class_request
    request.state, request.reason, request.author = RegistrationState.RETURNED, "Une date.", world.users[Persona.TEAM]
    request.save()
    found = duties.waiting_for(world.users[Persona.TEAM])
    assert [duty.is_urgent for duty in found] == sorted((duty.is_urgent for duty in found), reverse=True)
    assert "1 inscription à corriger" in titles(world, Persona.TEAM)


def test_nothing_to_do_is_said_kindly(world, client):
    soup = home(client, world, Persona.INSTITUTION)
    assert soup.h1.get_text() == "Rien ne vous attend aujourd’hui"
    assert "Tout est à jour" in soup.get_text()
    assert soup.select("nav[aria-labelledby=aller] a")


def test_a_visitor_reads_the_public_home(world, client):
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    assert soup.select(".doors")
    assert not soup.select(".inbox")


@pytest.mark.parametrize("persona", [Persona.TEAM, Persona.CORRESPONDENT, Persona.NATIONAL, Persona.ADMIN])
def test_the_home_keeps_to_its_budget_whoever_reads_it(persona, world, client):
    client.force_login(world.users[persona])
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= MOST_QUERIES, "\n".join(query["sql"][:160] for query in queries)
