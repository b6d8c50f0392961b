"""Every feasible pair at once: the rule of ``conditions`` over arrays, for tens of thousands of requests and offers.

Offers are taken one by one against the requests of their latitudes, sorted beforehand, so that the work follows the
number of near pairs and not the product of the two lists.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin

import numpy as np
from numpy.typing import NDArray

from essaim.areas.campaign.domain.matching.conditions import TOLERANCE_KM
from essaim.areas.campaign.domain.matching.instance import Instance, Mode, Offer, Request
from essaim.foundation.kernel.geo import EARTH_RADIUS_KM

Ints = NDArray[np.int64]
Masks = NDArray[np.uint64]
Flags = NDArray[np.bool_]

WORD = 64
MODES: Sequence[Mode] = tuple(Mode)
MARGIN = 1e-7
NO_LIMIT = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Candidates:
    """Feasible triples, one a row, sorted by request, offer, slot. Positions are those of the instance's tuples."""

    request: Ints
    offer: Ints
    slot: Ints
    mode: Ints
    tenths: Ints
    shared: Ints
    slots: Sequence[str]  # what the positions in ``slot`` stand for

    def __len__(self) -> int:
        return len(self.request)


def find(instance: Instance) -> Candidates:
    """The feasible triples of all requests that are not locked."""
    requests = [(rank, r) for rank, r in enumerate(instance.requests) if r.id not in instance.locked]
    names = sorted({slot for _, r in requests for slot in r.slots} & {s for o in instance.offers for s in o.slots})
    side = _Side(instance, requests, names)
    found = [side.meet(rank, offer) for rank, offer in enumerate(instance.offers)]
    request, offer, mode, tenths, shared = (np.concatenate(parts) for parts in zip(*found, strict=True)) if found else (
        np.empty(0, np.int64) for _ in range(5)
    )  # fmt: skip
    return _by_slot(instance, side, (request, offer, mode, tenths, shared), names)


