import gzip
from collections import Counter

import pytest

from essaim.commons.territory import dataset
from essaim.commons.territory.outlines import ATTRIBUTION, Layer, layer, locate
from tests.unit.territory import drawing

HALF_A_LINE = 0.5
"""Units: borders are drawn two units wide, a seat on the very border stays under the line."""
MAINLAND = {Layer.REGIONS: 13, Layer.ACADEMIES: 25, Layer.DEPARTEMENTS: 96}
OVERSEAS = ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"]


@pytest.fixture(scope="module")
def seats():
    communes = {commune.code: commune for commune, _ in dataset.communes()}
    return {
        Layer.REGIONS: {row.code: communes[row.seat_code] for row in dataset.regions()},
        Layer.DEPARTEMENTS: {
            row.code: communes[row.seat_code] for row in dataset.departements() if row.region_id is not None
        },
    }


@pytest.mark.parametrize("key", Layer)
def test_a_layer_draws_every_territory_once_and_the_five_overseas_apart(key):
    drawn = layer(key)
    assert len(drawn.mainland.outlines) == MAINLAND[key]
    assert [frame.name for frame in drawn.insets] == OVERSEAS
    assert [len(frame.outlines) for frame in drawn.insets] == [1] * 5
    codes = [outline.code for frame in drawn.frames for outline in frame.outlines]
    assert len(codes) == len(set(codes))
    assert drawn.attribution == ATTRIBUTION


@pytest.mark.parametrize("key", Layer)
def test_neighbours_share_the_very_same_border(key):
    """Each side belongs to one territory (the coast, a frontier) or to two, which walk it in opposite directions."""
    sides = Counter()
    for path in drawing.paths(layer(key).mainland).values():
        sides.update(drawing.segments(path))
    assert max(sides.values()) == 1
    shared = sum((b, a) in sides for a, b in sides)
    assert shared > len(sides) / 3


@pytest.mark.parametrize(("one", "other"), [("21", "71"), ("75", "92"), ("2A", "2B"), ("64", "65"), ("59", "62")])
def test_known_neighbours_touch(one, other):
    paths = drawing.paths(layer(Layer.DEPARTEMENTS).mainland)
    backwards = {(b, a) for a, b in drawing.segments(paths[other])}
    assert drawing.segments(paths[one]) & backwards


def test_the_three_layers_cover_the_same_ground():
    """Neither hole nor overlap: areas add up to the same country, within a thousandth."""
    totals = [sum(map(drawing.area, drawing.paths(layer(key).mainland).values())) for key in Layer]
    assert max(totals) - min(totals) < max(totals) / 500
    whole = [len(drawing.rings(path)) for path in drawing.paths(layer(Layer.DEPARTEMENTS).mainland).values()]
    assert max(whole) < 10


@pytest.mark.parametrize("key", [Layer.REGIONS, Layer.DEPARTEMENTS])
def test_every_outline_contains_its_seat(key, seats):
    frames = layer(key).frames
    outside = {}
    for code, seat in seats[key].items():
        place = locate(seat.latitude, seat.longitude)
        path = drawing.paths(frames[place.frame])[code]
        if not drawing.contains(path, place.x, place.y):
            outside[code] = drawing.distance(path, place.x, place.y)
    assert all(units < HALF_A_LINE for units in outside.values()), outside
    assert len(outside) < 4


@pytest.mark.parametrize("key", Layer)
def test_a_mark_stands_inside_its_territory_and_the_frame(key):
    for frame in layer(key).frames:
        for outline in frame.outlines:
            assert drawing.contains(outline.path, outline.cx, outline.cy), outline.code
            points = [point for ring in drawing.rings(outline.path) for point in ring]
            assert all(0 <= x <= frame.width * 10 and 0 <= y <= frame.height * 10 for x, y in points)


def test_the_outlines_stay_light():
    raw = (dataset.FOLDER / "outlines.json").read_bytes()
    assert len(gzip.compress(raw)) < 60_000
    regions = "".join(outline.path for frame in layer(Layer.REGIONS).frames for outline in frame.outlines)
    assert len(gzip.compress(regions.encode())) < 5_000


@pytest.mark.parametrize(
    ("latitude", "longitude", "frame"),
    [(48.8566, 2.3522, 0), (41.92, 8.73, 0), (-20.88, 55.45, 4), (16.24, -61.53, 1), (-12.78, 45.23, 5)],
)
def test_a_point_falls_in_the_frame_of_its_land(latitude, longitude, frame):
    assert locate(latitude, longitude).frame == frame


@pytest.mark.parametrize(("latitude", "longitude"), [(-22.27, 166.45), (-90, 0), (90, 0), (40.4, -74), (52.5, 13.4)])
def test_a_point_elsewhere_has_no_place(latitude, longitude):
    assert locate(latitude, longitude) is None
