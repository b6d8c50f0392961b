"""The protocol is kept by screens: successions, ends, commitments, words, each with its trace."""

import datetime as dt

import pytest
from django.urls import reverse

from essaim.commons.protocol import selectors, services
from essaim.commons.protocol.models import Party
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import SystemActor
from essaim.foundation.kernel.errors import Refused
from tests.world import Persona

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

KEEP = reverse("protocol:keep")
ACT = "Délibération du 12 janvier 2027"


@pytest.fixture
def keeper(world, client):
    client.force_login(world.users[Persona.NATIONAL])
    return client


def done(client, name, answers, **where) -> str:
    """Fill the screen, and read the page one comes back to."""
    address = reverse(f"protocol:{name}", kwargs=where)
    assert client.get(address).status_code == 200
    response = client.post(address, answers, follow=True)
    assert response.redirect_chain == [(KEEP, 302)], response.context["form"].errors
    return response.content.decode()


def noted() -> str:
    return Entry.objects.order_by("-pk")[0].action


def test_a_party_is_followed_by_another(world, keeper):
    held = selectors.parties(world.protocol)[1]
    answers = {"organisation": world.cress.pk, "on": "2027-03-01", "capacity": "tête de réseau", "act": ACT}
    page = done(keeper, "party-succeed", answers, pk=held.pk)
    assert "La succession est notée" in page
    assert [p.organisation for p in selectors.parties(world.protocol, dt.date(2027, 3, 1))][1] == world.cress
    assert noted() == "protocol.party.succeeded"
    assert "a noté une succession" in page


def test_a_party_ends_without_a_successor(world, keeper):
    held = selectors.parties(world.protocol)[1]
    done(keeper, "party-end", {"on": "2027-06-01", "act": ACT}, pk=held.pk)
    held.refresh_from_db()
    assert held.valid_until == dt.date(2027, 6, 1)
    assert held.act.endswith(ACT)
    assert noted() == "protocol.party.ended"
    again = keeper.post(reverse("protocol:party-end", args=[held.pk]), {"on": "2027-07-01", "act": ACT})
    assert "déjà pris fin" in again.content.decode()


def test_a_commitment_opens_is_reworded_and_ends(world, keeper):
    first = keeper.get(reverse("protocol:commitment-open", args=[1]))
    assert first.context["form"].initial["code"] == "1.4"
    words = {"title": "Mois de l'ESS", "wording": "Accompagner le Mois de l'ESS."}
    done(keeper, "commitment-open", {**words, "code": "1.4", "on": "2027-01-15"}, number=1)
    done(keeper, "commitment-reword", {**words, "wording": "Accompagner ensemble le Mois."}, code="1.4")
    assert selectors.commitment("1.4").wording == "Accompagner ensemble le Mois."
    done(keeper, "commitment-close", {"on": "2027-02-01"}, code="1.4")
    assert selectors.commitment("1.4").valid_until == dt.date(2027, 2, 1)
    assert noted() == "protocol.commitment.closed"


def test_the_words_of_an_axis_outlive_a_new_load_of_the_reference(world, keeper):
    done(keeper, "axis-reword", {"title": "Projets co-portés", "wording": "Accompagner les projets."}, number=1)
    assert noted() == "protocol.axis.reworded"
    services.load_reference(by=SystemActor("protocol"))
    assert selectors.axis(1).title == "Projets co-portés"
    with pytest.raises(Refused, match="Rien n'a changé"):
        services.reword(
            by=world.users[Persona.ADMIN],
            thing=selectors.axis(1),
            title="Projets co-portés",
            wording="Accompagner les projets.",
        )


def test_what_is_missing_is_said_beside_the_field_and_nothing_changes(world, keeper):
    held = selectors.parties(world.protocol)[1]
    page = keeper.post(reverse("protocol:party-succeed", args=[held.pk]), {"on": "demain", "capacity": "", "act": ""})
    shown = page.content.decode()
    for sentence in ("Choisissez l’organisation", "Écrivez une date", "en quelle qualité", "Indiquez l’acte"):
        assert sentence in shown
    assert Party.objects.get(pk=held.pk).valid_until is None


def test_the_public_page_leads_the_keepers_there_and_nobody_else(world, client):
    assert KEEP not in client.get(reverse("protocol:agreement")).content.decode()
    client.force_login(world.users[Persona.ADMIN])
    assert KEEP in client.get(reverse("protocol:agreement")).content.decode()


def test_what_does_not_exist_is_not_found(world, keeper):
    for name, where in (("party-end", [0]), ("axis-reword", [9]), ("commitment-close", ["9.9"])):
        assert keeper.get(reverse(f"protocol:{name}", args=where)).status_code == 404
