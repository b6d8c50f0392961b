import datetime as dt

import pytest

from essaim.commons.territory.models import Academie, Commune, Departement
from essaim.commons.territory.selectors import areas
from essaim.foundation.kernel.errors import Refused

pytestmark = pytest.mark.django_db
BEFORE, AFTER = dt.date(2019, 12, 31), dt.date(2020, 1, 1)


def test_regions_come_with_their_academies_of_today_mainland_first(places, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = list(areas.regions())
        names = {region.name: [academie.name for academie in region.academies.all()] for region in found}
    assert [region.is_overseas for region in found] == [False] * 13 + [True] * 5
    assert names["Normandie"] == ["Normandie"]
    assert names["Île-de-France"] == ["Créteil", "Paris", "Versailles"]


@pytest.mark.parametrize(("date", "count"), [(BEFORE, 35), (AFTER, 34)])
def test_academies_are_those_of_the_date(places, date, count):
    assert areas.academies(date).count() == count


@pytest.mark.parametrize(
    ("code", "date", "name"),
    [("05", AFTER, "Normandie"), ("05", BEFORE, "Caen"), ("21", AFTER, "Normandie"), ("7", AFTER, "Dijon")],
)
def test_a_code_of_an_old_file_leads_to_whoever_stands_that_day(places, code, date, name):
    assert areas.academie_by_code(code, date).name == name


def test_a_code_alone_is_the_academie_itself(places):
    assert areas.academie_by_code("05").name == "Caen"
    assert areas.academie_by_code("99") is None


@pytest.mark.parametrize(
    ("written", "code"),
    [("RENNES", "14"), ("LA REUNION", "28"), ("Nouvelle Calédonie", "40"), ("Saint Pierre et Miquelon", "44")],
)
def test_an_academie_is_known_however_files_write_it(places, written, code):
    assert areas.academie_by_name(written).code == code


def test_seine_maritime_was_in_rouen(places):
    departement = Departement.objects.select_related("academie", "former_academie").get(pk="76")
    assert departement.academie_on(BEFORE).name == "Rouen"
    assert departement.academie_on(AFTER).name == "Normandie"


@pytest.mark.parametrize(
    ("written", "code"), [("21", "21"), ("021", "21"), ("2a", "2A"), ("02A", "2A"), ("974", "974"), ("988", "988")]
)
def test_a_departement_is_resolved_from_any_code_in_use(places, written, code):
    assert areas.resolve_departement(written).code == code


@pytest.mark.parametrize("written", ["", "200", "Creuse", "984"])
def test_an_unknown_departement_is_refused_with_what_to_write(places, written):
    with pytest.raises(Refused, match="département"):
        areas.resolve_departement(written)


@pytest.mark.parametrize(
    ("uai", "code"), [("0210001A", "21"), ("6200001A", "2A"), ("9830001A", "988"), ("9740001A", "974")]
)
def test_a_uai_says_its_territory(places, uai, code):
    assert areas.territory_of_uai_prefix(uai).code == code


@pytest.mark.parametrize("uai", ["", "0990001A", "1230001A"])
def test_a_uai_from_abroad_says_none(places, uai):
    assert areas.territory_of_uai_prefix(uai) is None


def test_a_commune_knows_its_areas_and_its_clock(places):
    found = areas.areas_of(places.commune)
    assert (found.departement.code, found.academie.name, found.region.name) == (
        "21",
        "Dijon",
        "Bourgogne-Franche-Comté",
    )
    noumea = areas.areas_of(Commune.objects.get(pk="98818"))
    assert noumea.region is None
    assert noumea.academie.full_name == "vice-rectorat de Nouvelle-Calédonie"
    assert areas.timezone_of(places.saint_denis) == "Indian/Reunion"


def test_a_closed_academie_shows_the_departements_it_had(places):
    rouen = Academie.objects.get(pk="21")
    assert [row.code for row in areas.departements_of(rouen)] == ["76"]
