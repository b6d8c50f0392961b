"""Figures count what was held, once, where it counts, and for the axis it serves; recounted here in plain SQL."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.services import encounters, events
from essaim.commons.protocol import selectors as protocol
from essaim.foundation.figures import indicators, selectors
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.kernel.actor import Visitor
from tests.factories.directory import make_school, make_uai
from tests.factories.encounters import BY, make_encounter, make_event
from tests.world import Persona

pytestmark = pytest.mark.django_db

YEAR = Period(dt.date(2026, 9, 1), dt.date(2027, 9, 1))
DAY = dt.date(2027, 1, 11)
DIJON, BFC = Scope("academie", "07"), Scope("region", "27")


def value(code: str, scope: Scope = FRANCE, period: Period = YEAR):
    return selectors.value(indicators.registered()[f"encounters.{code}"], scope, period)


@pytest.fixture
def season(world, clock):
    """Two encounters of Dijon, one of Paris that serves another axis, one planned, one cancelled, an event."""
    paris = make_school("Collège du Parc", uai=make_uai(7, "075"), commune="75056", postcode="75001")
    for school, commitment, pupils, minutes in (
        (world.school, world.commitment, 20, 50),
        (world.school, world.commitment, 25, 55),
        (paris, protocol.commitment("2.1"), 30, 60),
    ):
        made = make_encounter(school, commitment)
        encounters.hold(by=BY, encounter=made, held_on=DAY, pupils=pupils, adults=2, minutes=minutes)
    off = make_encounter(world.school, world.commitment)
    encounters.hold(by=BY, encounter=off, held_on=DAY, pupils=99, adults=9, minutes=99)
    encounters.cancel(by=BY, encounter=off, reason="Notée par erreur.")
    day = dt.datetime(2027, 1, 11, 9, tzinfo=dt.UTC)
    given = {"starts_at": day, "ends_at": day + dt.timedelta(hours=3)}
    local = make_event(world.cress, world.commitment, academie=world.school.academie, **given)
    events.hold(by=BY, event=local, came=[], others=12)
    events.hold(by=BY, event=make_event(world.esper, world.commitment, **given), came=[], others=40)
    return world


def test_what_is_held_is_counted_where_its_school_is(season):
    assert (value("held"), value("held", BFC), value("held", DIJON)) == (3, 2, 2)
    assert (value("pupils"), value("pupils", DIJON)) == (75, 45)
    assert (value("adults"), value("adults", DIJON)) == (6, 4)
    assert value("hours") == Decimal("2.8")
    assert value("hours", DIJON) == Decimal("1.8")  # 105 minutes are 1,75 hour


def test_national_events_count_for_france_alone(season):
    assert (value("events_held"), value("people")) == (2, 52)
    assert (value("events_held", DIJON), value("people", DIJON)) == (1, 12)
    assert (value("events_held", BFC), value("people", BFC)) == (1, 12)


def test_each_axis_has_its_own(season):
    assert (value("held.axis1"), value("held.axis2"), value("held.axis3")) == (2, 1, 0)
    assert (value("pupils.axis1", DIJON), value("pupils.axis2", DIJON)) == (45, 0)
    assert value("people.axis1") == 52


def test_a_period_is_half_open(season):
    assert value("held", period=Period.day(DAY)) == 3
    assert value("held", period=Period.day(DAY - dt.timedelta(days=1))) == 0
    assert value("held", period=Period(dt.date(2026, 1, 1), dt.date(2026, 9, 1))) == 1  # the one of the world


def test_values_are_those_of_plain_sql(season):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), sum(e.pupils), sum(e.adults) FROM encounters_encounter e"
            " JOIN territory_departement d ON d.code = e.departement_id"
            " WHERE e.state = 'held' AND e.held_on >= %s AND e.held_on < %s AND d.academie_id = '07'",
            [YEAR.start, YEAR.end],
        )
        assert cursor.fetchone() == (value("held", DIJON), value("pupils", DIJON), value("adults", DIJON))


@pytest.mark.parametrize("scope", [FRANCE, BFC, DIJON])
def test_rows_are_those_counted(season, scope):
    held = indicators.registered()["encounters.held"]
    assert selectors.rows(held, scope, YEAR).count() == selectors.value(held, scope, YEAR)
    people = indicators.registered()["encounters.people"]
    rows = selectors.rows(people, scope, YEAR)
    assert sum(row.attended for row in rows) == selectors.value(people, scope, YEAR)


def test_rows_are_read_in_the_network(world):
    held = indicators.registered()["encounters.held"]
    rows = selectors.rows(held, FRANCE, Period(dt.date(2025, 9, 1), dt.date(2026, 9, 1)))
    for persona in (Persona.CRESS, Persona.CORRESPONDENT, Persona.TEAM, Persona.NATIONAL):
        assert list(held.seen_by(world.users[persona], rows)) == [world.held_encounter]
    Encounter.objects.filter(pk=world.held_encounter.pk).update(departement="75")
    assert not held.seen_by(world.users[Persona.CRESS], rows).exists()
    assert not held.seen_by(Visitor(), rows).exists()
