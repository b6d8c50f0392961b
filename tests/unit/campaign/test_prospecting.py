"""Each place where an actor is said to be missing is checked by adding that actor."""

import json

from hypothesis import given

from essaim.areas.campaign.domain.matching import prospecting, solution
from essaim.areas.campaign.domain.matching.reading import read
from tests.unit.campaign.strategies import bounded, instances
from tests.unit.campaign.test_matching import OFFER, REQUEST


def around(number, **change):
    return REQUEST | {"id": f"r{number}", "slots": [f"2027-03-2{number}-am"]} | change


def test_a_hole_in_the_map_is_named_with_what_it_would_serve():
    asking = [around(n) for n in range(2, 6)]
    found = solution.solve(read({"requests": asking, "offers": [OFFER | {"levels": ["lycee"]}]}))
    assert [(p.would_serve, p.levels, p.themes) for p in found.prospects] == [(4, ("college",), ("alimentation",))]
    assert found.prospects[0].why.startswith("Un acteur de plus près du point 46,17")
    assert found.prospects[0].why.endswith("servirait 4\u00a0classes.")


def test_nobody_is_missing_when_everybody_is_served():
    assert solution.solve(read({"requests": [REQUEST], "offers": [OFFER]})).prospects == ()


def test_two_regions_have_two_places():
    asking = [around(2), around(3), around(4, lat=48.1, lon=-1.7), around(5, lat=48.1, lon=-1.7)]
    found = solution.solve(read({"requests": asking}))
    assert sorted((p.lat, p.would_serve) for p in found.prospects) == [(46.17, 2), (48.1, 2)]


@given(instances() | bounded())
def test_every_claim_holds_when_the_offer_is_really_added(data):
    before = solution.solve(read(data))
    for place in before.prospects:
        asking = [r for r in data["requests"] if set(place.levels) & set(r["levels"])]
        offer = {
            "id": "added",
            "lat": place.lat,
            "lon": place.lon,
            "range_km": prospecting.RANGE_KM,
            "levels": list(place.levels),
            "themes": list(place.themes),
            "action_types": sorted({word for r in asking for word in r["action_types"]}),
            "modes": ["school", "visit"],
            "slots": sorted({word for r in asking for word in r["slots"]}),
            "capacity": prospecting.CAPACITY,
        }
        after = solution.solve(read(json.loads(json.dumps(data)) | {"offers": [*data["offers"], offer]}))
        assert after.levels[0].primal > before.levels[0].primal
