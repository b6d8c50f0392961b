"""Pages of encounters and events: links that change nothing when opened, reports in a minute, lists without contact."""

import datetime as dt
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse
from odfdo import Document

from essaim.commons.encounters import access, documents, origins
from essaim.commons.encounters.documents import Person
from essaim.commons.encounters.enums import EncounterKind, Side
from essaim.commons.encounters.models import Encounter, Event, Invitation
from essaim.commons.encounters.origins import Origin
from essaim.commons.encounters.selectors import encounters as selectors
from essaim.commons.encounters.services import encounters as services
from essaim.foundation.audit.models import Entry
from essaim.foundation.outbox.models import Letter
from tests import pdf_checks
from tests.factories.encounters import BY
from tests.world import Persona

pytestmark = pytest.mark.django_db

DAY = dt.datetime(2027, 3, 22, 16, tzinfo=dt.UTC)
REPORT = {"held_on": "2027-03-22", "pupils": "24", "adults": "2", "minutes": "55", "words": ""}


def state(encounter: Encounter) -> str:
    return Encounter.objects.get(pk=encounter.pk).state


def messages_of(response) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


@pytest.fixture
def as_persona(client, world):
    def sign_in(persona: Persona):
        client.force_login(world.users[persona])
        return client

    return sign_in


def test_opening_a_signed_link_changes_nothing_and_its_button_reports(client, world, time_machine):
    time_machine.move_to(DAY)
    entries = Entry.objects.count()
    for page in ("", "compte-rendu/", "date/", "report/", "annulation/"):
        assert client.get(f"/rencontres/suivi/{world.encounter_token}/{page}").status_code == 200
    assert (state(world.encounter), Entry.objects.count()) == ("planned", entries)
    response = client.post(f"/rencontres/suivi/{world.encounter_token}/compte-rendu/", REPORT, follow=True)
    assert "comptée, une fois" in messages_of(response)
    found = Encounter.objects.get(pk=world.encounter.pk)
    assert (found.state, found.pupils, found.channel) == ("held", 24, "link")


def test_a_link_replayed_shows_the_report_to_correct(client, world, time_machine):
    time_machine.move_to(DAY)
    address = f"/rencontres/suivi/{world.encounter_token}/compte-rendu/"
    client.post(address, REPORT)
    client.post(address, REPORT | {"pupils": "25"})
    assert Entry.objects.filter(action="encounters.encounter.held").count() == 2  # the world's, and this one
    assert Entry.objects.filter(action="encounters.encounter.corrected").count() == 1
    assert Encounter.objects.get(pk=world.encounter.pk).pupils == 25


def test_a_report_is_filled_with_what_is_known(client, world, time_machine):
    time_machine.move_to(DAY)
    page = client.get(f"/rencontres/suivi/{world.encounter_token}/compte-rendu/")
    soup = BeautifulSoup(page.content, "html.parser")
    assert soup.find(id="id_held_on")["value"] == "2027-03-22"
    assert soup.find(id="id_pupils")["value"] == "24"
    assert soup.find(id="id_by_phone") is None


def test_an_empty_report_says_what_to_write_and_keeps_what_was_typed(client, world, time_machine):
    time_machine.move_to(DAY)
    address = f"/rencontres/suivi/{world.encounter_token}/compte-rendu/"
    response = client.post(address, REPORT | {"pupils": "", "minutes": "2", "words": "Très bien."})
    text = messages_of(response)
    assert "Écrivez un nombre en chiffres" in text
    assert "Très bien." in response.content.decode()
    assert state(world.encounter) == "planned"


def test_an_expired_link_offers_a_fresh_one_to_the_address_already_known(client, world, monkeypatch, time_machine):
    monkeypatch.setattr(origins, "_origins", {})
    origins.register(Origin(model="toys.match", addresses=lambda urn: {Side.TEAM: "equipe@exemple.fr"}))
    Encounter.objects.filter(pk=world.encounter.pk).update(origin="toys.match:1")
    token = access.encounter_token(Encounter.objects.get(pk=world.encounter.pk), Side.TEAM)
    time_machine.move_to(DAY + dt.timedelta(days=90))
    response = client.get(f"/rencontres/suivi/{token}/")
    assert response.status_code == 410
    assert "Recevoir un nouveau lien" in messages_of(response)
    assert client.post(f"/rencontres/suivi/{token}/nouveau-lien/").status_code == 200
    letter = Letter.objects.get(purpose="follow")
    assert (letter.to, mail.outbox) == ("equipe@exemple.fr", [])
    assert "/rencontres/suivi/" in letter.text


@pytest.mark.parametrize("token", ["faux", "a:b:c"])
def test_a_link_that_was_not_signed_here_opens_nothing(client, db, token):
    assert client.get(f"/rencontres/suivi/{token}/").status_code == 404
    assert client.get(f"/evenements/invitation/{token}/").status_code == 404


