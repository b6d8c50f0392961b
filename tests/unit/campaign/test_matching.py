"""The matching is feasible, the best, proven, explained, and the same whatever the order of the lists."""

import json
import random
from collections import Counter

import pytest
from hypothesis import given

from essaim.areas.campaign.domain.matching import candidates, certificate, conditions, network, paths, solution, solving
from essaim.areas.campaign.domain.matching.instance import Condition, Triple
from essaim.areas.campaign.domain.matching.misses import NearMisses
from essaim.areas.campaign.domain.matching.reading import InstanceRefused, read
from tests.unit.campaign.strategies import best_by_trying, bounded, fits, instances, value

REQUEST = {
    "id": "r1", "lat": 46.17, "lon": 1.87, "levels": ["college"], "departement": "23", "pupils": 24,
    "themes": ["alimentation"], "action_types": ["rencontre"], "modes": ["school"], "slots": ["2027-03-22-am"],
}  # fmt: skip
OFFER = {
    "id": "o1", "lat": 46.2, "lon": 1.9, "range_km": 30, "levels": ["college", "lycee"], "themes": [],
    "action_types": ["rencontre"], "modes": ["school"], "slots": ["2027-03-22-am"],
}  # fmt: skip


def one(request=None, offer=None, **rest):
    return read({"requests": [REQUEST | (request or {})], "offers": [OFFER | (offer or {})], **rest})


@given(instances() | bounded())
def test_nothing_does_better_and_both_solvers_agree(data):
    instance = read(data)
    found = solution.solve(instance)
    triples = [pair.triple for pair in found.pairs]
    reached = tuple(level.primal for level in found.levels)
    assert fits(instance, triples)
    assert value(instance, triples) == reached == best_by_trying(instance)
    assert all(level.primal == level.dual for level in found.levels)
    ours = solution.solve(instance, paths.solve, "ours")
    assert tuple(level.primal for level in ours.levels) == reached


@given(instances())
def test_all_pairs_at_once_say_what_one_pair_says(data):
    instance = read(data)
    found = candidates.find(instance)
    seen = {
        (instance.requests[r].id, instance.offers[o].id, found.slots[s]): (m, km, themes)
        for r, o, s, m, km, themes in zip(
            found.request, found.offer, found.slot, found.mode, found.tenths, found.shared, strict=True
        )
    }
    expected = {}
    for request in instance.requests:
        for offer in instance.offers:
            if request.id not in instance.locked and not conditions.failing(request, offer, instance):
                how = conditions.meeting(request, offer)
                for slot in conditions.slots(request, offer, instance):
                    rank = ["school", "visit", "remote"].index(how.mode)
                    expected[request.id, offer.id, slot] = (rank, how.tenths, how.shared_themes)
    assert seen == expected


@given(instances())
def test_near_misses_at_once_are_those_of_the_pairs(data):
    instance = read(data)
    near = NearMisses(instance)
    for rank, request in enumerate(instance.requests):
        counted = Counter()
        for offer in instance.offers:
            failed = conditions.failing(request, offer, instance) or {Condition.CAPACITY}
            counted.update(failed if len(failed) == 1 else ())
        assert near.of(rank) == counted


@given(instances())
def test_permuting_the_lists_changes_nothing(data):
    def written(data):
        answer = solution.as_json(solution.solve(read(data)))
        del answer["seconds"]
        return json.dumps(answer, sort_keys=True)

    shuffled = json.loads(json.dumps(data))
    draw = random.Random(7)  # noqa: S311 (a shuffle)
    for name in ("requests", "offers", "locked", "forbidden", "previous"):
        draw.shuffle(shuffled.get(name, []))
    for row in [*shuffled["requests"], *shuffled["offers"]]:
        for value_ in row.values():
            if isinstance(value_, list):
                draw.shuffle(value_)
    assert written(data) == written(shuffled)


