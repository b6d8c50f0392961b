"""A registration from the first question to the answer, through the pages, without account nor script."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from essaim.areas.campaign import keys
from essaim.areas.campaign.domain.steps import MOST_ANSWERS, STEPS
from essaim.areas.campaign.enums import Channel, Kind, RegistrationState
from essaim.areas.campaign.models import ClassRequest, Offer, Showcase
from essaim.areas.campaign.services import moderation
from essaim.commons.directory.models import Organisation, SchoolClass
from essaim.foundation.audit.models import Entry
from essaim.foundation.links.models import Link
from essaim.foundation.outbox.models import Letter
from tests.world import Persona

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


def browser(world, persona: Persona = Persona.VISITOR) -> Client:
    client = Client()
    if persona is not Persona.VISITOR:
        client.force_login(world.users[persona])
    return client


def answer(client: Client, address: str, answers: dict, **headers) -> str:
    """Fill the form that stands there as a browser would, and say where one is sent."""
    page = client.get(address, headers=headers)
    assert page.status_code == 200, address
    response = client.post(address, answers, headers=headers)
    assert response.status_code == 302, BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)
    return response.url


def send(client: Client, reference: str):
    return client.post(f"/semaine/inscription/{reference}/envoyer/", follow=True)


def ask(client: Client, school, **headers) -> ClassRequest:
    """A whole request, sent."""
    where = answer(client, "/semaine/inscription/equipe/", {"school": school.uai}, **headers)
    where = answer(client, where, {"levels": ["3e"], "pupils": "26"}, **headers)
    where = answer(client, where, {"action_types": ["rencontre"]}, **headers)
    where = answer(client, where, {"slots": ["toute-la-semaine"], "modes": ["school", "remote"]}, **headers)
    contact = {"contact_name": "Dominique Essai", "contact_email": "dominique@exemple.fr"}
    where = answer(client, where, contact, **headers)
    reference = re.search(r"inscription/(\w+)/$", where)[1]
    send(client, reference)
    return ClassRequest.objects.get(reference=reference)


def text_of(response) -> str:
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


@pytest.mark.parametrize("headers", [{}, HX], ids=["without htmx", "with htmx"])
def test_a_team_without_account_asks_and_is_acknowledged(world, headers):
    client = browser(world)
    request = ask(client, world.school, **headers)
    assert request.state == RegistrationState.SUBMITTED
    assert request.channel == Channel.LINK
    assert (request.departement_id, request.academie_id, request.region_id) == ("21", "07", "27")
    assert len(request.slots.split()) == 10
    assert (request.routed_role, request.routed_code) == ("correspondent", "07")
    letters = dict(Letter.objects.values_list("purpose", "to"))
    assert letters["registration_received"] == "dominique@exemple.fr"
    assert letters["registration_to_moderate"] == world.users[Persona.CORRESPONDENT].email
    shown = text_of(client.get(f"/semaine/inscription/{request.reference}/"))
    assert "À relire" in shown
    assert "Correspondance L’ESPER" in shown


def test_nothing_is_kept_before_the_first_answer(world):
    before = ClassRequest.objects.count()
    browser(world).get("/semaine/inscription/equipe/")
    assert ClassRequest.objects.count() == before


def test_one_comes_back_by_the_letter_and_finds_the_answers(world):
    client = browser(world)
    where = answer(client, "/semaine/inscription/equipe/", {"school": world.school.uai})
    where = answer(client, where, {"levels": ["3e"], "pupils": "26"})
    reference = re.search(r"inscription/(\w+)/", where)[1]
    answer(client, f"/semaine/inscription/{reference}/plus-tard/", {"email": "dominique@exemple.fr"})
    letter = Letter.objects.get(purpose="registration_link")
    link = re.search(r"/semaine/inscription/\S+", letter.text)[0]
    other = browser(world)
    assert other.get(f"/semaine/inscription/{reference}/").status_code == 403
    other.get(link)
    page = BeautifulSoup(other.get(f"/semaine/inscription/{reference}/classe/").content, "html.parser")
    assert page.find("input", {"name": "pupils"})["value"] == "26"
    assert page.find("input", {"name": "levels", "value": "3e"}).has_attr("checked")


def test_opening_the_link_changes_nothing(world):
    entries = Entry.objects.count()
    link = keys.path(world.class_request)
    for _ in range(2):
        browser(world).get(link)
    assert Entry.objects.count() == entries


def test_an_expired_link_gives_a_fresh_one_to_its_owner_only(world, time_machine):
    link = keys.path(world.class_request)
    time_machine.move_to(world.class_request.submitted_at + keys.LIFE * 2)
    client = browser(world)
    page = client.get(link)
    assert page.status_code == 403
    assert "expiré" in text_of(page)
    sent = client.post(f"/semaine/inscription/{world.class_request.reference}/lien/")
    assert world.class_request.contact_email not in sent.content.decode()
    assert Letter.objects.get(purpose="registration_link").to == world.class_request.contact_email


def test_a_key_opens_its_own_registration_only(world):
    client = browser(world)
    client.get(keys.path(world.class_request))
    assert client.get(f"/semaine/inscription/{world.class_request.reference}/").status_code == 200
    assert client.get(f"/semaine/inscription/{world.showcase.reference}/").status_code == 403


def test_a_fresh_link_leaves_five_times_a_day_at_most(world):
    client = browser(world)
    answers = [client.post(f"/semaine/inscription/{world.offer.reference}/lien/").status_code for _ in range(6)]
    assert answers == [200] * 5 + [400]


def test_a_second_click_sends_nothing_twice(world):
    client = browser(world)
    request = ask(client, world.school)
    page = send(client, request.reference)
    assert page.status_code == 200
    assert Letter.objects.filter(purpose="registration_received").count() == 1
    assert Entry.objects.filter(action="campaign.registration.submitted").count() == 1


def test_the_same_class_is_not_registered_twice(world):
    ask(browser(world), world.school)
    second = ask(browser(world), world.school)
    assert second.state == RegistrationState.DRAFT


def test_another_class_of_the_same_level_is_told_apart_by_its_mark(world):
    ask(browser(world), world.school)
    client = browser(world)
    second = ask(client, world.school)
    answer(client, f"/semaine/inscription/{second.reference}/classe/", {"levels": ["3e"], "pupils": "25", "mark": "b"})
    send(client, second.reference)
    second.refresh_from_db()
    assert (second.state, second.mark) == (RegistrationState.SUBMITTED, "B")


def test_an_actor_known_in_the_directory_answers_six_questions(world):
    client = browser(world)
    typed = client.post("/semaine/inscription/acteur/", {"organisation_name": "Recyclerie du Moulin"})
    assert "Est-ce l'une de celles-ci ?" in text_of(typed)
    assert not typed.context["form"].errors
    chosen = {"organisation_name": "Recyclerie du Moulin", "known": str(world.organisation.pk)}
    where = answer(client, "/semaine/inscription/acteur/", chosen)
    where = answer(client, where, {"action_types": ["visite"]})
    where = answer(client, where, {"levels": ["college"]})
    where = answer(client, where, {"modes": ["visit"], "reach": "departement"})
    where = answer(client, where, {"slots": ["toute-la-semaine"], "capacity": "3"})
    answer(client, where, {"contact_name": "Claude Essai", "contact_email": "claude@exemple.fr"})
    offer = Offer.objects.latest("pk")
    send(client, offer.reference)
    offer.refresh_from_db()
    assert offer.organisation == world.organisation
    assert offer.title == "Visite de l'organisation"
    assert [d.pk for d in offer.territory.order_by("pk")] == ["21"]
    assert (offer.state, offer.routed_role, offer.capacity) == (RegistrationState.SUBMITTED, "cress", 3)


def test_an_actor_nobody_knows_writes_a_name_and_a_commune(world):
    client = browser(world)
    where = answer(
        client, "/semaine/inscription/acteur/", {"organisation_name": "Les Zébulons Zélés", "place": "87000"}
    )
    offer = Offer.objects.latest("pk")
    assert where.endswith("/rencontre/")
    assert (offer.organisation, offer.commune_id, offer.departement_id) == (None, "87085", "87")


ACTOR = "/semaine/inscription/acteur/"


def test_the_list_is_a_question_first_and_an_error_only_when_left_without_answer(world):
    client = browser(world)
    first = client.post(ACTOR, {"organisation_name": "Recyclerie du Moulin"})
    asked = first.context["form"].initial["asked"]
    assert "erreurs" not in text_of(first)
    assert "Erreur" not in first.content.decode().split("</title>")[0]
    again = client.post(ACTOR, {"organisation_name": "Recyclerie du Moulin", "asked": asked})
    assert "Choisissez votre organisation, ou dites qu'elle n'y est pas." in text_of(again)


def test_an_organisation_that_is_not_in_the_list_is_asked_where_it_is(world):
    client = browser(world)
    first = client.post(ACTOR, {"organisation_name": "Les Zébulons Zélés"})
    assert "n'est pas encore dans l'annuaire" in text_of(first).replace("’", "'")
    assert not first.context["form"].errors
    denied = client.post(ACTOR, {"organisation_name": "Recyclerie du Moulin", "known": "nouvelle"})
    assert "Sa commune" in text_of(denied)
    assert not denied.context["form"].errors
    unsaid = client.post(ACTOR, {"organisation_name": "Les Zébulons Zélés", "asked": "Les Zébulons Zélés||"})
    assert "Écrivez la commune" in text_of(unsaid)


def test_a_number_of_the_directory_asks_nothing_more(world):
    where = answer(browser(world), ACTOR, {"organisation_name": "La recyclerie", "organisation_number": "443 061 841"})
    assert where.endswith("/rencontre/")
    assert Offer.objects.latest("pk").organisation == world.organisation


def test_a_number_nobody_has_yet_goes_with_the_offer_to_the_directory(world):
    client = browser(world)
    given = {"organisation_name": "Les Zébulons Zélés", "organisation_number": "W212 003 456", "place": "21200"}
    answer(client, ACTOR, given)
    offer = Offer.objects.latest("pk")
    assert (offer.organisation, offer.organisation_number) == (None, "W212003456")
    moderation.create_organisation(by=world.users[Persona.CRESS], offer=submitted(offer))
    assert (offer.organisation.name, offer.organisation.rna) == ("Les Zébulons Zélés", "W212003456")


def submitted(offer):
    offer.state, offer.submitted_at = RegistrationState.SUBMITTED, timezone.now()
    offer.save()
    return offer


def test_a_badly_copied_number_is_said_beside_it(world):
    page = browser(world).post(
        ACTOR, {"organisation_name": "Les Zébulons Zélés", "organisation_number": "443061842", "place": "21200"}
    )
    assert "un chiffre est mal recopié" in text_of(page)


def test_a_commune_that_is_not_one_is_said(world):
    page = browser(world).post(
        "/semaine/inscription/acteur/", {"organisation_name": "Les Zébulons Zélés", "place": "Xyzzy"}
    )
    assert "Cette commune n'est pas reconnue" in text_of(page)


def test_pupils_show_an_action_on_the_clock_of_their_school(world):
    client = browser(world)
    where = answer(client, "/semaine/inscription/action/", {"school": world.primary_school.uai})
    where = answer(client, where, {"levels": ["cm1", "cm2"], "pupils": "22"})
    where = answer(client, where, {"title": "Disco-soupe de la cour"})
    day = world.edition.starts_on.isoformat()
    where = answer(client, where, {"day": day, "begins": "14:00", "ends": "16:00", "is_open": "on"})
    answer(client, where, {"contact_name": "Alix Essai", "contact_email": "alix@exemple.fr"})
    showcase = Showcase.objects.latest("pk")
    assert showcase.starts_at.isoformat() == f"{day}T13:00:00+00:00"
    send(client, showcase.reference)
    showcase.refresh_from_db()
    assert (showcase.state, showcase.routed_role) == (RegistrationState.SUBMITTED, "occe")


def test_the_network_enters_for_somebody_on_the_telephone(world):
    client = browser(world, Persona.CORRESPONDENT)
    where = answer(client, "/semaine/inscription/equipe/", {"school": world.school.uai})
    request = ClassRequest.objects.latest("pk")
    assert (request.channel, request.author) == (Channel.TELEPHONE, None)
    where = answer(client, where, {"levels": ["4e"], "pupils": "20"})
    where = answer(client, where, {"action_types": ["rencontre"]})
    where = answer(client, where, {"slots": ["toute-la-semaine"], "modes": ["school"]})
    answer(client, where, {"contact_name": "Sans Courriel", "contact_phone": "03 80 00 00 01"})
    send(client, request.reference)
    request.refresh_from_db()
    assert request.state == RegistrationState.SUBMITTED
    assert '"channel": "telephone"' in Entry.objects.get(action="campaign.registration.submitted").context


def test_the_network_enters_nothing_elsewhere(world):
    from tests.factories.directory import make_school, make_uai

    far = make_school("Collège du Thabor", uai=make_uai(9, "087"), commune="87085", postcode="87000")
    page = browser(world, Persona.CORRESPONDENT).post("/semaine/inscription/equipe/", {"school": far.uai})
    assert page.status_code == 403
    assert not ClassRequest.objects.filter(school=far).exists()


def test_a_member_finds_their_registration_by_their_account(world):
    client = browser(world, Persona.ESS_ACTOR)
    answer(
        client,
        "/semaine/inscription/acteur/",
        {"organisation_name": "Recyclerie du Moulin", "known": str(world.organisation.pk)},
    )
    offer = Offer.objects.latest("pk")
    assert (offer.channel, offer.author) == (Channel.ACCOUNT, world.users[Persona.ESS_ACTOR])
    assert offer.reference in client.get("/semaine/inscription/").content.decode()


def test_a_return_is_answered_and_sent_again(world):
    client = browser(world)
    request = ask(client, world.school)
    reader = browser(world, Persona.CORRESPONDENT)
    address = f"/semaine/moderation/{request.reference}/repondre/"
    reader.post(address, {"gesture": "rendre", "sentence": "Combien d’élèves au juste ?"})
    request.refresh_from_db()
    assert request.state == RegistrationState.RETURNED
    assert "Combien d’élèves" in Letter.objects.get(purpose="registration_returned").text
    assert "Combien d’élèves" in text_of(client.get(f"/semaine/inscription/{request.reference}/"))
    answer(client, f"/semaine/inscription/{request.reference}/classe/", {"levels": ["3e"], "pupils": "27"})
    send(client, request.reference)
    request.refresh_from_db()
    assert (request.state, request.pupils, request.reason) == (RegistrationState.SUBMITTED, 27, "")


def test_no_answer_without_its_reason(world):
    reader = browser(world, Persona.OCCE)
    page = reader.post(f"/semaine/moderation/{world.pending_request.reference}/repondre/", {"gesture": "refuser"})
    assert "Dites pourquoi" in text_of(page)
    world.pending_request.refresh_from_db()
    assert world.pending_request.state == RegistrationState.SUBMITTED


def test_accepting_makes_the_class_serve_the_commitment_until_the_end(world):
    reader = browser(world, Persona.OCCE)
    request = world.pending_request
    address = f"/semaine/moderation/{request.reference}/repondre/"
    reader.post(address, {"gesture": "accepter"})
    request.refresh_from_db()
    assert request.state == RegistrationState.ACCEPTED
    assert request.school_class == world.other_class
    link = Link.objects.get(kind="serves", source=f"directory.schoolclass:{world.other_class.pk}")
    assert link.target == f"protocol.commitment:{world.commitment.pk}"
    assert (link.valid_until - request.edition.ends_on).days == 1
    reader.post(address, {"gesture": "reprendre"})
    request.refresh_from_db()
    assert request.state == RegistrationState.SUBMITTED
    assert not Link.objects.filter(pk=link.pk).exists()
    assert Letter.objects.filter(purpose="registration_reopened").count() == 1
    reader.post(address, {"gesture": "accepter"})
    assert Link.objects.filter(kind="serves", source=link.source).count() == 1


def test_a_class_nobody_noted_enters_the_directory(world):
    request = ask(browser(world), world.school)
    browser(world, Persona.CRESS).post(f"/semaine/moderation/{request.reference}/repondre/", {"gesture": "accepter"})
    request.refresh_from_db()
    group = SchoolClass.objects.get(pk=request.school_class_id)
    assert (group.label, group.school_year) == ("3e, 26\u00a0élèves", world.edition.school_year)


def test_an_offer_typed_by_hand_is_attached_before_it_is_accepted(world):
    reader = browser(world, Persona.CRESS)
    offer = world.pending_offer
    page = reader.get(f"/semaine/moderation/{offer.reference}/")
    assert "même commune" in text_of(page)
    assert 'value="accepter"' not in page.content.decode()
    refused = reader.post(f"/semaine/moderation/{offer.reference}/repondre/", {"gesture": "accepter"}, follow=True)
    assert "Rattachez d'abord" in refused.content.decode().replace("&#x27;", "'")
    reader.post(
        f"/semaine/moderation/{offer.reference}/rattacher/", {"organisation_choice": str(world.organisation.pk)}
    )
    reader.post(f"/semaine/moderation/{offer.reference}/repondre/", {"gesture": "accepter"})
    offer.refresh_from_db()
    assert (offer.state, offer.organisation) == (RegistrationState.ACCEPTED, world.organisation)


def test_a_new_organisation_enters_the_directory(world):
    reader = browser(world, Persona.CRESS)
    before = Organisation.objects.count()
    reader.post(f"/semaine/moderation/{world.pending_offer.reference}/rattacher/", {"organisation_choice": "nouvelle"})
    world.pending_offer.refresh_from_db()
    assert Organisation.objects.count() == before + 1
    assert world.pending_offer.organisation.commune_id == "21054"


def test_what_is_not_for_us_goes_one_level_up(world):
    browser(world, Persona.OCCE).post(
        f"/semaine/moderation/{world.pending_request.reference}/repondre/", {"gesture": "confier"}
    )
    world.pending_request.refresh_from_db()
    assert (world.pending_request.routed_role, world.pending_request.routed_code) == ("correspondent", "07")
    assert Letter.objects.get(purpose="registration_to_moderate").to == world.users[Persona.CORRESPONDENT].email


@pytest.mark.parametrize(
    ("persona", "seen"),
    [(Persona.OCCE, 1), (Persona.CORRESPONDENT, 2), (Persona.CRESS, 2), (Persona.NATIONAL, 2)],
)
def test_each_rereads_what_is_theirs(world, persona, seen):
    page = BeautifulSoup(browser(world, persona).get("/semaine/moderation/").content, "html.parser")
    assert len(page.select("li.task")) == seen


def test_a_withdrawn_registration_stays_withdrawn(world):
    client = browser(world)
    request = ask(client, world.school)
    address = f"/semaine/inscription/{request.reference}/retirer/"
    assert "La garder" in text_of(client.get(address))
    client.post(address)
    client.post(address)
    request.refresh_from_db()
    assert request.state == RegistrationState.WITHDRAWN
    assert Letter.objects.filter(purpose="registration_withdrawn").count() == 1


def test_a_draft_is_forgotten_on_demand(world):
    client = browser(world)
    answer(client, "/semaine/inscription/equipe/", {"school": world.school.uai})
    request = ClassRequest.objects.latest("pk")
    client.post(f"/semaine/inscription/{request.reference}/effacer/")
    assert not ClassRequest.objects.filter(pk=request.pk).exists()


@pytest.mark.parametrize("kind", list(Kind))
def test_at_most_seven_answers_are_needed(kind):
    assert sum(len(step.needed) for step in STEPS[kind]) <= MOST_ANSWERS
