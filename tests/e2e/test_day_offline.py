"""The page of the day in a browser whose network is cut: a report typed there is sent later, once."""

import pytest
from django.utils import timezone

from essaim.commons.encounters import access
from essaim.commons.encounters.enums import EncounterState, Side
from essaim.commons.encounters.models import Encounter, Receipt
from tests.factories.encounters import make_encounter
from tests.world import Persona

OFFLINE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch")


@pytest.fixture
def planned(site):
    """An encounter of this morning; each test has its own."""
    with site.blocker.unblock():
        today = timezone.localdate()
        found = make_encounter(
            site.world.school, site.world.commitment, site.world.organisation, slot=f"{today.isoformat()}-am"
        )
        yield found, site.address + f"/rencontres/jour/{access.encounter_token(found, Side.ACTOR)}/"


@pytest.fixture
def cut(sign_in):
    """What a browser says of a network that is cut is no fault of the page."""
    yield
    sign_in.complaints[:] = [one for one in sign_in.complaints if not any(word in one for word in OFFLINE)]


def fill(tab, pupils: str) -> None:
    for name, value in (("pupils", pupils), ("adults", "3"), ("minutes", "55")):
        tab.locator(f"[name={name}]").fill(value)
    tab.get_by_role("button", name="Noter la rencontre tenue").click()


def ready(tab) -> None:
    tab.get_by_text("elle s’ouvre aussi sans réseau").wait_for(timeout=15_000)


def kept(site, encounter: Encounter) -> Encounter:
    with site.blocker.unblock():
        return Encounter.objects.get(pk=encounter.pk)


def test_a_report_typed_without_network_is_kept_then_sent_once(site, sign_in, planned, cut):
    encounter, address = planned
    tab = sign_in(width=360)
    tab.goto(address)
    ready(tab)
    tab.context.set_offline(True)
    tab.reload()
    assert tab.locator("h1").inner_text() == "Dire que la rencontre a eu lieu"
    fill(tab, "23")
    tab.get_by_text("Gardé sur cet appareil").wait_for()
    tab.reload()
    tab.get_by_text("1 compte rendu attend sur cet appareil.").wait_for()
    assert kept(site, encounter).state == EncounterState.PLANNED

    tab.context.set_offline(False)
    tab.evaluate("dispatchEvent(new Event('online'))")
    tab.get_by_text("C’est noté : 23").wait_for()
    tab.reload()
    assert tab.locator("[data-kept]").is_hidden()
    assert (kept(site, encounter).state, kept(site, encounter).pupils) == (EncounterState.HELD, 23)
    with site.blocker.unblock():
        assert Receipt.objects.filter(encounter=encounter).count() == 1


def test_an_answer_lost_on_the_way_back_is_asked_again_and_counts_once(site, sign_in, planned, cut):
    encounter, address = planned
    tab = sign_in()
    # a browser that sends in the background would send again at once, before anybody reads that it waits
    tab.add_init_script("delete globalThis.ServiceWorkerRegistration?.prototype.sync")
    tab.goto(address)
    ready(tab)
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())  # the server has it; the device never hears
            route.abort("internetdisconnected")
        else:
            route.continue_()

    tab.context.route("**/rencontres/jour/**", lose)
    fill(tab, "21")
    tab.get_by_text("Gardé sur cet appareil").wait_for()
    assert kept(site, encounter).pupils == 21
    tab.evaluate("dispatchEvent(new Event('online'))")
    tab.get_by_text("C’est noté").wait_for()
    with site.blocker.unblock():
        assert Receipt.objects.filter(encounter=encounter).count() == 1


def test_what_the_server_refuses_stays_on_the_device_with_the_reason(site, sign_in, planned, cut):
    encounter, address = planned
    tab = sign_in()
    tab.goto(address)
    ready(tab)
    with site.blocker.unblock():
        Encounter.objects.filter(pk=encounter.pk).update(
            state=EncounterState.HELD, held_on=timezone.localdate(), pupils=9, adults=1, minutes=30
        )
    fill(tab, "20")
    tab.get_by_text("déjà notée tenue").wait_for()
    assert kept(site, encounter).pupils == 9
    sign_in.complaints[:] = [one for one in sign_in.complaints if "409" not in one]


def test_without_script_the_form_is_plain(site, sign_in, planned):
    encounter, address = planned
    tab = sign_in(java_script_enabled=False)
    tab.goto(address)
    fill(tab, "18")
    assert "C’est noté" in tab.locator("main").inner_text()
    assert kept(site, encounter).pupils == 18


def test_the_network_notes_the_encounters_of_the_day(site, sign_in, planned, cut):
    encounter, _ = planned
    tab = sign_in(Persona.OCCE)
    tab.goto(site.address + "/rencontres/jour/")
    ready(tab)
    tab.context.set_offline(True)
    tab.reload()
    card = tab.locator(f"[data-encounter='{encounter.pk}']")
    for name, value in (("pupils", "25"), ("adults", "2"), ("minutes", "60")):
        card.locator(f"[name={name}]").fill(value)
    card.get_by_role("button", name="Noter la rencontre tenue").click()
    card.get_by_text("Gardé sur cet appareil").wait_for()
    tab.context.set_offline(False)
    tab.evaluate("dispatchEvent(new Event('online'))")
    card.get_by_text("C’est noté : 25").wait_for()
    assert kept(site, encounter).pupils == 25
