"""What the public sees of an edition: nothing before it is accepted, nothing once withdrawn, never a contact."""

import datetime as dt
import json

import icalendar
import pytest
from bs4 import BeautifulSoup

from essaim.areas.campaign.enums import EditionState, MatchState, Nature, Party, RegistrationState, Standing
from essaim.areas.campaign.models import ClassRequest, Edition, Match, Showcase
from essaim.areas.campaign.selectors import public
from essaim.commons.directory.enums import Level, SchoolKind
from essaim.commons.directory.models import School
from essaim.commons.encounters.enums import EncounterState
from essaim.commons.territory.models import Commune
from tests.factories.campaign import make_offer, make_request, make_showcase
from tests.factories.campaign_public import accepted, agreed_in, make_agreed
from tests.factories.directory import make_school
from tests.htmx import fresh, swapped

pytestmark = pytest.mark.django_db

MAP, AGENDA, FEED = "/semaine/carte", "/semaine/agenda", "/semaine/agenda.ics"
PAGES = ("/semaine/", MAP, AGENDA, f"{AGENDA}?vue=liste", f"{AGENDA}?vue=lieu", FEED)


@pytest.fixture
def agreed(clock, world) -> Match:
    """An encounter of the open edition that both sides agreed on, on its first morning."""
    return agreed_in(world.edition, School.objects.placed().get(pk=world.school.pk), world.organisation)


