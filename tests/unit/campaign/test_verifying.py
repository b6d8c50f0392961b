"""A solution is believed only when its pairs, its sums and its prices all add up."""

import copy
import json

import pytest
from hypothesis import given

from essaim.areas.campaign.domain.matching import certificate, solution, verifying
from essaim.areas.campaign.domain.matching.reading import read
from tests.unit.campaign.strategies import bounded, instances
from tests.unit.campaign.test_matching import OFFER, REQUEST


def solved(data):
    instance = read(data)
    found = solution.solve(instance)
    return instance, json.loads(json.dumps(solution.as_json(found))), list(found.flow.potentials)


@given(instances() | bounded())
def test_what_we_write_we_believe(data):
    instance, written, potentials = solved(data)
    assert verifying.faults(instance, written, potentials) == []


@given(instances() | bounded())
def test_a_pair_left_out_is_seen(data):
    instance, written, potentials = solved(data)
    for rank in range(len(written["pairs"])):
        less = copy.deepcopy(written)
        gone = less["pairs"].pop(rank)
        less["unserved"].append({"request": gone["request"], "near_misses": 0, "blocked_by": {}, "why": ""})
        assert verifying.faults(instance, less, potentials)


TWO = {"requests": [REQUEST, REQUEST | {"id": "r2"}], "offers": [OFFER | {"capacity": 2, "slot_capacity": 2}]}


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (lambda s: s["pairs"][0].update(km=0.0), "pairs[0].km"),
        (lambda s: s["pairs"][0].update(offer="o9"), "ne peuvent pas se rencontrer"),
        (lambda s: s["pairs"][0].update(slot="2027-03-23-am"), "ne peuvent pas se rencontrer"),
        (lambda s: s["pairs"].append(s["pairs"][0]), "deux paires"),
        (lambda s: s["pairs"].append({"request": "r2"}), "a besoin de"),
        (lambda s: s["objective"].update(served_weight=3), "objective"),
        (lambda s: s["proof"]["levels"][0].update(primal=3), "proof.levels"),
        (lambda s: s["unserved"].append({"request": "r1"}), "unserved"),
        (lambda s: s.update(pairs=None), "liste « pairs »"),
    ],
)
def test_each_lie_is_named(tamper, words):
    instance, written, potentials = solved(TWO)
    tamper(written)
    assert any(words in fault for fault in verifying.faults(instance, written, potentials))


def test_a_forgotten_lock_is_named():
    lock = {"locked": [{"request": "r1", "offer": "o1", "slot": "2027-03-22-am"}]}
    instance, written, potentials = solved(TWO | lock)
    written["pairs"] = [pair for pair in written["pairs"] if pair["request"] != "r1"]
    assert any("Le verrou de « r1 »" in fault for fault in verifying.faults(instance, written, potentials))


@pytest.mark.parametrize("data", [None, {}, {"potentials": "x"}, {"potentials": [[1.5]]}, {"potentials": ["x"]}])
def test_a_file_that_is_no_certificate_is_refused(data):
    with pytest.raises(ValueError, match="potentials"):
        certificate.from_json(data)
