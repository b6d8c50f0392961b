"""The page of the day: a report that is sent twice counts once, and without script the plain form works."""

import datetime as dt
import uuid

import pytest
from bs4 import BeautifulSoup

from essaim.commons.encounters import access, documents
from essaim.commons.encounters.enums import EncounterState, Side
from essaim.commons.encounters.models import Encounter, Receipt
from essaim.commons.encounters.selectors.encounters import with_all
from essaim.foundation.audit.models import Entry
from tests.pdf_checks import problems
from tests.world import Persona

pytestmark = pytest.mark.django_db

ON_THE_DAY = dt.datetime(2027, 3, 22, 11, 0, tzinfo=dt.UTC)
JSON = {"Accept": "application/json"}


@pytest.fixture
def today(world, time_machine) -> Encounter:
    """The morning of the encounter is over."""
    time_machine.move_to(ON_THE_DAY, tick=False)
    return world.encounter


def address(encounter: Encounter) -> str:
    return f"/rencontres/jour/{access.encounter_token(encounter, Side.ACTOR)}/"


def report(**changes) -> dict:
    given = {"key": str(uuid.uuid4()), "held_on": "2027-03-22", "pupils": "24", "adults": "3", "minutes": "55"}
    return given | changes


def said(encounter: Encounter) -> tuple:
    encounter.refresh_from_db()
    return encounter.state, encounter.pupils, encounter.adults, encounter.minutes


def test_without_script_the_plain_form_notes_it(today, client):
    page = BeautifulSoup(client.get(address(today)).content, "html.parser")
    form = page.select_one("form[data-report]")
    fields = {one["name"]: one.get("value", "") for one in form.select("input") if one["name"] != "csrfmiddlewaretoken"}
    assert fields["pupils"] == "24"
    response = client.post(address(today), fields | {"adults": "3", "minutes": "55"})
    assert response.status_code == 302
    assert said(today) == (EncounterState.HELD, 24, 3, 55)
    assert "24\u00a0élèves" in client.get(address(today)).content.decode()


def test_the_same_report_sent_again_counts_once(today, client):
    sent = report()
    for _ in range(3):
        answer = client.post(address(today), sent, headers=JSON)
        assert answer.json() == {"held": True, "told": "24\u00a0élèves, 3\u00a0adultes, 55\u00a0minutes"}
    assert Receipt.objects.filter(encounter=today).count() == 1
    held = Entry.objects.filter(action="encounters.encounter.held", target=f"encounters.encounter:{today.pk}")
    assert held.count() == 1
    assert Entry.objects.filter(action="encounters.report.received").count() == 3


def test_another_report_of_the_same_encounter_changes_nothing(today, client):
    client.post(address(today), report(), headers=JSON)
    answer = client.post(address(today), report(pupils="12"), headers=JSON)
    assert answer.status_code == 409
    assert "déjà notée" in answer.json()["told"]
    assert said(today)[1] == 24


def test_a_key_belongs_to_one_encounter(today, client, world):
    sent = report()
    client.post(address(today), sent, headers=JSON)
    other = world.held_encounter
    answer = client.post(address(other), sent, headers=JSON)
    assert answer.status_code == 409
    assert said(other)[1] == 22


@pytest.mark.parametrize(
    "change", [{"pupils": ""}, {"minutes": "2"}, {"key": "pas une clé"}, {"held_on": "2027-03-23"}]
)
def test_what_cannot_be_is_told_and_nothing_is_written(today, client, change):
    answer = client.post(address(today), report(**change), headers=JSON)
    assert answer.status_code in {409, 422}
    assert answer.json()["errors"]
    assert said(today)[0] == EncounterState.PLANNED
    assert not Receipt.objects.exists()


def test_the_network_sees_the_encounters_of_its_territory(today, client, world):
    client.force_login(world.users[Persona.OCCE])
    page = BeautifulSoup(client.get("/rencontres/jour/").content, "html.parser")
    assert [one["data-encounter"] for one in page.select("[data-encounter]")] == [str(today.pk)]
    sent = report(rencontre=str(today.pk))
    assert client.post("/rencontres/jour/", sent, headers=JSON).json()["held"] is True
    assert said(today)[0] == EncounterState.HELD


def test_a_link_only_opens_its_own_encounter(today, client, world):
    sent = report(rencontre=str(world.held_encounter.pk))
    client.post(address(today), sent, headers=JSON)
    assert said(today)[0] == EncounterState.HELD
    assert said(world.held_encounter)[1] == 22


def test_the_worker_keeps_its_folder_and_is_never_kept_itself(client):
    response = client.get("/rencontres/jour/hors-ligne.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert "no-cache" in response["Cache-Control"]
    assert b"addEventListener" in response.content


def test_the_thanks_can_be_read_by_everybody_and_name_no_pupil(today, client, world):
    content = documents.thanks(with_all().get(pk=world.held_encounter.pk))
    assert problems(content) == []
    token = access.encounter_token(today, Side.ACTOR)
    assert client.get(f"/rencontres/suivi/{token}/remerciement.pdf").status_code == 404