class _Side:
    """The requests as arrays, sorted by latitude."""

    def __init__(self, instance: Instance, requests: Sequence[tuple[int, Request]], slots: Sequence[str]) -> None:
        latitudes = [91.0 if r.lat is None else r.lat for _, r in requests]
        order = np.argsort(np.array(latitudes), kind="stable") if requests else np.empty(0, np.int64)
        rows = [requests[i][1] for i in order]
        self.rank = np.array([requests[i][0] for i in order], np.int64)
        self.lat = np.array(latitudes)[order] if requests else np.empty(0)
        self.lon = np.array([0.0 if r.lon is None else r.lon for r in rows])
        self.phi, self.lam = np.radians(self.lat), np.radians(self.lon)
        self.has_point = np.array([r.lat is not None and r.lon is not None for r in rows], bool)
        self.pupils = np.array([r.pupils for r in rows], np.int64)
        self.words = {
            name: Words([getattr(r, name) for r in rows], [getattr(o, name) for o in instance.offers])
            for name in ("levels", "action_types", "themes")
        }
        self.slots = Words([r.slots for r in rows], [o.slots for o in instance.offers], slots)
        self.modes = Words([r.modes for r in rows], [o.modes for o in instance.offers], MODES)
        self.by_departement: dict[str, list[int]] = {}
        for position, r in enumerate(rows):
            self.by_departement.setdefault(r.departement, []).append(position)
        self.forbidden = _grouped(instance, {int(rank): position for position, rank in enumerate(self.rank)})
        self.everyone = np.arange(len(rows))

    def meet(self, rank: int, offer: Offer) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        """The requests this offer may serve: request, offer, mode, tenths, shared themes."""
        near = self._near(offer) if set(offer.modes) & {Mode.SCHOOL, Mode.VISIT} else self.everyone[:0]
        near = self._agreeing(rank, offer, near)
        in_person = self.modes.common(rank, near) & 0b011
        near, in_person = near[in_person != 0], in_person[in_person != 0]
        modes = np.where(in_person & 0b001, 0, 1).astype(np.int64)
        tenths = np.floor(10 * self._distances(offer, near) + 0.5).astype(np.int64)
        if Mode.REMOTE in offer.modes:
            far = np.setdiff1d(self._agreeing(rank, offer, self.everyone), near, assume_unique=True)
            far = far[(self.modes.common(rank, far) & 0b100) != 0]
            near = np.concatenate([near, far])
            modes = np.concatenate([modes, np.full(len(far), 2)])
            tenths = np.concatenate([tenths, np.zeros(len(far), np.int64)])
        shared = self.words["themes"].count(rank, near)
        return self.rank[near], np.full(len(near), rank), modes, tenths, shared

    def _near(self, offer: Offer) -> Ints:
        """Positions within range or on the territory."""
        found = [self.everyone[:0]]
        if offer.territory is not None:
            found += [np.array(self.by_departement.get(code, []), np.int64) for code in sorted(offer.territory)]
        if offer.range_km is not None and offer.lat is not None and offer.lon is not None:
            found.append(self._within(offer, offer.range_km))
        return np.unique(np.concatenate(found))

    def _within(self, offer: Offer, range_km: float) -> Ints:
        lat, lon = offer.lat or 0.0, offer.lon or 0.0
        reach = degrees(range_km / EARTH_RADIUS_KM) + MARGIN
        low, high = np.searchsorted(self.lat, [lat - reach, lat + reach])
        boxed = self.everyone[low:high]
        angle = range_km / EARTH_RADIUS_KM
        if abs(lat) + reach < 90 and angle < pi / 2:  # noqa: PLR2004 (no pole inside)
            wide = degrees(asin(min(1.0, sin(angle) / cos(radians(lat))))) + MARGIN
            apart = np.abs(self.lon[boxed] - lon)
            boxed = boxed[np.minimum(apart, 360 - apart) <= wide]
        boxed = boxed[self.has_point[boxed]]
        within: Ints = boxed[self._distances(offer, boxed) <= range_km + TOLERANCE_KM]
        return within

    def _distances(self, offer: Offer, positions: Ints) -> NDArray[np.float64]:
        if offer.lat is None or offer.lon is None:
            return np.zeros(len(positions))
        phi, lam = radians(offer.lat), radians(offer.lon)
        there = self.phi[positions]
        chord = np.sin((there - phi) / 2) ** 2 + cos(phi) * np.cos(there) * np.sin((self.lam[positions] - lam) / 2) ** 2
        return np.where(
            self.has_point[positions], 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord))), 0.0
        )

    def _agreeing(self, rank: int, offer: Offer, positions: Ints) -> Ints:
        """Those whose slots, levels, action types, themes and number of pupils agree, and that are not forbidden."""
        for words in (self.slots, self.words["levels"], self.words["action_types"]):
            positions = positions[words.meet(rank, positions)]
        themes = self.words["themes"]
        positions = positions[themes.meet(rank, positions) | themes.either_is_empty(rank, positions)]
        if offer.max_pupils is not None:
            positions = positions[self.pupils[positions] <= offer.max_pupils]
        banned = self.forbidden.get(offer.id)
        return positions if banned is None else np.setdiff1d(positions, banned, assume_unique=True)