def soup(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def titles(client, address: str) -> list[str]:
    return [card.get_text(strip=True) for card in soup(client, address).select(".card h3")]


def feed(client, query: str = "") -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(client.get(FEED + query).content)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def references(edition: Edition) -> set[str]:
    return {action.reference for action in public.actions(edition)}


def cancel(match: Match) -> None:
    encounter = match.encounter
    encounter.state, encounter.ended_reason = EncounterState.CANCELLED, "Classe absente."
    encounter.save()
    match.state, match.ended_at, match.ended_by = MatchState.CANCELLED, encounter.updated_at, Party.TEAM
    match.reason = "Classe absente."
    match.save()


class TestWhatIsPublished:
    def test_only_what_was_accepted_or_agreed_on(self, agreed, world):
        shown = references(world.edition)
        assert {world.showcase.reference, world.offer.reference, agreed.offer.reference} < shown
        assert agreed.request.reference in shown
        hidden = (world.class_request, world.pending_request, world.pending_offer, world.returned_showcase)
        assert not {row.reference for row in hidden} & shown

    @pytest.mark.parametrize("state", [state for state in RegistrationState if state is not RegistrationState.ACCEPTED])
    def test_a_registration_in_any_other_state_has_no_page(self, clock, client, world, state):
        for registration in (world.showcase, world.offer):
            type(registration).objects.filter(pk=registration.pk).update(state=state, reason="Incomplète.")
            assert client.get(f"/semaine/actions/{registration.reference}/").status_code == 404
            assert client.get(f"/semaine/actions/{registration.reference}/agenda.ics").status_code == 404
        assert not {world.showcase.reference, world.offer.reference} & references(world.edition)

    def test_a_request_is_never_public_before_the_second_yes(self, clock, client, world):
        request = world.class_request
        assert client.get(f"/semaine/actions/{request.reference}/").status_code == 404
        Match.objects.create(request=request, offer=world.offer, slot=request.slots.split()[0], mode="school")
        assert client.get(f"/semaine/actions/{request.reference}/").status_code == 404
        assert request.reference not in references(world.edition)

    def test_no_contact_no_message_and_no_name_of_a_school(self, agreed, client, world):
        for row in (world.showcase, world.offer, agreed.request, agreed.offer):
            row.message = "Appelez la loge au 06 00 00 00 00."
            row.save()
        dated = [f"/semaine/actions/{row.reference}/" for row in (world.showcase, agreed.request)]
        offers = [f"/semaine/actions/{row.reference}/" for row in (world.offer, agreed.offer)]
        for address in [*PAGES, *dated, *offers, *(f"{one}agenda.ics" for one in dated)]:
            text = client.get(address).content.decode().replace("\r\n ", "")
            for secret in ("Camille", "exemple.fr", "380000000", "la loge", world.school.name, world.school.uai):
                assert secret not in text, (address, secret)

    def test_an_encounter_is_told_by_its_half_day_without_hours_nor_place(self, agreed, world):
        encounter = agreed.encounter
        start = dt.datetime(2027, 3, 23, 13, 15, tzinfo=dt.UTC)
        encounter.starts_at, encounter.ends_at, encounter.slot = start, start + dt.timedelta(hours=1), ""
        encounter.planned_on, encounter.place = start.date(), "Salle 12"
        encounter.save()
        _, action = public.action(agreed.request.reference)
        assert action.when.label == "mardi 23 mars 2027, après-midi"
        assert action.place == ""
        assert (action.title, action.audience, action.levels) == ("Visiter la recyclerie", "collège", "5e")
        assert action.where.label == "Beaune (21)"

    def test_hours_and_place_are_those_of_an_action_open_to_the_public(self, clock, world):
        _, action = public.action(world.showcase.reference)
        assert (action.place, action.when.label) == (
            "Salle polyvalente",
            "lundi 22 mars 2027, de 14\u00a0h à 16\u00a0h",
        )
        Showcase.objects.filter(pk=world.showcase.pk).update(is_open=False)
        _, action = public.action(world.showcase.reference)
        assert (action.place, action.when.label) == ("", "lundi 22 mars 2027")

    def test_hours_are_told_on_the_clock_of_the_place(self, clock, world):
        made = make_school("Collège de Bourbon", SchoolKind.COLLEGE, commune="97411", postcode="97400")
        there = School.objects.placed().get(pk=made.pk)
        showcase = make_showcase(world.edition, there, (Level.THIRD,), **accepted())
        _, action = public.action(showcase.reference)
        assert action.when.hours == "de 17\u00a0h à 19\u00a0h"
        assert (action.where.region_name, action.where.timezone) == ("La Réunion", "Indian/Reunion")

    def test_places_left_follow_the_matches_and_a_full_offer_says_so(self, agreed):
        _, action = public.action(agreed.offer.reference)
        assert (action.standing, action.places) == (Standing.FREE, 1)
        agreed.offer.capacity = 1
        agreed.offer.save()
        _, action = public.action(agreed.offer.reference)
        assert action.standing is Standing.FULL

    def test_offers_leave_the_map_once_the_edition_is_over(self, clock, world, time_machine):
        time_machine.move_to(dt.datetime(2027, 4, 2, 9, tzinfo=dt.UTC), tick=False)
        assert {action.nature for action in public.actions(world.edition)} == {Nature.SHOWCASE}

    def test_an_edition_in_preparation_is_unknown(self, clock, client, world):
        for address in ("/semaine/", MAP, AGENDA, FEED):
            assert client.get(f"{address}?edition={world.draft_edition.slug}").status_code == 404

    def test_the_number_of_queries_does_not_follow_the_number_of_actions(
        self, agreed, world, django_assert_num_queries
    ):
        before = len(public.actions(world.edition))
        school = School.objects.placed().get(pk=world.primary_school.pk)
        beaune = Commune.objects.select_related("departement__academie").get(pk="21054")
        for rank in range(6):
            asked = make_request(world.edition, school, (Level.CE1,), mark=str(rank), **accepted())
            offered = make_offer(world.edition, world.organisation, beaune, title=f"Atelier {rank}", **accepted())
            make_agreed(asked, offered)
        with django_assert_num_queries(5):
            found = public.actions(world.edition)
        assert len(found) == before + 12


class TestMap:
    def test_cells_list_and_cards_say_the_same_numbers(self, agreed, client, world):
        page, count = soup(client, MAP), len(public.actions(world.edition))
        assert page.find("figcaption").get_text(strip=True) == f"{count}\u00a0actions dans 1\u00a0région"
        rows = {row.find("a").get_text(): row.select_one(".num") for row in page.select_one(".map-list").select("li")}
        assert rows["Bourgogne-Franche-Comté"].get_text() == f"{count} actions"
        assert len(rows) == 18
        assert len(page.select(".card")) == count

    def test_filters_are_kept_in_the_address_and_add_up(self, agreed, client, world):
        assert titles(client, f"{MAP}?quoi=rencontre") == ["Visiter la recyclerie"]
        assert titles(client, f"{MAP}?quoi=action") == ["Trocante de printemps"]
        assert titles(client, f"{MAP}?quoi=action&quoi=rencontre&niveau=college&region=27&jour=2027-03-22") == [
            "Visiter la recyclerie",
            "Trocante de printemps",
        ]
        assert titles(client, f"{MAP}?quoi=action&theme=alimentation") == []
        ticked = soup(client, f"{MAP}?quoi=action").select("input[checked]")
        assert [box["value"] for box in ticked] == ["action"]

    def test_what_an_address_says_that_nobody_knows_is_ignored(self, agreed, client, world):
        assert titles(client, f"{MAP}?quoi=rien&region=99&jour=hier&page=xx&vue=rien&theme=%00") == titles(client, MAP)

    def test_a_region_without_action_says_so_and_offers_a_way_out(self, agreed, client, world):
        empty = soup(client, f"{MAP}?region=94").select_one(".empty")
        assert empty.find("h2").get_text() == "Pas encore d’action en Corse"
        assert empty.select_one(".go")["href"] == MAP

    def test_a_day_of_an_offer_answers_too(self, agreed, client, world):
        assert "Découvrir le réemploi" in titles(client, f"{MAP}?jour=2027-03-24")

    @pytest.mark.parametrize("address", [f"{MAP}?region=27&quoi=offre", f"{AGENDA}?vue=liste&theme=reemploi"])
    def test_htmx_gives_the_page_one_would_load(self, agreed, client, world, address):
        """But for the drawer of filters, left open to whoever is ticking them on a telephone."""
        enhanced = swapped(client, address.partition("?")[0], "recherche", address, swap="innerHTML")
        drawer = enhanced.select_one("details.panel[open]")
        del drawer["open"]
        assert str(enhanced.find(id="recherche")) == str(fresh(client, address).find(id="recherche"))

    def test_fragments_and_pages_are_not_mixed_by_caches(self, agreed, client, world):
        assert "HX-Request" in client.get(MAP)["Vary"]

    def test_an_unchanged_page_is_not_sent_again(self, agreed, client, world):
        tag = client.get(MAP)["ETag"]
        assert client.get(MAP, headers={"If-None-Match": tag}).status_code == 304
        Showcase.objects.filter(pk=world.showcase.pk).update(title="Grande trocante", state=RegistrationState.WITHDRAWN)
        assert client.get(MAP, headers={"If-None-Match": tag}).status_code == 200


class TestAgenda:
    def test_days_lists_and_places_hold_the_same_dates(self, agreed, client, world):
        by_day = soup(client, AGENDA)
        assert [title.get_text() for title in by_day.select("section h2")][:1] == ["Lundi 22 mars 2027"]
        assert len(soup(client, f"{AGENDA}?vue=liste").select("tbody tr")) == 2
        by_place = soup(client, f"{AGENDA}?vue=lieu")
        assert [title.get_text() for title in by_place.select("section h2")][:1] == ["Bourgogne-Franche-Comté"]

    def test_it_leads_to_the_calendar_with_the_same_filters(self, agreed, client, world):
        page = soup(client, f"{AGENDA}?vue=lieu&region=27")
        assert page.select_one('link[type="text/calendar"]')["href"] == f"{FEED}?region=27"


class TestCalendar:
    def test_each_date_has_an_identifier_that_never_changes(self, agreed, client, world):
        names = {f"semaine-rencontre-{agreed.pk}@essaim", f"semaine-action-{world.showcase.reference}@essaim"}
        assert set(feed(client)) == names
        Showcase.objects.filter(pk=world.showcase.pk).update(title="Grande trocante")
        assert set(feed(client)) == names

    def test_half_days_are_whole_days_and_open_actions_have_their_hours(self, agreed, client, world):
        events = feed(client)
        meeting = events[f"semaine-rencontre-{agreed.pk}@essaim"]
        assert meeting.decoded("DTSTART") == dt.date(2027, 3, 22)
        action = events[f"semaine-action-{world.showcase.reference}@essaim"]
        assert action.decoded("DTSTART").isoformat() == "2027-03-22T14:00:00+01:00"
        assert str(action["LOCATION"]) == "Salle polyvalente, Beaune (21)"

    def test_a_cancelled_encounter_stays_as_cancelled_and_leaves_the_map(self, agreed, client, world):
        cancel(agreed)
        event = feed(client)[f"semaine-rencontre-{agreed.pk}@essaim"]
        assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
        assert agreed.request.reference not in references(world.edition)
        page = soup(client, f"/semaine/actions/{agreed.request.reference}/")
        assert "Cette rencontre est annulée." in page.get_text()

    def test_a_withdrawn_action_is_cancelled_without_its_words(self, agreed, client, world):
        world.showcase.state = RegistrationState.WITHDRAWN
        world.showcase.save()
        event = feed(client)[f"semaine-action-{world.showcase.reference}@essaim"]
        assert (event["STATUS"], str(event["SUMMARY"])) == ("CANCELLED", "Action d’élèves retirée")
        assert "LOCATION" not in event
        assert "URL" not in event

    def test_an_action_withdrawn_before_any_answer_was_never_there(self, agreed, client, world):
        Showcase.objects.filter(pk=world.showcase.pk).update(state=RegistrationState.WITHDRAWN, moderated_at=None)
        Showcase.objects.filter(pk=world.returned_showcase.pk).update(state=RegistrationState.WITHDRAWN)
        assert set(feed(client)) == {f"semaine-rencontre-{agreed.pk}@essaim"}

    def test_the_same_filters_as_the_page(self, agreed, client, world):
        assert set(feed(client, "?quoi=rencontre&region=27")) == {f"semaine-rencontre-{agreed.pk}@essaim"}
        assert feed(client, "?region=94") == {}

    @pytest.mark.parametrize("change", ["encounter", "showcase", "offer", "school", "edition"])
    def test_any_change_that_shows_gives_another_version(self, agreed, world, change, time_machine):
        before = public.version(world.edition)
        time_machine.move_to(dt.datetime(2027, 1, 12, 9, 5, tzinfo=dt.UTC), tick=False)
        changed = {
            "encounter": agreed.encounter,
            "showcase": world.showcase,
            "offer": agreed.offer,
            "school": world.school,
            "edition": world.edition,
        }[change]
        changed.save()
        assert public.version(world.edition) != before

    def test_a_state_changed_without_a_new_date_is_seen_too(self, agreed, world):
        before = public.version(world.edition)
        Showcase.objects.filter(pk=world.showcase.pk).update(state=RegistrationState.WITHDRAWN)
        assert public.version(world.edition) != before

    def test_filters_have_their_own_version(self, agreed, client, world):
        assert client.get(FEED)["ETag"] != client.get(f"{FEED}?region=27")["ETag"]

    def test_one_date_for_ones_own_calendar(self, agreed, client, world):
        response = client.get(f"/semaine/actions/{world.showcase.reference}/agenda.ics")
        assert response["Content-Type"].startswith("text/calendar")
        assert response.content.count(b"BEGIN:VEVENT") == 1
        assert client.get(f"/semaine/actions/{world.offer.reference}/agenda.ics").status_code == 404


class TestActionPage:
    def test_search_engines_read_an_event_of_schema_org(self, agreed, client, world):
        page = soup(client, f"/semaine/actions/{world.showcase.reference}/")
        event = json.loads(page.select_one('script[type="application/ld+json"]').string)
        assert event["@type"] == "EducationEvent"
        assert event["startDate"] == "2027-03-22T14:00:00+01:00"
        assert event["location"]["address"]["addressLocality"] == "Beaune"
        assert event["eventStatus"] == "https://schema.org/EventScheduled"

    def test_a_title_cannot_leave_the_block_of_data(self, agreed, client, world):
        title = "</script><script>alert(1)</script> & co"
        Showcase.objects.filter(pk=world.showcase.pk).update(title=title)
        response = client.get(f"/semaine/actions/{world.showcase.reference}/")
        page = BeautifulSoup(response.content, "html.parser")
        assert b"<script>alert" not in response.content
        assert json.loads(page.select_one('script[type="application/ld+json"]').string)["name"] == title

    def test_the_content_policy_stays_strict(self, agreed, client, world):
        policy = client.get(f"/semaine/actions/{world.showcase.reference}/")["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy

    def test_an_offer_has_no_date_and_is_no_event(self, agreed, client, world):
        page = soup(client, f"/semaine/actions/{world.offer.reference}/")
        assert page.select_one('script[type="application/ld+json"]') is None
        assert page.select_one(".button.honey")["href"] == "/semaine/inscription/equipe/"

    def test_a_class_matched_again_shows_its_live_encounter(self, agreed, client, world):
        cancel(agreed)
        make_agreed(agreed.request, world.offer)
        _, action = public.action(agreed.request.reference)
        assert (action.standing, action.title) == (Standing.CONFIRMED, world.offer.title)


class TestEditionPage:
    def test_it_says_the_dates_in_words_and_opens_three_doors(self, agreed, client, world):
        page = soup(client, "/semaine/")
        assert "Du 22 au 27 mars 2027" in page.select_one(".lede").get_text()
        assert [door["href"] for door in page.select(".door")] == [
            "/semaine/inscription/equipe/",
            "/semaine/inscription/acteur/",
            "/semaine/inscription/action/",
            "/semaine/inscription/evenement/",
        ]
        assert all("3 minutes" in door.get_text() for door in page.select(".door")[:3])

    def test_figures_are_told_with_their_definition_and_their_rows(self, agreed, client, world):
        figures = {
            figure.select_one(".what").get_text(): figure.select_one(".value").get_text(strip=True)
            for figure in soup(client, "/semaine/").select(".traced")
        }
        registered = ClassRequest.objects.filter(edition=world.edition, state=RegistrationState.ACCEPTED)
        assert figures["Demandes d'équipes inscrites"] == str(registered.count())
        assert figures["Rencontres confirmées"] == "1"
        for figure in soup(client, "/semaine/").select(".traced"):
            assert figure.select_one("details p").get_text(strip=True)
            assert client.get(figure.select_one("a.source")["href"]).status_code == 200

    @pytest.mark.parametrize(
        ("state", "day", "said"),
        [
            (EditionState.CLOSED, dt.date(2027, 3, 15), "Inscriptions closes"),
            (EditionState.CLOSED, dt.date(2027, 3, 23), "C’est en ce moment"),
            (EditionState.ARCHIVED, dt.date(2027, 5, 3), "Terminée"),
        ],
    )
    def test_once_registrations_are_closed_it_says_where_one_is(
        self, agreed, client, world, time_machine, state, day, said
    ):
        Edition.objects.filter(pk=world.edition.pk).update(state=state)
        time_machine.move_to(dt.datetime.combine(day, dt.time(9), dt.UTC), tick=False)
        page = soup(client, "/semaine/")
        assert said in page.select_one(".page-head").get_text()
        assert page.select(".door") == []

    def test_editions_of_the_past_stay_readable(self, clock, client, world):
        link = soup(client, "/semaine/").find("a", string=world.past_edition.title)
        page = soup(client, f"/semaine/{link['href'].removeprefix('/semaine/')}")
        assert page.find("h1").get_text() == world.past_edition.title
        assert titles(client, f"{MAP}?edition={world.past_edition.slug}") == ["Visiter la recyclerie"]

    def test_without_edition_each_page_says_so(self, client, db):
        for address in ("/semaine/", MAP, AGENDA):
            assert "Pas encore d’édition annoncée" in soup(client, address).select_one(".empty").get_text()
        assert feed(client) == {}
