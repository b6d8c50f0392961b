import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from essaim.foundation.kernel import geo
from essaim.foundation.kernel.errors import Refused

lats = st.floats(-90, 90)
lons = st.floats(-180, 180)


def test_paris_to_marseille():
    assert geo.distance_km(48.8566, 2.3522, 43.2965, 5.3698) == pytest.approx(660.5, abs=0.5)


def test_half_the_earth_is_the_longest_way():
    assert geo.distance_km(0, 0, 0, 180) == pytest.approx(math.pi * geo.EARTH_RADIUS_KM)


@given(lats, lons, lats, lons)
def test_distance_is_symmetric_and_bounded(lat1, lon1, lat2, lon2):
    there = geo.distance_km(lat1, lon1, lat2, lon2)
    assert 0 <= there <= math.pi * geo.EARTH_RADIUS_KM + 1e-6
    assert there == pytest.approx(geo.distance_km(lat2, lon2, lat1, lon1), abs=1e-6)


@given(lats, lons, lats, lons, st.floats(0, 20_000))
def test_no_point_within_the_distance_is_outside_the_box(lat1, lon1, lat2, lon2, km):
    assume(geo.distance_km(lat1, lon1, lat2, lon2) <= km)
    assert geo.box(lat1, lon1, km).contains(lat2, lon2)


@given(st.floats(-85, 85), lons, st.floats(0, 360), st.floats(0.1, 400))
def test_a_point_at_the_edge_is_inside(lat, lon, bearing, km):
    angle, theta, phi = km / geo.EARTH_RADIUS_KM, math.radians(bearing), math.radians(lat)
    lat2 = math.asin(math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(theta))
    turn = math.atan2(
        math.sin(theta) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * math.sin(lat2)
    )
    lon2 = (lon + math.degrees(turn) + 180) % 360 - 180
    assert geo.box(lat, lon, km).contains(math.degrees(lat2), lon2)


def test_a_box_may_cross_the_antimeridian():
    wallis = geo.box(-13.28, -176.18, 500)
    assert wallis.crosses_antimeridian
    assert wallis.contains(-13.3, 179.9)
    assert wallis.contains(-13.3, -176.0)
    assert not wallis.contains(-13.3, 0)
    assert not wallis.contains(50, -176.0)


def test_a_pole_takes_every_longitude():
    assert geo.box(89.9, 10, 50).west == -180


def test_coordinates_are_checked():
    assert geo.check(46.17, 1.87) == (46.17, 1.87)
    assert geo.check(0, 5) == (0, 5)
    for lat, lon in [(91, 0), (45, 181), (math.nan, 0), (824876.1, 6433018.3)]:
        with pytest.raises(Refused, match="latitude va de -90 à 90"):
            geo.check(lat, lon)
    with pytest.raises(Refused, match="en pleine mer"):
        geo.check(0.0, 0.0)
