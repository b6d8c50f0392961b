"""How near each unserved request came: offers that fail one condition alone, over arrays.

``conditions.failing`` says it for one pair; a property test holds the two together.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import cos, radians

import numpy as np
from numpy.typing import NDArray

from essaim.areas.campaign.domain.matching.candidates import NO_LIMIT, Words
from essaim.areas.campaign.domain.matching.conditions import TOLERANCE_KM, failing
from essaim.areas.campaign.domain.matching.instance import Condition, Instance, Mode, Offer, Request
from essaim.foundation.kernel.geo import EARTH_RADIUS_KM

Flags = NDArray[np.bool_]
ALONE: Sequence[Condition] = tuple(condition for condition in Condition if condition is not Condition.CAPACITY)


class NearMisses:
    """The offers of an instance, ready to be asked about one request after another."""

    def __init__(self, instance: Instance) -> None:
        offers = instance.offers
        self.instance = instance
        self.words = {
            name: Words([getattr(r, name) for r in instance.requests], [getattr(o, name) for o in offers])
            for name in ("slots", "levels", "action_types", "themes", "modes")
        }
        self.remote = np.array([Mode.REMOTE in o.modes for o in offers], bool)
        self.max_pupils = np.array([NO_LIMIT if o.max_pupils is None else o.max_pupils for o in offers], np.int64)
        self.phi = np.radians([o.lat or 0.0 for o in offers])
        self.lam = np.radians([o.lon or 0.0 for o in offers])
        self.reach = np.array([_reach(o) for o in offers], float)
        self.on_territory: Callable[[str], Flags] = _territories(offers)
        self.named = _named(instance)

    def of(self, rank: int) -> Counter[Condition]:
        """By condition, how many offers this request (by its rank) misses by that condition alone."""
        request = self.instance.requests[rank]
        fails = np.stack([self._fails(condition, rank, request) for condition in ALONE])
        for offer in self.named.get(request.id, ()):
            told = failing(request, self.instance.offers[offer], self.instance)
            fails[:, offer] = [condition in told for condition in ALONE]
        number = fails.sum(axis=0)
        counted = Counter({c: int((row & (number == 1)).sum()) for c, row in zip(ALONE, fails, strict=True)})
        counted[Condition.CAPACITY] = int((number == 0).sum())
        return +counted

    def _fails(self, condition: Condition, rank: int, request: Request) -> Flags:
        if condition is Condition.PUPILS:
            return request.pupils > self.max_pupils
        if condition is Condition.FORBIDDEN:
            return np.zeros(len(self.max_pupils), bool)
        if condition is Condition.DISTANCE:
            common = self.words["modes"].meet_all(rank)
            online = self.remote & (Mode.REMOTE in request.modes)
            far: Flags = common & ~online & ~self._near(request)
            return far
        apart: Flags = ~self.words[condition.value].meet_all(rank)
        if condition is Condition.THEMES:
            apart &= ~self.words["themes"].either_empty_all(rank)
        return apart

    def _near(self, request: Request) -> Flags:
        near = self.on_territory(request.departement).copy()
        if request.lat is not None and request.lon is not None:
            phi, lam = radians(request.lat), radians(request.lon)
            chord = np.sin((self.phi - phi) / 2) ** 2 + cos(phi) * np.cos(self.phi) * np.sin((self.lam - lam) / 2) ** 2
            distance = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
            near |= distance <= self.reach
        return near


def _reach(offer: Offer) -> float:
    """The range with its tolerance; nothing is within an unknown range or point."""
    if offer.range_km is None or offer.lat is None or offer.lon is None:
        return -1.0
    return offer.range_km + TOLERANCE_KM


def _territories(offers: Sequence[Offer]) -> Callable[[str], Flags]:
    known: dict[str, Flags] = {}

    def on(departement: str) -> Flags:
        if departement not in known:
            inside: Iterable[bool] = (o.territory is not None and departement in o.territory for o in offers)
            known[departement] = np.fromiter(inside, bool, len(offers))
        return known[departement]

    return on


def _named(instance: Instance) -> dict[str, list[int]]:
    """By request, the offers that people forbade it, at all slots or at some: few, told one by one."""
    ranks = {offer.id: rank for rank, offer in enumerate(instance.offers)}
    found: dict[str, set[int]] = defaultdict(set)
    for request, offer in instance.forbidden:
        found[request].add(ranks[offer])
    for triple in instance.forbidden_slots:
        found[triple.request].add(ranks[triple.offer])
    return {request: sorted(offers) for request, offers in found.items()}
