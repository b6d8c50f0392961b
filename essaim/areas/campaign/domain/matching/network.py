"""The matching as a flow of least cost: who may serve whom, under what capacity, at what price on three levels.

Each request sends one unit, either through a slot of an offer, then the offer, then the ceiling its actor has over
several offers, if any, to the sink, or straight to the sink unserved. Costs are vectors compared in order (``LEVELS``),
all non-negative: what is lost by not serving a request, what is lost of the best fit, and the travel.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from essaim.areas.campaign.domain.matching.candidates import Candidates, triple_keys
from essaim.areas.campaign.domain.matching.instance import Instance

Ints = NDArray[np.int64]
LEVELS: Final = ("served_weight", "fit", "km")


@dataclass(frozen=True, slots=True)
class Network:
    """Arcs sorted by start then end. The first ``len(candidates)`` triples are ``triple`` rows, -1 for other arcs."""

    supply: Ints
    start: Ints
    end: Ints
    capacity: Ints
    costs: tuple[Ints, Ints, Ints]
    triple: Ints  # row of the candidates, or -1
    best_fit: int  # what a served request could gain at most on the second level

    @property
    def nodes(self) -> int:
        """How many nodes."""
        return len(self.supply)


@dataclass(frozen=True, slots=True)
class Arcs:
    """One level to solve: a flow of least cost on these arcs, for these supplies."""

    supply: Ints
    start: Ints
    end: Ints
    capacity: Ints
    cost: Ints


def build(instance: Instance, candidates: Candidates) -> Network:
    """The network of the requests that are not locked, with what locks leave of the capacities."""
    free = np.array([rank for rank, r in enumerate(instance.requests) if r.id not in instance.locked], np.int64)
    node_of = np.full(len(instance.requests), -1, np.int64)
    node_of[free] = np.arange(len(free))
    slots = max(1, len(candidates.slots))
    keys, slot_node = np.unique(candidates.offer * slots + candidates.slot, return_inverse=True)
    offers = np.unique(keys // slots)
    first_slot, first_offer = len(free), len(free) + len(keys)
    ceiling_of, ceilings = _ceilings(instance, offers)
    first_ceiling = first_offer + len(offers)
    sink = first_ceiling + len(ceilings)
    leads_to = np.array([first_ceiling + ceiling_of[o] if o in ceiling_of else sink for o in offers.tolist()], np.int64)
    offer_node = first_offer + np.searchsorted(offers, keys // slots)
    room, room_at = _room(instance)
    weights = np.array([instance.requests[rank].weight for rank in free], np.int64)
    fit = candidates.shared + instance.stability * _kept(instance, candidates)
    best = int(fit.max()) if len(fit) else 0
    none = np.full(len(free), -1)
    parts = [
        # start, end, capacity, costs, triple
        (node_of[candidates.request], first_slot + slot_node, 1, (0, best - fit, candidates.tenths),
         np.arange(len(candidates))),
        (np.arange(len(free)), np.full(len(free), sink), 1, (weights, best, 0), none),
        (first_slot + np.arange(len(keys)), offer_node,
         np.array([room_at(int(k // slots), candidates.slots[int(k % slots)]) for k in keys], np.int64), (0, 0, 0),
         np.full(len(keys), -1)),
        (first_offer + np.arange(len(offers)), leads_to,
         np.array([room(int(o)) for o in offers], np.int64), (0, 0, 0), np.full(len(offers), -1)),
        (first_ceiling + np.arange(len(ceilings)), np.full(len(ceilings), sink), np.array(ceilings, np.int64),
         (0, 0, 0), np.full(len(ceilings), -1)),
    ]  # fmt: skip
    supply = np.zeros(sink + 1, np.int64)
    supply[: len(free)] = 1
    supply[sink] = -len(free)
    return _sorted(supply, parts, best)


def _ceilings(instance: Instance, offers: Ints) -> tuple[dict[int, int], list[int]]:
    """Which ceiling each offer is under, by rank, and what locks leave of each; those no candidate meets left out."""
    rank_of = {offer.id: rank for rank, offer in enumerate(instance.offers)}
    taken = Counter(t.offer for t in instance.locked.values())
    here = set(offers.tolist())
    under: dict[int, int] = {}
    rooms: list[int] = []
    for ceiling in instance.ceilings:
        ranks = [rank_of[offer] for offer in ceiling.offers if rank_of[offer] in here]
        if ranks:
            under |= dict.fromkeys(ranks, len(rooms))
            rooms.append(ceiling.capacity - sum(taken[offer] for offer in ceiling.offers))
    return under, rooms


def _sorted(supply: Ints, parts: list[Any], best: int) -> Network:
    sizes = [len(part[0]) for part in parts]
    start, end, capacity, triple = (
        np.concatenate([np.broadcast_to(part[i], size) for part, size in zip(parts, sizes, strict=True)]).astype(
            np.int64
        )
        for i in (0, 1, 2, 4)
    )
    costs = [
        np.concatenate([np.broadcast_to(part[3][level], size) for part, size in zip(parts, sizes, strict=True)])
        for level in range(len(LEVELS))
    ]
    order = np.lexsort((end, start))
    return Network(
        supply=supply,
        start=np.ascontiguousarray(start[order]),
        end=np.ascontiguousarray(end[order]),
        capacity=np.ascontiguousarray(capacity[order]),
        costs=tuple(np.ascontiguousarray(cost[order], np.int64) for cost in costs),  # type: ignore[arg-type]
        triple=triple[order],
        best_fit=best,
    )


def _room(instance: Instance) -> tuple[Callable[[int], int], Callable[[int, str], int]]:
    """What locks leave of each capacity: of an offer, and of an offer at a slot."""
    taken = Counter(t.offer for t in instance.locked.values())
    taken_at = Counter((t.offer, t.slot) for t in instance.locked.values())

    def of_offer(rank: int) -> int:
        offer = instance.offers[rank]
        return offer.capacity - taken[offer.id]

    def at_slot(rank: int, slot: str) -> int:
        offer = instance.offers[rank]
        return offer.slot_capacity - taken_at[offer.id, slot]

    return of_offer, at_slot


def _kept(instance: Instance, candidates: Candidates) -> Ints:
    """1 for the triples that a previous run had, else 0."""
    keys = triple_keys(instance, instance.previous, candidates.slots)
    own = (candidates.request * len(instance.offers) + candidates.offer) * max(1, len(candidates.slots))
    return np.isin(own + candidates.slot, keys).astype(np.int64)
