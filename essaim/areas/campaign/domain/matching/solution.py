"""The answer of the exchange format: pairs and their reasons, who is not served and why, the objective, its proof."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from essaim.areas.campaign.domain.matching import candidates as finding
from essaim.areas.campaign.domain.matching import certificate, explaining, network, prospecting, solving
from essaim.areas.campaign.domain.matching.candidates import Candidates
from essaim.areas.campaign.domain.matching.certificate import Level
from essaim.areas.campaign.domain.matching.conditions import Meeting, failing, meeting
from essaim.areas.campaign.domain.matching.instance import Condition, Instance, Mode, Triple
from essaim.areas.campaign.domain.matching.misses import NearMisses
from essaim.areas.campaign.domain.matching.network import Network
from essaim.areas.campaign.domain.matching.prospecting import Prospect
from essaim.areas.campaign.domain.matching.solving import Flow, LevelSolver


@dataclass(frozen=True, slots=True)
class Pair:
    """A request met by an offer at a slot."""

    triple: Triple
    meeting: Meeting
    locked: bool
    why: str
    infeasible: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Unserved:
    """A request nobody meets, and how near it was."""

    request: str
    blocked: Mapping[Condition, int]
    why: str


@dataclass(frozen=True, slots=True)
class Solution:
    """The best matching, with its reasons and its proof."""

    pairs: tuple[Pair, ...]
    unserved: tuple[Unserved, ...]
    levels: tuple[Level, Level, Level]  # to be maximised: weight, fit, minus tenths of kilometre
    method: str
    flow: Flow
    seconds: Mapping[str, float]
    prospects: tuple[Prospect, ...] = ()


def solve(
    instance: Instance, solver: LevelSolver | None = None, method: str = "", *, prospects: int = prospecting.MOST
) -> Solution:
    """Find the best matching, proven before it is returned; ``prospects``: how many places at most to look for."""
    started = time.perf_counter()
    found = finding.find(instance)
    net = network.build(instance, found)
    ready = time.perf_counter()
    flow = solving.solve(net, solver, method)
    wrong = certificate.faults(net, flow.units, flow.potentials)
    if wrong:
        raise solving.SolverFailed(" ".join(wrong))
    solved = time.perf_counter()
    pairs = _pairs(instance, found, net, flow)
    unserved = _unserved(instance, pairs)
    levels = levels_of(instance, net, pairs, certificate.levels(net, flow.units, flow.potentials))
    places = prospecting.prospects(instance, [one.request for one in unserved], found, most=prospects)
    seconds = {"candidates": ready - started, "solve": solved - ready, "total": time.perf_counter() - started}
    return Solution(pairs, unserved, levels, flow.method, flow, seconds, places)


def as_json(solution: Solution) -> dict[str, Any]:
    """The exchange format."""
    return {
        "pairs": [pair_json(pair) for pair in solution.pairs],
        "unserved": [
            {
                "request": one.request,
                "near_misses": sum(one.blocked.values()),
                "blocked_by": {condition.value: count for condition, count in sorted(one.blocked.items())},
                "why": one.why,
            }
            for one in solution.unserved
        ],
        "objective": {
            "served_weight": solution.levels[0].primal,
            "shared_themes": sum(pair.meeting.shared_themes for pair in solution.pairs),
            "km": -solution.levels[2].primal / 10,
        },
        "proof": {
            "method": solution.method,
            "levels": [{"primal": level.primal, "dual": level.dual} for level in solution.levels],
        },
        "prospects": [
            {
                "lat": place.lat,
                "lon": place.lon,
                "levels": list(place.levels),
                "themes": list(place.themes),
                "would_serve": place.would_serve,
                "why": place.why,
            }
            for place in solution.prospects
        ],
        "seconds": {name: round(value, 3) for name, value in solution.seconds.items()},
    }


def pair_json(pair: Pair) -> dict[str, Any]:
    """One pair, as written."""
    written: dict[str, Any] = {
        "request": pair.triple.request,
        "offer": pair.triple.offer,
        "slot": pair.triple.slot,
        "mode": pair.meeting.mode.value,
        "km": pair.meeting.tenths / 10,
        "shared_themes": pair.meeting.shared_themes,
        "locked": pair.locked,
        "why": pair.why,
    }
    if pair.infeasible:
        written["infeasible"] = [condition.value for condition in pair.infeasible]
    return written


def _pairs(instance: Instance, found: Candidates, net: Network, flow: Flow) -> tuple[Pair, ...]:
    used = net.triple[(net.triple >= 0) & (flow.units > 0)]
    pairs = [found_pair(instance, found, int(row)) for row in used]
    pairs += [locked_pair(instance, triple) for triple in instance.locked.values()]
    return tuple(sorted(pairs, key=lambda pair: pair.triple))


def found_pair(instance: Instance, found: Candidates, row: int) -> Pair:
    """The pair of one row of the candidates."""
    request, offer = instance.requests[found.request[row]], instance.offers[found.offer[row]]
    slot = found.slots[found.slot[row]]
    how = Meeting(tuple(Mode)[found.mode[row]], int(found.tenths[row]), int(found.shared[row]))
    why = explaining.why(request, offer, slot, how, locked=False)
    return Pair(Triple(request.id, offer.id, slot), how, locked=False, why=why)


def locked_pair(instance: Instance, triple: Triple) -> Pair:
    """A pair people decided: kept even when a condition fails, which it then says."""
    request = next(r for r in instance.requests if r.id == triple.request)
    offer = next(o for o in instance.offers if o.id == triple.offer)
    how = meeting(request, offer)
    failed = set(failing(request, offer, instance))
    if triple.slot not in request.slots & offer.slots:
        failed.add(Condition.SLOTS)
    order = tuple(condition for condition in Condition if condition in failed)
    why = explaining.why(request, offer, triple.slot, how, locked=True)
    return Pair(triple, how, locked=True, why=why, infeasible=order)


def _unserved(instance: Instance, pairs: tuple[Pair, ...]) -> tuple[Unserved, ...]:
    served = {pair.triple.request for pair in pairs}
    near = NearMisses(instance)
    left = [rank for rank, request in enumerate(instance.requests) if request.id not in served]
    blocked = [near.of(rank) for rank in left]
    return tuple(
        Unserved(instance.requests[rank].id, counted, explaining.why_not(counted))
        for rank, counted in zip(left, blocked, strict=True)
    )


def levels_of(
    instance: Instance, net: Network, pairs: tuple[Pair, ...], costs: list[Level]
) -> tuple[Level, Level, Level]:
    """Costs turned back into what is maximised, what locks bring included."""
    weight_of = {request.id: request.weight for request in instance.requests}
    locked = [pair for pair in pairs if pair.locked]
    fixed_weight = sum(weight_of[pair.triple.request] for pair in locked)
    kept = sum(pair.triple in instance.previous for pair in locked)
    fixed_fit = sum(pair.meeting.shared_themes for pair in locked) + instance.stability * kept
    fixed_tenths = sum(pair.meeting.tenths for pair in locked)
    free = int(net.supply[net.supply > 0].sum())
    all_weight = int(np.array([weight_of[r.id] for r in instance.requests if r.id not in instance.locked]).sum())
    best = free * net.best_fit
    return (
        Level(fixed_weight + all_weight - costs[0].primal, fixed_weight + all_weight - costs[0].dual),
        Level(fixed_fit + best - costs[1].primal, fixed_fit + best - costs[1].dual),
        Level(-fixed_tenths - costs[2].primal, -fixed_tenths - costs[2].dual),
    )
