"""A school's page shows where it is, on a map and in words, and says when the point is only the commune's centre."""

import pytest
from bs4 import BeautifulSoup

from essaim.commons.directory import school_map
from essaim.commons.directory.enums import LocationSource
from essaim.commons.directory.models import School

pytestmark = pytest.mark.django_db


def placed(world, **fields) -> School:
    School.objects.filter(pk=world.school.pk).update(**fields)
    return School.objects.select_related("departement").get(pk=world.school.pk)


def figure(client, school) -> BeautifulSoup:
    page = client.get(school.get_absolute_url())
    return BeautifulSoup(page.content, "html.parser").select_one(".map-near")


def test_the_point_stands_in_its_departement(world, client):
    school = placed(world, latitude=47.0245, longitude=4.8400, location_source=LocationSource.FILE)
    drawn = figure(client, school)
    assert len(drawn.select(".map-marks .current")) == 1
    assert len(drawn.select(".map-land .here")) == 1
    assert len(drawn.select(".map-land path")) > 3
    row = drawn.select_one(".map-list li").get_text(" ", strip=True)
    assert school.name in row
    assert "à son adresse" in row
    assert "km de Dijon" in drawn.h3.get_text().replace("\u00a0", " ")
    assert "IGN" in drawn.get_text()


def test_a_point_at_the_centre_of_the_commune_says_so(world, client):
    school = placed(world, latitude=47.0245, longitude=4.8400, location_source=LocationSource.COMMUNE)
    assert "au centre de la commune" in figure(client, school).get_text()


def test_the_point_is_inside_the_window(world):
    view = school_map.of(placed(world, latitude=47.0245, longitude=4.8400, location_source=LocationSource.FILE))
    frame, mark = view.layer.mainland, view.mainland.marks[0]
    assert frame.left < mark.outline.cx < frame.left + frame.width
    assert frame.top < mark.outline.cy < frame.top + frame.height


def test_the_seat_of_the_departement_is_said_as_such(world):
    view = school_map.of(placed(world, latitude=47.3220, longitude=5.0415, location_source=LocationSource.FILE))
    assert view.title.endswith("chef-lieu du département")
    assert "km" not in view.title


@pytest.mark.parametrize(("latitude", "longitude"), [(-22.27, 166.44), (40.71, -74.0)])
def test_what_no_frame_shows_has_no_map(world, latitude, longitude):
    assert school_map.of(placed(world, latitude=latitude, longitude=longitude, location_source="file")) is None


def test_without_a_point_there_is_no_map(world, client):
    school = placed(world, latitude=None, longitude=None, location_source=LocationSource.NONE)
    assert school_map.of(school) is None
    assert figure(client, school) is None
