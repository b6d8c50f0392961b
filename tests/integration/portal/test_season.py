"""The home says which edition this is, what one may do, and the next dates anybody may come to."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from essaim.areas.campaign.enums import EditionState
from essaim.areas.campaign.models import Edition
from essaim.commons.encounters.enums import EventState
from essaim.front.portal import season
from tests.factories.campaign import make_edition
from tests.factories.encounters import PARIS, make_event

pytestmark = pytest.mark.django_db


def home(client) -> BeautifulSoup:
    return BeautifulSoup(client.get("/").content, "html.parser")


def test_while_registrations_are_open_the_yellow_tile_says_the_dates_and_leads_to_the_registration(
    clock, client, world
):
    tile = home(client).select_one(".tile.honey")
    assert "Du 22 au 27 mars 2027" in tile.get_text()
    assert "Inscriptions ouvertes jusqu’au vendredi 12 mars" in tile.get_text()
    assert tile.select_one(".button.honey")["href"] == "/semaine/inscription/equipe/"
    assert len(home(client).select(".button.honey")) == 1


def test_once_registrations_are_closed_nothing_leads_to_them(clock, client, world):
    Edition.objects.filter(pk=world.edition.pk).update(state=EditionState.CLOSED)
    tile = home(client).select_one(".tile.honey")
    assert "Inscriptions closes" in tile.get_text()
    assert tile.select_one(".button") is None


def test_without_edition_the_tile_promises_no_date(client, db):
    page = home(client)
    assert "Inscriptions" not in page.select_one(".tile.honey").get_text()
    assert page.find(id="dates") is None


def test_next_dates_are_milestones_and_public_events_the_nearest_first(clock, world):
    make_event(
        world.cress,
        world.commitment,
        title="Journée régionale",
        is_public=True,
        starts_at=dt.datetime(2027, 2, 3, 9, tzinfo=PARIS),
        ends_at=dt.datetime(2027, 2, 3, 17, tzinfo=PARIS),
    )
    found = season.next_dates(season.edition_of_today())
    assert [(date.on, date.title) for date in found] == [
        (dt.date(2027, 2, 3), "Journée régionale"),
        (dt.date(2027, 3, 12), "Dernier jour pour s’inscrire à la Semaine"),
        (dt.date(2027, 3, 22), "La Semaine commence"),
        (dt.date(2027, 3, 22), "Revue du 22 mars"),
    ]


def test_private_and_cancelled_events_are_not_announced(clock, world):
    world.event.state, world.event.ended_reason = EventState.CANCELLED, "Salle fermée."
    world.event.save()
    assert not {world.event.title, world.private_event.title} & {date.title for date in season.next_dates(None)}


def test_an_edition_that_is_over_has_no_milestone_left(clock, db, world):
    Edition.objects.filter(state=EditionState.OPEN).update(state=EditionState.CLOSED)
    past = make_edition(90, EditionState.OPEN, dt.date(2026, 11, 16), closes_on=dt.date(2026, 11, 6))
    told = season.edition_of_today()
    assert told.title == past.title
    assert not told.is_open
    assert all(date.url != told.url for date in season.next_dates(told))
