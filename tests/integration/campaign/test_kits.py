"""A confirmed encounter leads each side to what prepares it, written for the edition."""

import pytest
from bs4 import BeautifulSoup

from essaim.areas.campaign import match_letters
from essaim.areas.campaign.enums import Party
from essaim.areas.campaign.models import Campaign, Match
from essaim.areas.campaign.selectors import kits
from essaim.areas.campaign.services import editions
from essaim.areas.campaign.services import kits as services
from essaim.commons.directory.models import School
from essaim.commons.encounters import access
from essaim.commons.encounters.enums import Side
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox.models import Letter
from tests.factories.campaign_public import agreed_in
from tests.world import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(clock, world) -> Match:
    """An encounter of the open edition that both sides agreed on."""
    match = agreed_in(world.edition, School.objects.placed().get(pk=world.school.pk), world.organisation)
    encounter = match.encounter
    encounter.origin = f"campaign.match:{match.pk}"
    encounter.save()
    return Match.objects.told().get(pk=match.pk)


def links(page: str) -> list[str]:
    soup = BeautifulSoup(page, "html.parser")
    return [one.get_text(strip=True) for one in soup.find_all("a") if "/preparer/" in one.get("href", "")]


@pytest.mark.parametrize(("side", "first"), [(Side.ACTOR, "Préparer votre rencontre"), (Side.TEAM, "Une séance")])
def test_each_side_finds_its_own_sheet_first(agreed, client, side, first):
    page = client.get(access.encounter_address(agreed.encounter, side)).content.decode()
    found = links(page)
    assert len(found) == 2
    assert found[0].startswith(first)


def test_the_letter_of_the_second_yes_leads_to_them(agreed):
    match_letters.confirmed(agreed, Party.ACTOR)
    letter = Letter.objects.order_by("-pk").first()
    assert "/semaine/preparer/acteur/" in letter.text
    assert "/semaine/preparer/classe/" in letter.html


def test_the_page_shows_what_the_coordination_wrote_and_never_markup(agreed, client, world):
    by = world.users[Persona.NATIONAL]
    body = "## Titre\n<script>alert(1)</script>\n- un"
    services.write(by=by, edition=world.edition, side=Party.TEAM, title="Notre séance", body=body)
    response = client.get("/semaine/preparer/classe/")
    page = BeautifulSoup(response.content, "html.parser")
    assert page.h1.get_text() == "Notre séance"
    assert b"<script>alert" not in response.content
    assert client.get("/semaine/preparer/autre/").status_code == 404


def test_only_the_coordination_writes_them_and_nothing_empty(world):
    with pytest.raises(Forbidden):
        services.write(by=world.users[Persona.CRESS], edition=world.edition, side=Party.TEAM, title="a", body="b")
    with pytest.raises(Refused):
        services.write(by=world.users[Persona.NATIONAL], edition=world.edition, side=Party.TEAM, title="a", body=" ")


def test_the_next_edition_takes_the_sheets_of_the_last(world):
    by, edition = world.users[Persona.NATIONAL], world.draft_edition
    services.write(by=by, edition=edition, side=Party.ACTOR, title="Le nôtre", body="Texte.")
    fields = {
        "title": "Semaine suivante",
        "number": 40,
        "school_year": 2040,
        "commitment": edition.commitment,
        "opens_on": edition.opens_on.replace(year=2040),
        "closes_on": edition.closes_on.replace(year=2041),
        "starts_on": edition.starts_on.replace(year=2041),
        "ends_on": edition.ends_on.replace(year=2041),
        "holidays_reason": "Essai.",
    }
    campaign = Campaign.objects.get(pk=edition.campaign_id)
    made = editions.create(by=by, campaign=campaign, slug="semaine-40", fields=fields)
    assert kits.of(made)[Party.ACTOR].title == "Le nôtre"