class Words:
    """Sets of words as bit masks, so that two sets meet when their masks do."""

    def __init__(
        self, left: Sequence[frozenset[str]], right: Sequence[frozenset[str]], names: Sequence[str] | None = None
    ) -> None:
        if names is None:
            names = sorted({word for words in left for word in words})
        bits = {word: divmod(position, WORD) for position, word in enumerate(names)}
        width = max(1, -(-len(names) // WORD))
        self.left, self.right = _masks(left, bits, width), _masks(right, bits, width)
        self.left_empty = np.array([not words for words in left], bool)
        self.right_empty = [not words for words in right]

    def meet(self, rank: int, positions: Ints) -> Flags:
        """Whether each of these sets meets the offer's."""
        if self.left.shape[1] == 1:
            met: Flags = (self.left[positions, 0] & self.right[rank, 0]) != 0
        else:
            met = (self.left[positions] & self.right[rank]).any(axis=1)
        return met

    def common(self, rank: int, positions: Ints) -> Ints:
        """The words in common, as the low bits of an integer."""
        return np.asarray(self.left[positions, 0] & self.right[rank, 0], np.int64)

    def either_is_empty(self, rank: int, positions: Ints) -> Flags:
        """Whether one of the two sets is empty."""
        return np.ones(len(positions), bool) if self.right_empty[rank] else self.left_empty[positions]

    def meet_all(self, left: int) -> Flags:
        """Whether each of the offers' sets meets this one of ours."""
        met: Flags = (self.right & self.left[left]).any(axis=1)
        return met

    def either_empty_all(self, left: int) -> Flags:
        """Whether this one of ours is empty, or each of the offers'."""
        return np.ones(len(self.right), bool) if self.left_empty[left] else np.array(self.right_empty, bool)

    def count(self, rank: int, positions: Ints) -> Ints:
        """How many words each shares with the offer."""
        counted = np.bitwise_count(self.left[positions] & self.right[rank])
        return np.asarray(counted.sum(axis=1, dtype=np.int64))


def _masks(sets: Sequence[frozenset[str]], bits: Mapping[str, tuple[int, int]], width: int) -> Masks:
    masks = np.zeros((len(sets), width), np.uint64)
    for row, words in enumerate(sets):
        for word in words:
            if word in bits:
                column, bit = bits[word]
                masks[row, column] |= np.uint64(1 << bit)
    return masks


def _grouped(instance: Instance, positions: Mapping[int, int]) -> dict[str, Ints]:
    """By offer, the positions of the requests it may never meet."""
    ranks = {request.id: rank for rank, request in enumerate(instance.requests)}
    found: dict[str, list[int]] = {}
    for request, offer in instance.forbidden:
        if ranks[request] in positions:
            found.setdefault(offer, []).append(positions[ranks[request]])
    return {offer: np.array(sorted(rows), np.int64) for offer, rows in found.items()}


def _by_slot(instance: Instance, side: _Side, pairs: tuple[Ints, ...], names: Sequence[str]) -> Candidates:
    """Pairs multiplied by the slots they have in common, forbidden triples taken out."""
    request, offer, mode, tenths, shared = pairs
    place = np.empty(len(instance.requests), np.int64)
    place[side.rank] = side.everyone
    rows, slots = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for position in range(len(names)):
        column, bit = divmod(position, WORD)
        mask = np.uint64(1 << bit)
        at = (side.slots.left[place[request], column] & side.slots.right[offer, column] & mask) != 0
        kept = np.flatnonzero(at)
        rows.append(kept)
        slots.append(np.full(len(kept), position))
    row, slot = np.concatenate(rows), np.concatenate(slots)
    free = ~_listed(instance, request[row], offer[row], slot, names)
    row, slot = row[free], slot[free]
    order = np.lexsort((slot, offer[row], request[row]))
    row, slot = row[order], slot[order]
    return Candidates(request[row], offer[row], slot, mode[row], tenths[row], shared[row], names)


def _listed(instance: Instance, request: Ints, offer: Ints, slot: Ints, names: Sequence[str]) -> Flags:
    """Which rows are triples that people forbade."""
    keys = triple_keys(instance, instance.forbidden_slots, names)
    own = (request * len(instance.offers) + offer) * max(1, len(names)) + slot
    return np.isin(own, keys)


def triple_keys(instance: Instance, triples: Iterable[object], names: Sequence[str]) -> Ints:
    """Triples as integers comparable with those of the rows; triples at unknown slots are nobody's."""
    requests = {r.id: rank for rank, r in enumerate(instance.requests)}
    offers = {o.id: rank for rank, o in enumerate(instance.offers)}
    slots = {name: rank for rank, name in enumerate(names)}
    keys = [
        (requests[t.request] * len(instance.offers) + offers[t.offer]) * max(1, len(names)) + slots[t.slot]  # type: ignore[attr-defined]
        for t in triples
        if t.slot in slots  # type: ignore[attr-defined]
    ]
    return np.array(sorted(keys), np.int64)
