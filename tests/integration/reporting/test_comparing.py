"""Editions are compared on what their bilans froze, never on a new count."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from odfdo import Document as Ods

from essaim.areas.campaign.enums import EditionState
from essaim.commons.encounters.models import Encounter
from essaim.foundation.figures.domain.scope import FRANCE, Period
from essaim.front.reporting import comparing, services
from essaim.front.reporting.enums import BilanKind
from tests.factories.campaign import make_edition
from tests.factories.reporting import BY, make_bilan, sign
from tests.world import Persona

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def frozen(edition):
    """The bilan of an edition, frozen."""
    period = Period(edition.opens_on, edition.ends_on + dt.timedelta(days=1))
    bilan = make_bilan(BilanKind.EDITION, FRANCE, period, f"edition:{edition.slug}")
    services.freeze(by=BY, bilan=bilan)
    return bilan


@pytest.fixture
def earlier(world):
    """The bilan of an edition, that waits for its validations."""
    return frozen(world.past_edition)


@pytest.fixture
def later(world, earlier):
    """The bilan of the next edition, that both parties validated."""
    bilan = frozen(make_edition(21, EditionState.ARCHIVED, dt.date(2026, 11, 16)))
    sign(world, bilan)
    return bilan


def test_the_columns_are_the_frozen_bilans_and_nothing_is_counted_again(earlier, later):
    before = comparing.editions(FRANCE, sealed_only=False)
    assert [edition.bilan.pk for edition in before] == [earlier.pk, later.pk]
    told = comparing.lines(before)
    Encounter.objects.update(pupils=None, adults=None, minutes=None, held_on=None, state="planned")
    assert comparing.lines(comparing.editions(FRANCE, sealed_only=False)) == told
    assert told[0].label == "Demandes d'équipes inscrites"
    assert [year for year, _ in told[0].cells] == ["2026", "2026"]
    assert comparing.chart(before, "campaign.matched").title.startswith("Rencontres proposées")


def test_the_public_compares_what_both_parties_validated(world, later, client):
    shown = client.get(reverse("reporting:edition-compare")).content.decode()
    assert "Une seule édition a son bilan arrêté ici" in shown
    assert world.past_edition.title not in shown
    client.force_login(world.users[Persona.NATIONAL])
    shown = client.get(reverse("reporting:edition-compare"), {"chiffre": "campaign.matched"}).content.decode()
    assert world.past_edition.title.replace("'", "&#x27;") in shown or world.past_edition.title in shown
    assert "attend les validations" in shown


def test_the_sheet_has_a_row_an_edition(world, later, client):
    client.force_login(world.users[Persona.NATIONAL])
    answer = client.get(reverse("reporting:edition-sheet"))
    rows = [row for row in Ods(io.BytesIO(answer.content)).body.tables[0].get_values() if any(row)]
    assert [row[0] for row in rows if row[0] and "édition" in str(row[0])] == [
        "Semaine de l'ESS à l'école, édition 10",
        "Semaine de l'ESS à l'école, édition 21",
    ]
