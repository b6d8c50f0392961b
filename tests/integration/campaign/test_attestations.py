"""Nothing of a class is public before the head of its school attests, by a link, without an account."""

import pytest
from django.urls import reverse

from essaim.areas.campaign import attestation_links
from essaim.areas.campaign.enums import AttestationState
from essaim.areas.campaign.selectors import public, registrations
from essaim.areas.campaign.services import attestations, moderation
from essaim.commons.directory.models import School
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import LinkActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox.models import Letter
from tests.factories.campaign_public import agreed_in
from tests.world import Persona


@pytest.fixture
def edition(world):
    world.edition.needs_attestation = True
    world.edition.save()
    School.objects.update(email="ce.0210001a@ac-exemple.fr")
    return world.edition


def shown(edition):
    return {action.reference for action in public.actions(edition)}


def test_the_school_attests_and_the_class_becomes_public_then_takes_it_back(world, edition, client):
    met = agreed_in(edition, world.agreed.request.school, world.organisation).request
    showcase = world.showcase
    assert not {met.reference, showcase.reference} & shown(edition)
    assert client.get(reverse("campaign:public-action", args=[showcase.reference])).status_code == 404
    for row in (met, showcase):
        path = attestation_links.path(row)
        page = client.get(path).content.decode()
        assert "Lire cette page n’atteste rien" in page
        row.refresh_from_db()
        assert row.attestation == AttestationState.NOT_ASKED
        client.post(path, {"geste": "attester"})
    assert {met.reference, showcase.reference} <= shown(edition)
    before = public.version(edition)
    client.post(attestation_links.path(showcase), {"geste": "retirer"})
    assert showcase.reference not in shown(edition)
    assert public.version(edition) != before


def test_accepting_a_class_writes_to_the_address_of_its_school(world, edition):
    pending = registrations.by_reference(world.pending_request.reference).get()
    moderation.accept(by=world.users[Persona.OCCE], registration=pending)
    letter = Letter.objects.get(purpose="attestation_asked")
    assert letter.to == "ce.0210001a@ac-exemple.fr"
    pending.refresh_from_db()
    assert pending.attestation == AttestationState.ASKED
    token = letter.text.split("/semaine/attestation/")[1].split("/")[0]
    assert attestation_links.registration_of(attestation_links.read(token)) == pending
    assert pending.contact_name not in letter.text + letter.html


def test_an_edition_may_do_without(world, edition):
    edition.needs_attestation = False
    edition.save()
    pending = registrations.by_reference(world.pending_request.reference).get()
    moderation.accept(by=world.users[Persona.OCCE], registration=pending)
    assert not Letter.objects.filter(purpose="attestation_asked").exists()
    assert world.showcase.reference in shown(edition)


def test_the_author_s_own_link_attests_nothing(world, edition):
    by = LinkActor(trail.urn(world.class_request))
    with pytest.raises(Forbidden):
        attestations.attest(by=by, registration=world.class_request)
    with pytest.raises(Forbidden):
        attestations.attest(by=world.users[Persona.ADMIN], registration=world.class_request)


def test_a_school_without_address_is_said_so_and_a_link_of_another_school_is_refused(world, edition, client):
    School.objects.update(email="")
    request = world.class_request
    request.school.refresh_from_db()
    with pytest.raises(Refused, match="adresse électronique"):
        attestations.ask(by=world.users[Persona.ADMIN], registration=request)
    token = attestation_links.make(request)
    type(request).objects.filter(pk=request.pk).update(school=world.primary_school)
    assert client.get(reverse("campaign:attestation", args=[token])).status_code == 404
