import datetime as dt

import pytest
from django.urls import reverse

from essaim.commons.territory.domain.calendar import Day
from essaim.commons.territory.models import Academie, Holiday, SchoolCalendar
from essaim.commons.territory.selectors import calendars
from essaim.commons.territory.services import calendars as gestures
from essaim.foundation.audit import presenters
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import SystemActor, Visitor
from essaim.foundation.kernel.errors import Forbidden, Refused
from tests.world import Persona

pytestmark = pytest.mark.django_db
BY = SystemActor("tests")
SOURCE = "https://exemple.fr/arrete"


@pytest.fixture
def dijon(places):
    return Academie.objects.get(pk="07")


@pytest.fixture
def corse(places):
    return Academie.objects.get(pk="27")


def add(academie, label="Vacances de Noël", start=(2026, 12, 12), end=(2026, 12, 28), year=2026, by=BY):
    return gestures.add_override(
        by=by,
        academie=academie,
        school_year=year,
        label=label,
        valid_from=dt.date(*start),
        valid_until=dt.date(*end),
        source_url=SOURCE,
    )


def test_an_academie_follows_its_zone(dijon):
    assert [period.label for period in calendars.holidays(dijon, 2026)] == [
        "Vacances de la Toussaint",
        "Vacances de Noël",
        "Vacances d'hiver",
        "Vacances de printemps",
        "Pont de l'Ascension",
        "Vacances d'été",
    ]
    assert calendars.is_holiday(dijon, dt.date(2026, 12, 25)) is Day.HOLIDAY
    assert calendars.is_holiday(dijon, dt.date(2027, 1, 12)) is Day.CLASS


def test_dates_of_the_academie_win_over_those_of_the_zone(dijon):
    add(dijon)
    found = {period.label: period for period in calendars.holidays(dijon, 2026)}
    assert found["Vacances de Noël"].is_own
    assert calendars.is_holiday(dijon, dt.date(2026, 12, 14)) is Day.HOLIDAY
    assert calendars.is_holiday(dijon, dt.date(2026, 12, 30)) is Day.CLASS
    besancon = Academie.objects.get(pk="03")
    assert calendars.is_holiday(besancon, dt.date(2026, 12, 30)) is Day.HOLIDAY


def test_nothing_known_is_unknown_until_the_year_is_declared_complete(corse):
    day = dt.date(2027, 1, 12)
    assert calendars.holidays(corse, 2026) == ()
    assert calendars.is_holiday(corse, day) is Day.UNKNOWN
    add(corse)
    assert calendars.is_holiday(corse, dt.date(2026, 12, 14)) is Day.HOLIDAY
    assert calendars.is_holiday(corse, day) is Day.UNKNOWN
    gestures.complete_calendar(by=BY, academie=corse, school_year=2026, source_url=SOURCE)
    assert calendars.is_holiday(corse, day) is Day.CLASS
    gestures.reopen_calendar(by=BY, academie=corse, school_year=2026)
    assert calendars.is_holiday(corse, day) is Day.UNKNOWN


def test_a_year_beyond_the_tables_is_unknown(dijon):
    assert calendars.is_holiday(dijon, dt.date(2031, 1, 12)) is Day.UNKNOWN


def test_days_off_of_the_whole_academie_are_known(places):
    strasbourg, reunion = Academie.objects.get(pk="15"), Academie.objects.get(pk="28")
    found = calendars.calendars([strasbourg, reunion], 2026, 2026)
    assert dt.date(2026, 12, 20) in found["28"].public_holidays
    assert dt.date(2026, 12, 20) not in found["15"].public_holidays


def test_calendars_of_all_academies_cost_three_queries(places, django_assert_num_queries):
    academies = list(Academie.objects.order_by("pk"))
    with django_assert_num_queries(3):
        found = calendars.calendars(academies, 2026, 2027)
    assert set(found) == {academie.pk for academie in academies}


def test_dates_taken_back_bring_the_zone_back(dijon):
    gestures.remove_override(by=BY, holiday=add(dijon))
    assert calendars.is_holiday(dijon, dt.date(2026, 12, 30)) is Day.HOLIDAY
    assert calendars.is_complete(dijon, 2026)