def test_the_network_notes_a_report_by_telephone(as_persona, world, time_machine):
    time_machine.move_to(DAY)
    client = as_persona(Persona.CORRESPONDENT)
    response = client.post(
        reverse("encounters:encounter-report", args=[world.encounter.pk]), REPORT | {"by_phone": "on"}, follow=True
    )
    assert "au téléphone" in messages_of(response).lower()
    assert Encounter.objects.get(pk=world.encounter.pk).channel == "telephone"


def test_a_date_is_set_with_hours_of_the_place(as_persona, world, clock):
    client = as_persona(Persona.TEAM)
    address = reverse("encounters:encounter-reschedule", args=[world.encounter.pk])
    wrong = client.post(address, {"day": "2027-03-23", "starts": "10:00", "ends": "09:00"})
    assert "inversez" in messages_of(wrong)
    assert "les deux heures" in messages_of(client.post(address, {"day": "2027-03-23", "starts": "10:00"}))
    assert "Choisissez le matin" in messages_of(client.post(address, {"day": "2027-03-23"}))
    client.post(address, {"day": "2027-03-23", "starts": "10:00", "ends": "11:00", "place": "Salle 3"})
    found = Encounter.objects.get(pk=world.encounter.pk)
    assert (found.starts_at, found.slot, found.place) == (dt.datetime(2027, 3, 23, 9, tzinfo=dt.UTC), "", "Salle 3")
    client.post(address, {"day": "2027-03-24", "half": "pm"})
    assert Encounter.objects.get(pk=world.encounter.pk).slot == "2027-03-24-pm"


def test_a_refusal_of_the_service_is_told_on_the_page(as_persona, world, clock):
    services.cancel(by=BY, encounter=world.encounter, reason="Grève.")
    client = as_persona(Persona.TEAM)
    response = client.post(reverse("encounters:encounter-postpone", args=[world.encounter.pk]), {"reason": "Trop tôt."})
    assert "n'est plus possible" in messages_of(response)
    report = client.get(reverse("encounters:encounter-report", args=[world.encounter.pk]))
    assert report.url == world.encounter.get_absolute_url()


def test_the_network_notes_an_encounter_of_its_own(as_persona, world, clock):
    client = as_persona(Persona.CORRESPONDENT)
    typed = {
        "school": world.school.uai,
        "kind": "visit",
        "commitment": world.commitment.pk,
        "day": "2027-02-02",
        "half": "am",
        "organisation": world.organisation.pk,
        "by_phone": "on",
    }
    response = client.post(reverse("encounters:encounter-new"), typed)
    found = Encounter.objects.order_by("-pk")[0]
    assert response.url == found.get_absolute_url()
    assert (found.title, found.channel) == ("Recyclerie du Moulin et Collège Jules Ferry", "telephone")


def test_a_list_is_filtered_and_leaves_without_contact_nor_words(as_persona, world):
    client = as_persona(Persona.CRESS)
    page = messages_of(client.get("/rencontres/?etat=held&du=2026-03-01&au=2026-03-31"))
    assert "Visite de la recyclerie" in page
    assert "1 rencontre" in page.replace("\u00a0", " ")
    assert "Pas encore de rencontre" in messages_of(client.get("/rencontres/?etat=held&du=2026-04-01"))
    lines = b"".join(client.get("/rencontres/liste.csv?etat=held").streaming_content).decode()
    assert lines.count("\r\n") == 2
    assert "Visite de la recyclerie" in lines
    assert "Très vivant" not in lines
    sheet = Document(BytesIO(client.get("/rencontres/liste.ods").content)).body.tables[0]
    assert "Recyclerie du Moulin" in {cell for row in sheet.iter_values() for cell in row}
    assert client.get("/rencontres/liste.pdf").status_code == 404


def test_a_list_holds_what_one_may_see(as_persona, world):
    assert "Visite de la recyclerie" in messages_of(as_persona(Persona.TEAM).get("/rencontres/"))
    assert "Visite de la recyclerie" not in messages_of(as_persona(Persona.SIGNATORY).get("/rencontres/"))


def test_the_fiche_has_contacts_only_when_they_are_given(world):
    encounter = selectors.with_all().get(pk=world.encounter.pk)
    camille = Person(Side.ACTOR, "Camille Roux", "+33380000000", "c@exemple.fr")
    bare, whole = documents._fiche(encounter, ()), documents._fiche(encounter, [camille])
    assert bare["contacts"] == []
    assert whole["contacts"] == [
        ["L'acteur de l'ESS", "Camille Roux, 03\u00a080\u00a000\u00a000\u00a000, c@exemple.fr"]
    ]
    assert bare["when"] == "Lundi 22 mars 2027, le matin"
    assert [side["title"] for side in bare["bring"]] == ["Pour l'équipe éducative", "Pour l'acteur de l'ESS"]
    assert pdf_checks.problems(documents.fiche(encounter)) == []
    assert pdf_checks.problems(documents.fiche(encounter, [camille])) == []


