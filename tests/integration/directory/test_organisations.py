"""Organisations over time: entered, corrected, closed, followed, reunited."""

import datetime as dt

import pytest

from essaim.commons.directory.enums import Ending, MemberKind
from essaim.commons.directory.models import Contact, Membership, Organisation
from essaim.commons.directory.selectors import organisations as selectors
from essaim.commons.directory.services import organisations as services
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import Role
from essaim.foundation.kernel.errors import Forbidden, Refused
from tests.factories.accounts import make_user
from tests.factories.directory_people import hold, make_organisation
from tests.world import Persona

pytestmark = pytest.mark.django_db
DAY = dt.date(2027, 1, 1)


@pytest.fixture
def cress(world):
    return world.users[Persona.CRESS]


def test_cncress_reads_as_ess_france_after_its_end(world):
    cncress = make_organisation("CNCRESS d'essai", valid_from=dt.date(2004, 1, 1))
    services.succeed(
        by=world.users[Persona.NATIONAL],
        organisation=cncress,
        successor=world.ess_france,
        on=dt.date(2020, 6, 25),
    )
    assert cncress.on(dt.date(2018, 3, 22)).name == "CNCRESS d'essai"
    assert cncress.on(dt.date(2020, 6, 24)).name == "CNCRESS d'essai"
    assert cncress.on(dt.date(2020, 6, 25)).name == "ESS France"


def test_an_organisation_cannot_follow_itself(world):
    with pytest.raises(Refused, match="elle-même"):
        services.succeed(
            by=world.users[Persona.ADMIN], organisation=world.organisation, successor=world.organisation, on=DAY
        )


def test_entering_an_organisation_makes_it_findable_badly_typed(cress, world):
    services.create(
        by=cress, fields={"kind": "ess_actor", "name": "Fromagerie coopérative des Hauts", "commune": world.commune}
    )
    found = selectors.matching("fromagrie cooperativ")
    assert [Organisation.objects.get(pk=pk).name for pk in found] == ["Fromagerie coopérative des Hauts"]


def test_two_entries_of_the_same_name_have_two_addresses(cress):
    first = services.create(by=cress, fields={"kind": "ess_actor", "name": "La Ruche"})
    second = services.create(by=cress, fields={"kind": "ess_actor", "name": "La Ruche"})
    assert (first.slug, second.slug) == ("la-ruche", "la-ruche-2")


def test_a_cress_edits_its_region_and_not_the_next_one(cress, world):
    elsewhere = make_organisation("Ailleurs", commune=world.limoges)
    services.update(by=cress, organisation=world.organisation, fields={"name": "Recyclerie de Beaune"})
    with pytest.raises(Forbidden, match="hors de votre territoire"):
        services.update(by=cress, organisation=elsewhere, fields={"name": "X"})


def test_merging_moves_everything_and_leaves_a_trace(cress, world):
    duplicate = Organisation.objects.get(slug="recyclerie-en-double")
    Contact.objects.create(organisation=duplicate, name="Atelier", email="atelier@exemple.fr")
    user = make_user("atelier@exemple.fr")
    hold(user, Role.ESS_ACTOR, duplicate)
    duplicate.website = "https://exemple.fr"
    duplicate.save()
    kept = services.merge(by=cress, duplicate=duplicate, into=world.organisation, on=DAY)
    duplicate.refresh_from_db()
    assert (duplicate.ending, duplicate.successor, duplicate.on(DAY)) == (Ending.DUPLICATE, kept, kept)
    assert kept.website == "https://exemple.fr"
    assert kept.contacts.count() == 2
    assert user.tenures.get().seat.organisation == kept
    assert Entry.objects.filter(action="directory.organisation.merged").count() == 1


def test_different_siren_are_never_merged(cress, world):
    other = make_organisation("Autre", commune=world.commune, siren="807469317")
    with pytest.raises(Refused, match="SIREN différents"):
        services.merge(by=cress, duplicate=other, into=world.organisation, on=DAY)
    assert Organisation.objects.get(pk=other.pk).ending == ""


def test_a_closed_organisation_leaves_the_list_but_not_the_past(cress, world):
    services.close(by=cress, organisation=world.organisation, on=DAY, ending=Ending.DISSOLVED)
    assert world.organisation not in selectors.organisations(DAY)
    assert world.organisation in selectors.organisations(dt.date(2026, 12, 31))
    with pytest.raises(Refused, match="déjà close"):
        services.close(by=cress, organisation=world.organisation, on=DAY, ending=Ending.LEFT)


def test_members_are_counted_on_the_date_that_is_asked(world):
    national = world.users[Persona.NATIONAL]
    joined = services.join(
        by=national,
        organisation=make_organisation("Mutuelle des Cols"),
        network=world.esper,
        member_kind=MemberKind.MUTUELLE,
        on=dt.date(2021, 1, 1),
    )
    services.leave(by=national, membership=joined, on=dt.date(2024, 1, 1))
    counted = [sum(selectors.members_by_kind(world.esper, dt.date(year, 6, 1)).values()) for year in (2020, 2022, 2025)]
    assert counted == [0, 2, 1]


def test_nobody_is_member_twice_at_once(world):
    with pytest.raises(Refused, match="déjà membre"):
        services.join(
            by=world.users[Persona.NATIONAL],
            organisation=world.organisation,
            network=world.esper,
            member_kind=MemberKind.ASSOCIATION,
            on=DAY,
        )
    assert Membership.objects.count() == 1


def test_contacts_are_shown_to_the_network_and_never_in_public(client, world):
    address = f"/organisations/{world.organisation.slug}/"
    assert "03 80 00 00 00" not in client.get(address).text
    client.force_login(world.users[Persona.TEAM])
    assert "03 80 00 00 00" not in client.get(address).text
    client.force_login(world.users[Persona.OCCE])
    assert "03 80 00 00 00" in client.get(address).text


def test_a_form_keeps_what_was_typed_and_says_what_to_write(client, world):
    client.force_login(world.users[Persona.ADMIN])
    page = client.post("/organisations/nouvelle/", {"kind": "ess_actor", "name": "Essai", "siret": "123"}).text
    assert 'value="Essai"' in page
    assert "il en faut 14" in page
    assert "<title>Erreur" in page


def test_the_journal_names_the_organisation_not_its_number(client, world):
    services.update(by=world.users[Persona.ADMIN], organisation=world.organisation, fields={"name": "Recyclerie"})
    client.force_login(world.users[Persona.ADMIN])
    assert "a modifié la fiche de" in client.get("/journal/").text
