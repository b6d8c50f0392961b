"""How public pages are served: answered before any query, followed by programs, framed by partners, printed."""

import datetime as dt
import json
import xml.etree.ElementTree as ET

import icalendar
import pytest
from bs4 import BeautifulSoup

from essaim.areas.campaign import school_feeds, zones
from essaim.areas.campaign.enums import RegistrationState
from essaim.areas.campaign.models import Match, Showcase
from essaim.areas.campaign.selectors import published
from essaim.areas.campaign.views import serving
from essaim.commons.directory.models import School
from essaim.commons.territory.models import Commune
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import SystemActor
from tests.factories.campaign import make_offer, make_showcase
from tests.factories.campaign_public import accepted, agreed_in
from tests.factories.directory import make_school
from tests.pdf_checks import problems
from tests.world import Persona

pytestmark = pytest.mark.django_db

MAP, AGENDA, FEED, FRAME = "/semaine/carte", "/semaine/agenda", "/semaine/agenda.ics", "/semaine/cadre"


@pytest.fixture
def agreed(clock, world) -> Match:
    """An encounter of the open edition that both sides agreed on, on its first morning."""
    return agreed_in(world.edition, School.objects.placed().get(pk=world.school.pk), world.organisation)


@pytest.fixture
def kept(settings):
    """The site as it runs: what is published is read once, and looked at again when a gesture was made."""
    settings.ESSAIM_PUBLIC_SECONDS = 1e-9
    published.forget()
    serving.memory.forget()
    yield settings
    published.forget()
    serving.memory.forget()


