"""On instances too large to try everything: nothing does better, by a bound that shares no code with the solver.

The bound is Lagrange's: whatever the prices of places (none negative), each request alone, free to choose at these
prices, costs no more than in any matching. Pairs are read one by one with ``conditions``, sums are Python integers;
only the prices come from the certificate, and wrong prices could only make the bound lower.
"""

import random

import pytest

from essaim.areas.campaign.domain.matching import candidates, conditions, network, paths, solution
from essaim.areas.campaign.domain.matching.instance import Triple
from essaim.areas.campaign.domain.matching.reading import read

MUCH = 10**9
"""One unit of a level is worth more than all that the next level can hold here."""

SLOTS = [f"2027-03-{day}-{half}" for day in range(22, 25) for half in ("am", "pm")]
THEMES = ["alimentation", "textile", "mobilité"]
LEVELS = ["college", "lycee"]


def middling(seed, requests=60, offers=24):
    """Classes and actors of one large town, with ties, a few locks, forbidden pairs and proposals of before."""
    draw = random.Random(seed)  # noqa: S311 (invented data)

    def some(words, least=0):
        return draw.sample(words, draw.randint(least, len(words)))

    asked = [
        {
            "id": f"r{n:03}", "lat": 46 + draw.randint(0, 6) / 20, "lon": 2 + draw.randint(0, 6) / 20, "pupils": 20,
            "levels": some(LEVELS, 1), "themes": some(THEMES), "action_types": ["rencontre"], "slots": some(SLOTS, 1),
            "modes": ["school", "remote"] if draw.random() < 0.1 else ["school"], "weight": draw.randint(1, 3),
        }
        for n in range(requests)
    ]  # fmt: skip
    given = [
        {
            "id": f"o{n:03}", "lat": 46 + draw.randint(0, 6) / 20, "lon": 2 + draw.randint(0, 6) / 20,
            "range_km": draw.choice([5, 15, 40]), "levels": some(LEVELS, 1), "themes": some(THEMES),
            "action_types": ["rencontre"], "modes": some(["school", "remote"], 1), "slots": some(SLOTS, 1),
            "capacity": draw.randint(0, 3), "slot_capacity": draw.randint(0, 2),
        }
        for n in range(offers)
    ]  # fmt: skip
    pairs = [(r["id"], o["id"], s) for r in asked for o in given for s in set(r["slots"]) & set(o["slots"])]
    chosen = draw.sample(pairs, 20)
    roomy = {o["id"] for o in given if o["capacity"] and o["slot_capacity"]}
    lock = next((one for one in chosen if one[1] in roomy), None)
    return {
        "requests": asked,
        "offers": given,
        "locked": [dict(zip(("request", "offer", "slot"), lock, strict=True))] if lock else [],
        "forbidden": [{"request": r, "offer": o} for r, o, _ in chosen[:6] if not lock or (r, o) != lock[:2]],
        "previous": [{"request": r, "offer": o, "slot": s} for r, o, s in chosen[6:]],
        "stability": draw.randint(0, 2),
    }


def as_one(levels):
    """Three levels in one integer."""
    weight, fit, tenths = (int(level) for level in levels)
    return (weight * MUCH + fit) * MUCH + tenths


def prices(instance, potentials):
    """The price of each offer, and of each offer at each slot, none negative."""
    found = candidates.find(instance)
    net = network.build(instance, found)
    node_of = {}  # (offer, slot) by node
    for arc in range(len(net.start)):
        row = net.triple[arc]
        if row >= 0:
            node_of[int(net.end[arc])] = (instance.offers[found.offer[row]].id, found.slots[found.slot[row]])
    by_offer, by_slot, offer_of = {}, {}, {}
    for arc in range(len(net.start)):
        start, end = int(net.start[arc]), int(net.end[arc])
        if start in node_of:
            price = max(0, as_one(p[end] - p[start] for p in potentials))
            by_slot[node_of[start]] = price
            offer_of[end] = node_of[start][0]
    for arc in range(len(net.start)):
        start, end = int(net.start[arc]), int(net.end[arc])
        if start in offer_of:
            by_offer[offer_of[start]] = max(0, as_one(p[end] - p[start] for p in potentials))
    return by_offer, by_slot, net.best_fit


def bound(instance, potentials):
    """What any matching costs at least, pairs read one by one."""
    by_offer, by_slot, best = prices(instance, potentials)
    asked = {request.id: request for request in instance.requests}
    total = 0
    for request in asked.values():
        if request.id in instance.locked:
            continue
        costs = [as_one((request.weight, best, 0))]
        for offer in instance.offers:
            if conditions.failing(request, offer, instance):
                continue
            met = conditions.meeting(request, offer)
            for slot in conditions.slots(request, offer, instance):
                kept = instance.stability * (Triple(request.id, offer.id, slot) in instance.previous)
                own = as_one((0, best - met.shared_themes - kept, met.tenths))
                costs.append(own + by_offer.get(offer.id, 0) + by_slot.get((offer.id, slot), 0))
        total += min(costs)
    locks = list(instance.locked.values())
    for offer in instance.offers:
        room = offer.capacity - sum(lock.offer == offer.id for lock in locks)
        total -= room * by_offer.get(offer.id, 0)
        for (where, slot), price in by_slot.items():
            if where == offer.id:
                taken = sum(lock.offer == offer.id and lock.slot == slot for lock in locks)
                total -= (offer.slot_capacity - taken) * price
    return total


def cost(instance, found):
    """What this matching costs, counted from its pairs alone."""
    best = network.build(instance, candidates.find(instance)).best_fit
    asked = {r.id: r for r in instance.requests if r.id not in instance.locked}
    met = {pair.triple.request: pair for pair in found.pairs if not pair.locked}
    total = 0
    for request in asked.values():
        pair = met.get(request.id)
        if pair is None:
            total += as_one((request.weight, best, 0))
        else:
            kept = instance.stability * (pair.triple in instance.previous)
            total += as_one((0, best - pair.meeting.shared_themes - kept, pair.meeting.tenths))
    return total


@pytest.mark.parametrize("seed", range(8))
def test_no_matching_of_middling_size_does_better(seed):
    instance = read(middling(seed))
    found = solution.solve(instance, prospects=0)
    assert cost(instance, found) == bound(instance, found.flow.potentials)


@pytest.mark.parametrize("seed", range(3))
def test_the_slow_solver_reaches_the_same_on_middling_ones(seed):
    instance = read(middling(seed))
    fast, slow = solution.solve(instance, prospects=0), solution.solve(instance, paths.solve, "ours", prospects=0)
    assert [level.primal for level in fast.levels] == [level.primal for level in slow.levels]


def test_prices_of_nothing_bound_nothing():
    instance = read(middling(1))
    found = solution.solve(instance, prospects=0)
    assert bound(instance, [prices * 0 for prices in found.flow.potentials]) < cost(instance, found)