def test_dates_taken_back_from_an_academie_without_zone_make_its_year_unknown(corse):
    holiday = add(corse)
    gestures.complete_calendar(by=BY, academie=corse, school_year=2026, source_url=SOURCE)
    gestures.remove_override(by=BY, holiday=holiday)
    assert not calendars.is_complete(corse, 2026)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"start": (2026, 12, 28), "end": (2026, 12, 28)}, "reprise des cours doit suivre"),
        ({"start": (2025, 12, 12), "end": (2025, 12, 28)}, "ne sont pas dans l'année scolaire 2026-2027"),
        ({"label": "Vacances de Pâques", "start": (2026, 12, 20)}, r"chevauchent «\sVacances de Noël\s»"),
    ],
)
def test_impossible_dates_are_refused_with_what_to_do(dijon, given, sentence):
    with pytest.raises(Refused, match=sentence):
        add(dijon, **given)
    assert not Holiday.objects.filter(academie=dijon, is_override=True).exists()


def test_the_same_holiday_is_not_entered_twice(dijon):
    add(dijon)
    with pytest.raises(Refused, match="Retirez-les"):
        add(dijon, start=(2026, 12, 13))
    assert Holiday.objects.filter(academie=dijon, is_override=True).count() == 1


def test_national_dates_cannot_be_removed_by_hand(dijon):
    national = Holiday.objects.filter(academie=dijon, is_override=False).order_by("pk").first()
    with pytest.raises(Refused, match="calendrier national"):
        gestures.remove_override(by=BY, holiday=national)


def test_an_empty_year_cannot_be_declared_complete_nor_reopened(corse):
    with pytest.raises(Refused, match="Aucune date"):
        gestures.complete_calendar(by=BY, academie=corse, school_year=2026, source_url=SOURCE)
    with pytest.raises(Refused, match="rien à rouvrir"):
        gestures.reopen_calendar(by=BY, academie=corse, school_year=2026)
    assert not SchoolCalendar.objects.filter(academie=corse).exists()


def test_a_visitor_corrects_nothing(dijon):
    with pytest.raises(Forbidden):
        add(dijon, by=Visitor())


def test_each_gesture_is_told_in_french(corse):
    holiday = add(corse)
    gestures.complete_calendar(by=BY, academie=corse, school_year=2026, source_url=SOURCE)
    gestures.reopen_calendar(by=BY, academie=corse, school_year=2026)
    gestures.remove_override(by=BY, holiday=holiday)
    told = [line.sentence for line in presenters.present(Entry.objects.order_by("pk"))]
    assert len(told) == 4
    assert "a saisi des vacances 2026-2027 propres à l'académie 27, du 12 décembre 2026" in told[0]
    assert "…" not in "".join(told)


def test_a_national_coordination_enters_and_removes_dates_on_the_screen(world, client, clock):
    client.force_login(world.users[Persona.NATIONAL])
    corse = Academie.objects.get(pk="27")
    address = reverse("territory:calendar-edit", args=["corse", 2026])
    typed = {
        "label": " Vacances  de Noël ",
        "valid_from": "19/12/2026",
        "valid_until": "2027-01-04",
        "source_url": "ac-corse.fr/calendrier",
    }
    assert client.post(address, typed).status_code == 302
    holiday = calendars.overrides(corse, 2026).get()
    assert (holiday.label, holiday.source_url) == ("Vacances de Noël", "https://ac-corse.fr/calendrier")

    shown = client.get(address).content.decode()
    assert "samedi 19 décembre 2026" in shown
    client.post(reverse("territory:calendar-complete", args=["corse", 2026]), {"source_url": SOURCE})
    assert calendars.is_complete(corse, 2026)
    client.post(reverse("territory:holiday-remove", args=["corse", 2026, holiday.pk]))
    assert not calendars.overrides(corse, 2026).exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Écrivez le nom des vacances"),
        ({"valid_from": "demain"}, "Écrivez une date, par exemple 19/12/2026."),
        ({"valid_from": "2026-12-19", "valid_until": "2026-12-01"}, "La reprise doit suivre"),
        (
            {"label": "X", "valid_from": "2019-12-19", "valid_until": "2019-12-21", "source_url": SOURCE},
            "année scolaire 2026-2027",
        ),
    ],
)
def test_a_wrong_form_keeps_what_was_typed_and_says_what_to_write(world, client, clock, typed, sentence):
    client.force_login(world.users[Persona.NATIONAL])
    response = client.post(reverse("territory:calendar-edit", args=["corse", 2026]), typed)
    assert response.status_code == 422
    shown = response.content.decode().replace("&#x27;", "'").replace("\u00a0", " ")
    assert sentence in shown
    assert "<title>Erreur" in shown
    assert not Holiday.objects.filter(academie="27").exists()


def test_the_holiday_of_another_academie_cannot_be_removed_by_its_number(world, client, clock):
    client.force_login(world.users[Persona.NATIONAL])
    address = reverse("territory:holiday-remove", args=["corse", 2026, world.override.pk])
    assert client.post(address).status_code == 404
    assert Holiday.objects.filter(pk=world.override.pk).exists()