def soup(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def a_gesture() -> None:
    """Somebody does something: the trail has one more line."""
    trail.record(SystemActor("test"), "campaign.registration.withdrawn", "campaign.showcase:1")


class TestVersion:
    @pytest.mark.parametrize("address", [MAP, AGENDA, FEED, "/semaine/agenda.rss", "/semaine/actions.geojson", FRAME])
    def test_what_a_reader_has_is_answered_before_any_query(
        self, agreed, kept, client, address, django_assert_num_queries
    ):
        first = client.get(address)
        kept.ESSAIM_PUBLIC_SECONDS = 3600
        client.get(address)
        for condition in (
            {"If-None-Match": first["ETag"]},
            {"If-Modified-Since": first["Last-Modified"]},
        ):
            with django_assert_num_queries(0):
                assert client.get(address, headers=condition).status_code == 304

    def test_a_page_others_asked_costs_no_query_either(self, agreed, kept, client, django_assert_num_queries):
        first = client.get(MAP)
        kept.ESSAIM_PUBLIC_SECONDS = 3600
        client.get(MAP)
        with django_assert_num_queries(0):
            assert client.get(MAP).content == first.content

    def test_without_a_gesture_one_query_says_that_nothing_changed(
        self, agreed, kept, client, django_assert_num_queries
    ):
        client.get(MAP)
        with django_assert_num_queries(1):
            client.get(MAP)

    def test_a_gesture_that_changed_something_is_seen_at_once(self, agreed, kept, client, world):
        before = client.get(MAP)
        world.showcase.title = "Grande trocante"
        world.showcase.updated_at = world.showcase.updated_at
        Showcase.objects.filter(pk=world.showcase.pk).update(state=RegistrationState.WITHDRAWN)
        a_gesture()
        after = client.get(MAP, headers={"If-None-Match": before["ETag"]})
        assert after.status_code == 200
        assert world.showcase.reference not in after.content.decode()

    def test_a_gesture_that_changed_nothing_here_keeps_what_was_prepared(self, agreed, kept, client):
        first = published.find()
        a_gesture()
        assert published.find() is first

    def test_a_large_edition_is_prepared_aside_while_readers_have_the_one_before(
        self, agreed, kept, client, world, monkeypatch
    ):
        """The thread is run by hand: a test of SQLite has one connection."""
        started = []
        monkeypatch.setattr(published, "LARGE", 1)
        monkeypatch.setattr(published, "_prepare_aside", lambda key, kept: started.append((key, kept)))
        before = client.get(MAP)
        Showcase.objects.filter(pk=world.showcase.pk).update(state=RegistrationState.WITHDRAWN)
        a_gesture()
        assert client.get(MAP)["ETag"] == before["ETag"]
        monkeypatch.setattr(published.connection, "close", lambda: None)
        published._prepare(*started[0])
        assert world.showcase.reference not in client.get(MAP).content.decode()

    def test_somebody_signed_in_gets_their_own_page(self, agreed, kept, client, world):
        visitor = client.get(MAP)
        client.force_login(world.users[Persona.CRESS])
        mine = client.get(MAP)
        assert "Se déconnecter" in mine.content.decode()
        assert "Se déconnecter" not in visitor.content.decode()
        assert "public" not in mine.headers.get("Cache-Control", "")
        client.logout()
        client.cookies.clear()
        assert "Se déconnecter" not in client.get(MAP).content.decode()

    def test_unusual_combinations_are_not_kept_nor_offered_to_robots(self, agreed, kept, client):
        for rank in range(20):
            client.get(f"{MAP}?quoi=action&niveau=college&n={rank}")
        assert len(serving.memory._kept) == 0
        page = soup(client, f"{MAP}?niveau=college&quoi=action&region=99")
        assert page.select_one('meta[name="robots"]')["content"] == "noindex, nofollow"
        canonical = page.select_one('link[rel="canonical"]')["href"]
        assert canonical.endswith("/semaine/carte?quoi=action&niveau=college")
        assert soup(client, MAP).select_one('meta[name="robots"]') is None


class TestFeeds:
    def test_one_follows_an_academie_or_a_theme(self, agreed, client, world):
        page = soup(client, "/semaine/abonnement")
        rows = {row.th.get_text(strip=True): row for row in page.select("tbody tr")}
        assert {"Bourgogne-Franche-Comté", "Académie de Dijon"} <= set(rows)
        link = rows["Académie de Dijon"].select_one("a")["href"]
        assert link.endswith(f"/semaine/agenda.ics?academie={world.school.academie_id}")
        calendar = icalendar.Calendar.from_ical(client.get(link.removeprefix("http://127.0.0.1:8000")).content)
        assert len(calendar.walk("VEVENT")) == int(rows["Académie de Dijon"].td.get_text(strip=True))

    def test_filters_lead_to_an_agenda_with_the_same_filters(self, agreed, client, world):
        page = soup(client, f"{AGENDA}?region=27")
        link = next(one["href"] for one in page.find_all("a") if "S’abonner" in one.get_text())
        own = soup(client, link).select_one(".digest").get_text()
        assert own.endswith("/semaine/agenda.ics?region=27")

    def test_news_tell_what_changed_and_what_was_called_off(self, agreed, client, world):
        agreed.encounter.state, agreed.encounter.ended_reason = "cancelled", "Classe absente."
        agreed.encounter.save()
        response = client.get("/semaine/agenda.rss")
        assert response["Content-Type"].startswith("application/rss+xml")
        items = ET.fromstring(response.content).findall("./channel/item")  # noqa: S314 (ours)
        titles = [item.findtext("title") for item in items]
        assert "Annulée : Visiter la recyclerie" in titles
        assert all(item.findtext("guid") and item.findtext("link") for item in items)

    def test_points_are_those_of_communes(self, agreed, client, world):
        response = client.get("/semaine/actions.geojson?quoi=action")
        assert response["Access-Control-Allow-Origin"] == "*"
        told = json.loads(response.content)
        beaune = Commune.objects.get(pk="21054")
        assert {tuple(one["geometry"]["coordinates"]) for one in told["features"]} == {
            (round(beaune.longitude, 4), round(beaune.latitude, 4))
        }
        assert world.school.name not in response.content.decode()

    def test_the_agenda_of_a_school_is_for_those_who_have_its_link(self, agreed, client, world):
        address = school_feeds.make(world.school, world.edition.campaign).removeprefix("http://127.0.0.1:8000")
        events = icalendar.Calendar.from_ical(client.get(address).content).walk("VEVENT")
        assert {str(event["UID"]) for event in events} == {
            f"semaine-rencontre-{agreed.pk}@essaim",
            f"semaine-action-{world.showcase.reference}@essaim",
        }
        assert client.get("/semaine/etablissement/faux.ics").status_code == 404


class TestFrame:
    def test_only_the_frame_may_be_framed_and_it_runs_nothing(self, agreed, client):
        frame, page = client.get(FRAME), client.get(AGENDA)
        assert "frame-ancestors *" in frame["Content-Security-Policy"]
        assert "script-src 'none'" in frame["Content-Security-Policy"]
        assert "X-Frame-Options" not in frame
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == "DENY"
        assert not BeautifulSoup(frame.content, "html.parser").find_all("script")

    def test_it_keeps_nothing_of_the_reader_and_recognises_nobody(self, agreed, client, world):
        client.force_login(world.users[Persona.CRESS])
        response = client.get(FRAME)
        assert response.cookies == {}
        assert "Visiter la recyclerie" in response.content.decode()

    def test_the_line_to_copy_is_one_frame_with_a_title(self, agreed, client):
        line = soup(client, "/semaine/partager?region=27").select_one("#ligne").get_text()
        frame = BeautifulSoup(line, "html.parser").iframe
        assert frame["src"].endswith("/semaine/cadre?region=27")
        assert frame["title"].startswith("Agenda, ")
        assert "\n" not in line


class TestNear:
    @pytest.mark.parametrize("typed", ["Dijon", "dijjon", "21000"])
    def test_a_commune_badly_typed_gives_actions_by_distance(self, agreed, client, world, typed):
        page = soup(client, f"/semaine/pres-de-chez-moi?commune={typed}")
        assert page.find("h1").get_text() == "Près de Dijon (21)"
        cards = [card.get_text(" ", strip=True) for card in page.select("#actions > ul > li")]
        assert cards
        assert all(card.startswith("À 37\u00a0km") and "Beaune (21)" in card for card in cards)

    def test_the_nearest_comes_first(self, agreed, client, world):
        gueret = Commune.objects.select_related("departement__academie").get(pk="23096")
        make_offer(world.edition, world.organisation, gueret, title="Guéret répare", **accepted())
        page = soup(client, "/semaine/pres-de-chez-moi?commune=gueret")
        titles = [one.get_text(strip=True) for one in page.select(".card h3")]
        assert titles[0] == "Guéret répare"
        assert len(titles) > 1
        assert page.select_one("#actions > ul > li").get_text(" ", strip=True).startswith("Dans la commune")

    def test_what_is_no_commune_says_so(self, clock, client, world):
        assert "ne ressemble" in soup(client, "/semaine/pres-de-chez-moi?commune=xqzzt").select_one(".empty").get_text()

    def test_queries_do_not_follow_the_number_of_actions(self, agreed, client, world, django_assert_max_num_queries):
        school = School.objects.placed().get(pk=world.school.pk)
        for rank in range(5):
            make_showcase(world.edition, school, title=f"Action {rank}", mark=str(rank), **accepted())
        with django_assert_max_num_queries(18):
            client.get("/semaine/pres-de-chez-moi?commune=Dijon")


class TestMapOfCells:
    def test_a_cell_leads_to_its_actions_and_keeps_the_filters(self, agreed, client, world):
        page = soup(client, f"{MAP}?quoi=action")
        cell = page.select_one("svg a")
        assert cell["aria-label"].startswith("Autour de Beaune (21)")
        assert "quoi=action" in cell["href"]
        inside = soup(client, MAP + cell["href"].partition("#")[0])
        assert [one.get_text(strip=True) for one in inside.select(".card h3")] == ["Trocante de printemps"]

    def test_a_region_is_drawn_large_with_its_departements(self, agreed, client, world):
        page = soup(client, f"{MAP}?region=27")
        assert len(page.select("svg .map-land path")) >= len(zones.window("27").frame.outlines)
        assert page.select_one("svg .map-marks a")["href"].count("zone=r0_") == 1

    def test_overseas_actions_stand_in_their_own_plate(self, clock, client, world):
        there = make_school("Collège de Bourbon", commune="97411", postcode="97400")
        make_showcase(world.edition, School.objects.placed().get(pk=there.pk), **accepted())
        plates = {one.span.get_text(" ", strip=True) for one in soup(client, MAP).select(".map-insets li")}
        assert "La Réunion 1" in plates


class TestProgramme:
    def test_it_can_be_read_by_everybody_and_says_each_day(self, agreed, client, world):
        response = client.get("/semaine/programme/bourgogne-franche-comte.pdf")
        assert response["Content-Type"] == "application/pdf"
        assert problems(response.content) == []
        assert client.get("/semaine/programme/atlantide.pdf").status_code == 404

    def test_a_region_without_action_has_its_programme_too(self, agreed, client):
        assert problems(client.get("/semaine/programme/corse.pdf").content) == []


def test_the_day_is_part_of_the_version(agreed, kept, time_machine):
    before = published.find().version
    time_machine.move_to(dt.datetime(2027, 1, 13, 9, tzinfo=dt.UTC), tick=False)
    assert published.find().version != before