@pytest.mark.parametrize("kind", list(EncounterKind))
def test_every_kind_has_its_paper(world, kind):
    Encounter.objects.filter(pk=world.encounter.pk).update(kind=kind)
    assert pdf_checks.problems(documents.fiche(selectors.with_all().get(pk=world.encounter.pk))) == []


def test_opening_an_invitation_answers_nothing_and_its_button_does(client, world, clock):
    address = f"/evenements/invitation/{world.invitation_token}/"
    assert client.get(address).status_code == 200
    assert Invitation.objects.get(pk=world.address_invitation.pk).answer == "invited"
    assert "une place est tenue" in messages_of(client.post(address, {"answer": "coming"}, follow=True))
    assert "Vous venez" in messages_of(client.get(address))
    assert "Répondez" in messages_of(client.post(address, {"answer": "peut-être"}, follow=True))


def test_when_every_place_is_held_the_page_is_kind_and_the_list_waits(client, world, clock):
    Event.objects.filter(pk=world.event.pk).update(capacity=1)
    client.force_login(world.users[Persona.TEAM])
    client.post(reverse("encounters:event-answer", args=[world.event.slug]), {"answer": "coming"})
    address = f"/evenements/invitation/{world.invitation_token}/"
    assert "liste d’attente" in messages_of(client.get(address))
    response = client.post(address, {"answer": "coming"}, follow=True)
    assert "La dernière place vient d’être prise" in messages_of(response)
    assert Invitation.objects.get(pk=world.address_invitation.pk).answer == "waiting"


def test_an_invitation_whose_time_is_over_sends_a_fresh_link(client, world, time_machine):
    time_machine.move_to(DAY + dt.timedelta(days=30))
    address = f"/evenements/invitation/{world.invitation_token}/"
    assert client.get(address).status_code == 410
    client.post(f"{address}nouveau-lien/")
    assert Letter.objects.filter(purpose="invitation", to="accueil@mairie.exemple.fr").count() == 2


def test_an_event_is_prepared_then_its_people_invited_and_counted(as_persona, world, time_machine):
    time_machine.move_to(dt.datetime(2027, 1, 12, 9, tzinfo=dt.UTC))
    client = as_persona(Persona.CRESS)
    typed = {
        "title": "Journée régionale",
        "territory": "region:27",
        "host": world.cress.pk,
        "commitment": world.commitment.pk,
        "day": "2027-03-22",
        "starts": "09:30",
        "ends": "17:00",
        "moments": "9 h 30 Accueil\n10 h Ateliers | en trois salles",
    }
    assert "Ligne 1" in messages_of(client.post("/evenements/nouveau/", typed | {"moments": "Accueil"}))
    assert "inversez" in messages_of(client.post("/evenements/nouveau/", typed | {"ends": "09:00"}))
    client.post("/evenements/nouveau/", typed)
    event = Event.objects.get(title="Journée régionale")
    assert event.programme.count() == 2
    client.post(f"/evenements/{event.slug}/modifier/", typed | {"place": "Beaune"})
    client.post(f"/evenements/{event.slug}/invitations/", {"addresses": "a@exemple.fr, b@exemple.fr"})
    one, _two = event.invitations.order_by("pk")
    client.post(reverse("encounters:invitation-note", args=[one.pk]), {"answer": "coming"})
    assert "au téléphone" in messages_of(client.get(f"/evenements/{event.slug}/invitations/"))
    assert "commence le" in messages_of(client.post(f"/evenements/{event.slug}/presences/", {"others": "0"}))
    time_machine.move_to(DAY)
    as_persona(Persona.CRESS)
    client.post(f"/evenements/{event.slug}/presences/", {"others": "3", "came": [one.pk]})
    event.refresh_from_db()
    assert (event.state, event.attended, event.place) == ("held", 4, "Beaune")


def test_an_event_is_cancelled_with_its_reason(as_persona, world, clock):
    client = as_persona(Persona.CRESS)
    client.post(f"/evenements/{world.event.slug}/annulation/", {"reason": "Neige."})
    assert "Neige." in messages_of(client.get(f"/evenements/{world.event.slug}/"))
    assert "STATUS:CANCELLED" in client.get(f"/evenements/{world.event.slug}/date.ics").content.decode()


def test_a_letter_reads_whole(as_persona, world, monkeypatch, clock):
    monkeypatch.setattr(origins, "_origins", {})
    origins.register(Origin(model="toys.match", addresses=lambda urn: {Side.TEAM: "equipe@exemple.fr"}))
    Encounter.objects.filter(pk=world.encounter.pk).update(origin="toys.match:1")
    services.cancel(by=BY, encounter=world.encounter, reason="Grève des transports.")
    letter = Letter.objects.get(purpose="cancelled")
    assert letter.subject == "Rencontre annulée : Recyclerie du Moulin et Collège Jules Ferry"
    assert "Raison donnée : Grève des transports." in letter.text
    assert "Grève des transports." in letter.html
    assert letter.enclosures.get().name == "rencontre.ics"
