"""A solution is believed only when its pairs, its sums and its prices all add up."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.areas.campaign.domain.matching import candidates, certificate, network, solution, verifying
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


CROWDED = {
    "requests": [REQUEST | {"id": f"r{n}", "lat": 46.1 + n / 50} for n in range(4)],
    "offers": [OFFER | {"themes": ["alimentation"]}, OFFER | {"id": "o2", "levels": ["lycee"]}],
    "locked": [{"request": "r3", "offer": "o1", "slot": "2027-03-22-am"}],
} | {"stability": 1, "previous": [{"request": "r1", "offer": "o1", "slot": "2027-03-22-am"}]}
CHECKED = ("pairs", "unserved", "objective", "proof")


def leaves(value, path=()):
    """Every value of a file, with where it is."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for rank, inner in enumerate(value):
            yield from leaves(inner, (*path, rank))
    else:
        yield path, value


def changed(value):
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else f"{value}x"


def test_each_field_changed_is_seen():
    crowded = CROWDED | {"offers": [CROWDED["offers"][0] | {"capacity": 2, "slot_capacity": 2}, CROWDED["offers"][1]]}
    instance, written, potentials = solved(crowded)
    assert (len(written["pairs"]), len(written["unserved"])) == (2, 2)
    tried = 0
    for path, value in leaves({name: written[name] for name in CHECKED}):
        if path[-1] in {"why", "method"}:
            continue  # words for people
        tampered = copy.deepcopy(written)
        place = tampered
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = changed(value)
        assert verifying.faults(instance, tampered, potentials), path
        tried += 1
    assert tried > 20


@given(instances(), st.data())
def test_a_certificate_changed_is_refused_or_proves_the_same(data, draw):
    instance, written, potentials = solved(data)
    if not len(potentials[0]):
        return
    level = draw.draw(st.integers(0, 2))
    node = draw.draw(st.integers(0, len(potentials[level]) - 1))
    other = [prices.copy() for prices in potentials]
    other[level][node] += draw.draw(st.integers(-3, 3))
    net = network.build(instance, candidates.find(instance))
    if not verifying.faults(instance, written, other):
        units = solution.solve(instance).flow.units
        assert all(found.primal == found.dual for found in certificate.levels(net, units, other))


@pytest.mark.parametrize("wrong", [lambda p: p[:2], lambda p: [*p, p[0]], lambda p: [q[:-1] for q in p]])
def test_a_certificate_of_another_shape_is_refused(wrong):
    instance, written, potentials = solved(TWO)
    assert verifying.faults(instance, written, wrong(potentials))
