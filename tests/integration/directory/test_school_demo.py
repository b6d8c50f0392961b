"""The schools of the demonstration and the published count of schools."""

import datetime as dt

import pytest

from essaim.commons.directory import demo_schools, search
from essaim.commons.directory.models import School, SchoolClass
from essaim.commons.directory.selectors import school_figures
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.kernel import uai as uai_codes
from tests.factories import territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = Period.day(dt.date(2027, 1, 12))


@pytest.fixture
def _places(db):
    territory.create_areas()
    territory.create_communes()


@pytest.mark.usefixtures("_places")
def test_the_demonstration_has_schools_of_every_level_that_cannot_exist():
    made = demo_schools.load(seed=1, scale=1)
    assert made["établissements fictifs"] == School.objects.count() > 0
    assert made["classes fictives"] == SchoolClass.objects.count() > 0
    uais = School.objects.exclude(uai=None).values_list("uai", flat=True)
    assert all(uai.startswith("000") and uai_codes.is_valid(uai) for uai in uais)
    assert set(School.objects.values_list("degree", flat=True)) == {"first", "second", "higher"}
    assert School.objects.filter(departement__in=["974", "988"]).exists()
    assert search.find(School.objects.exclude(uai=None).order_by("pk")[0].uai).total == 1


@pytest.mark.usefixtures("_places")
def test_the_same_seed_gives_the_same_season_and_only_once():
    demo_schools.load(seed=7, scale=0.5)
    first = list(School.objects.order_by("pk").values_list("name", "uai", "commune_id"))
    assert demo_schools.load(seed=7, scale=0.5)["établissements fictifs"] == 0
    SchoolClass.objects.all().delete()
    School.objects.all().delete()
    demo_schools.load(seed=7, scale=0.5)
    assert list(School.objects.order_by("pk").values_list("name", "uai", "commune_id")) == first


def test_the_count_of_open_schools_is_by_day_and_territory(world):
    assert school_figures.schools_open("france", [""], DAY) == {"": 3}
    assert school_figures.schools_open("academie", ["07", "22"], DAY) == {"07": 3}
    before = Period.day(dt.date(2025, 8, 1))
    assert school_figures.schools_open("departement", ["87"], before) == {"87": 1}
    assert list(school_figures.schools_open_rows(Scope("departement", "87"), before)) == [world.closed_school]
    assert school_figures.schools_open_rows(FRANCE, DAY).count() == 3