@given(instances())
def test_a_tampered_flow_or_certificate_is_no_proof(data):
    instance = read(data)
    net = network.build(instance, candidates.find(instance))
    flow = solving.solve(net)
    assert certificate.faults(net, flow.units, flow.potentials) == []
    if len(net.start):
        worse = flow.units.copy()
        worse[0] = 1 - min(1, worse[0])
        assert certificate.faults(net, worse, flow.potentials)
    assert certificate.faults(net, flow.units, flow.potentials[:2])
    round_trip = certificate.from_json(json.loads(json.dumps(certificate.as_json(flow.potentials))))
    assert certificate.faults(net, flow.units, round_trip) == []


def test_a_solution_that_serves_less_is_not_proven_by_the_prices_of_the_best():
    instance = one()
    net = network.build(instance, candidates.find(instance))
    flow = solving.solve(net)
    nobody = flow.units * 0
    nobody[(net.start == 0) & (net.triple < 0)] = 1
    assert any("ne prouvent pas" in fault for fault in certificate.faults(net, nobody, flow.potentials))


@pytest.mark.parametrize(
    ("request_", "offer", "failed"),
    [
        ({}, {"slots": []}, {"slots"}),
        ({"levels": []}, {}, {"levels"}),
        ({}, {"action_types": ["visite"]}, {"action_types"}),
        ({}, {"themes": ["textile"]}, {"themes"}),
        ({"themes": []}, {"themes": ["textile"]}, set()),
        ({}, {"max_pupils": 23}, {"pupils"}),
        ({}, {"max_pupils": 24}, set()),
        ({}, {"modes": ["visit"]}, {"modes"}),
        ({}, {"range_km": 1}, {"distance"}),
        ({}, {"range_km": 1, "territory": ["23"]}, set()),
        ({"modes": ["school", "remote"]}, {"range_km": 1, "modes": ["school", "remote"]}, set()),
        ({}, {"range_km": 1, "levels": ["lycee"]}, {"distance", "levels"}),
    ],
)
def test_a_pair_says_every_condition_it_fails(request_, offer, failed):
    instance = one(request_, offer)
    assert conditions.failing(instance.requests[0], instance.offers[0], instance) == failed


def test_a_near_miss_is_an_offer_that_fails_one_condition():
    far = OFFER | {"id": "o2", "range_km": 1}
    both = OFFER | {"id": "o3", "range_km": 1, "levels": ["lycee"]}
    full = OFFER | {"id": "o4", "capacity": 0}
    found = solution.solve(read({"requests": [REQUEST], "offers": [far, both, full]}))
    assert found.unserved[0].blocked == {Condition.DISTANCE: 1, Condition.CAPACITY: 1}
    assert found.unserved[0].why == "2 offres manquent de peu\u00a0: la distance (1) et les places, déjà prises (1)."


def test_a_pair_says_why_in_one_sentence():
    pair = solution.solve(one({}, {"themes": ["alimentation"]})).pairs[0]
    assert pair.why.startswith("L'acteur vient dans l'établissement, à 4,1\u00a0km")
    assert pair.why.endswith("thème commun\u00a0: alimentation.")
    assert pair.why.count(".") == 1


def test_a_lock_is_kept_even_when_it_is_infeasible_and_says_so():
    lock = [{"request": "r1", "offer": "o1", "slot": "2027-03-22-am"}]
    found = solution.solve(one({}, {"range_km": 1}, locked=lock))
    assert found.pairs[0].infeasible == (Condition.DISTANCE,)
    assert [level.primal for level in found.levels] == [1, 0, -41]


def test_a_lock_takes_a_place():
    other = REQUEST | {"id": "r0"}
    lock = [{"request": "r1", "offer": "o1", "slot": "2027-03-22-am"}]
    found = solution.solve(read({"requests": [REQUEST, other], "offers": [OFFER], "locked": lock}))
    assert [pair.triple.request for pair in found.pairs] == ["r1"]
    assert found.unserved[0].blocked == {Condition.CAPACITY: 1}


def test_stability_keeps_the_pair_of_before_over_a_nearer_one():
    near = OFFER | {"id": "o2", "lat": 46.17, "lon": 1.87}
    before = [{"request": "r1", "offer": "o1", "slot": "2027-03-22-am"}]
    data = {"requests": [REQUEST], "offers": [OFFER, near], "previous": before}
    assert solution.solve(read(data)).pairs[0].triple.offer == "o2"
    assert solution.solve(read(data | {"stability": 1})).pairs[0].triple.offer == "o1"


