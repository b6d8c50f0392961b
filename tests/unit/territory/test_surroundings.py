"""Every département has a window that holds it, with its neighbours on the mainland."""

import pytest

from essaim.commons.territory import surroundings
from essaim.commons.territory.outlines import Layer, layer
from essaim.commons.territory.surroundings import Point

PLACES = {"75": (48.86, 2.35), "33": (44.84, -0.58), "2A": (41.93, 8.74), "974": (-20.88, 55.45), "973": (4.92, -52.31)}


@pytest.mark.parametrize("code", PLACES)
def test_a_departement_is_seen_with_what_is_around(code):
    latitude, longitude = PLACES[code]
    view = surroundings.view(Point("Une école", latitude, longitude, "à son adresse"), code, "Ici")
    frame = view.layer.mainland
    mark = view.mainland.marks[0].outline
    assert frame.left <= mark.cx <= frame.left + frame.width
    assert frame.top <= mark.cy <= frame.top + frame.height
    assert code in {outline.code for outline in view.mainland.land}
    assert view.mainland.here == code


def test_every_departement_of_the_outlines_has_its_window():
    codes = [outline.code for frame in layer(Layer.DEPARTEMENTS).frames for outline in frame.outlines]
    assert len(codes) > 95
    assert all(surroundings._around(code) for code in codes)


def test_a_point_of_another_frame_than_its_departement_is_not_drawn():
    assert surroundings.view(Point("Une école", 48.86, 2.35, ""), "974", "Ici") is None
    assert surroundings.view(Point("Une école", 48.86, 2.35, ""), "987", "Ici") is None