def test_an_actor_with_two_offers_meets_no_more_classes_than_its_ceiling():
    asked = [REQUEST | {"id": f"r{n}", "slots": [f"2027-03-2{n}-am"]} for n in (2, 3, 4)]
    given_ = [OFFER | {"id": f"o{n}", "capacity": 3, "slots": [f"2027-03-2{d}-am" for d in (2, 3, 4)]} for n in (1, 2)]
    ceilings = [{"offers": ["o1", "o2"], "capacity": 2}]
    found = solution.solve(read({"requests": asked, "offers": given_, "ceilings": ceilings}))
    assert (len(found.pairs), len(found.unserved)) == (2, 1)
    assert all(level.primal == level.dual for level in found.levels)


def test_weights_decide_who_has_the_only_place():
    heavy = REQUEST | {"id": "r9", "weight": 3, "lat": 46.3}
    assert solution.solve(read({"requests": [REQUEST, heavy], "offers": [OFFER]})).pairs[0].triple.request == "r9"


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"requests": [REQUEST, REQUEST]}, "requests[1].id", "déjà pris"),
        (
            {"locked": [{"request": "x", "offer": "o1", "slot": "s"}]},
            "locked[0].request",
            "n'est l'identifiant de rien",
        ),
        ({"locked": [{"request": "r1", "offer": "o1", "slot": s} for s in "ab"]}, "locked", "verrouillée 2 fois"),
        (
            {
                "locked": [{"request": "r1", "offer": "o1", "slot": "a"}],
                "forbidden": [{"request": "r1", "offer": "o1"}],
            },
            "locked",
            "à la fois verrouillé et interdit",
        ),
        (
            {"offers": [OFFER | {"capacity": 0}], "locked": [{"request": "r1", "offer": "o1", "slot": "a"}]},
            "locked",
            "capacité de 0",
        ),
        ({"requests": [REQUEST | {"weight": 0}]}, "requests[0].weight", "de 1 à 10000"),
        ({"requests": [REQUEST | {"lat": None}]}, "requests[0].lat", "coordonnées manquent"),
        ({"offers": [OFFER | {"range_km": 20_001}]}, "offers[0].range_km", "20000"),
        ({"offers": [{k: v for k, v in OFFER.items() if k != "range_km"}]}, "offers[0].range_km", "territory"),
        ({"ceilings": [{"offers": ["o9"], "capacity": 1}]}, "ceilings[0].offers", "aucune offre"),
        ({"ceilings": [{"offers": ["o1"], "capacity": 1}] * 2}, "ceilings[1].offers", "déjà un plafond"),
        (
            {
                "ceilings": [{"offers": ["o1"], "capacity": 0}],
                "locked": [{"request": "r1", "offer": "o1", "slot": "a"}],
            },
            "locked",
            "plafond de 0",
        ),
        ({"stability": -1}, "stability", "au moins égal à 0"),
        ({"requests": "r1"}, "requests", "liste"),
        ({"requests": [REQUEST | {"modes": ["telepathie"]}]}, "requests[0].modes", "school, visit ou remote"),
        ({"requests": [REQUEST | {"levels": "college"}]}, "requests[0].levels", "liste de textes"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change, path, words):
    with pytest.raises(InstanceRefused) as refused:
        read({"requests": [REQUEST], "offers": [OFFER]} | change)
    assert any(where == path and words in reason for where, reason in refused.value.faults)


def test_an_empty_instance_has_an_empty_and_proven_answer():
    found = solution.solve(read({}))
    assert (found.pairs, found.unserved) == ((), ())
    assert [(level.primal, level.dual) for level in found.levels] == [(0, 0)] * 3


def test_a_triple_of_before_at_a_slot_nobody_has_is_ignored():
    data = {"previous": [{"request": "r1", "offer": "o1", "slot": "2020-01-01-am"}], "stability": 5}
    assert solution.solve(one(**data)).pairs[0].triple == Triple("r1", "o1", "2027-03-22-am")
