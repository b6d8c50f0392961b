"""From the rows of an edition to an instance of the matching, in the exchange format (docs/reference/formats.md).

What people already decided goes in as it is: a match that somebody said yes to, or that the network decided, is locked;
a proposal nobody answered yet is ``previous``, and what may happen to it is chosen (``Disturbance``). Requests outside
the chosen territory are left out: the places they hold are taken off the offers. So are those met by an offer that has
left since. Ids are the references of registrations: an archived instance names nobody.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from essaim.areas.campaign.enums import Band, Disturbance, Mode

STABILITY: Final[Mapping[Disturbance, int]] = {
    Disturbance.NONE: 0,  # nothing to keep stable: every proposal is locked
    Disturbance.LEAST: 1_000,  # more than all the themes a run can win: a proposal moves only to serve one class more
    Disturbance.BEST: 0,  # proposals without answer count for nothing
}
"""What keeping one proposal is worth, in shared themes."""

SLOT_CAPACITY: Final = 1
"""One class at a time: an actor who receives two at once offers one meeting for both."""

Words = Collection[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A point, when it is known, and its département."""

    lat: float | None = None
    lon: float | None = None
    departement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """An accepted request, its lists read and its words those the public reads."""

    id: str
    place: Place
    bands: Collection[Band]
    pupils: int
    themes: Words = ()
    action_types: Words = ()
    modes: Words = ()
    slots: Words = ()
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """An accepted offer."""

    id: str
    place: Place
    bands: Collection[str]
    themes: Words = ()
    action_types: Words = ()
    modes: Words = ()
    slots: Words = ()
    territory: Words = ()
    range_km: int | None = None
    capacity: int = 1
    max_pupils: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class HeldRow:
    """A place taken today. ``is_promised``: somebody said yes, or the network decided; else only proposed."""

    request: str
    offer: str
    slot: str
    is_promised: bool = False


@dataclass(frozen=True, slots=True)
class CeilingRow:
    """The offers of one organisation that has a yearly ceiling, and how many meetings are left under it today.

    ``left`` counts every place held this year, whatever the edition or the programme; negative when it was lowered.
    """

    offers: frozenset[str]
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What people decided before: the places taken, the pairs (at a half-day, or at any: empty) set aside, ceilings."""

    held: Sequence[HeldRow] = ()
    forbidden: Collection[tuple[str, str, str]] = field(default_factory=tuple)
    ceilings: Sequence[CeilingRow] = ()


def build(
    requests: Iterable[RequestRow],
    offers: Iterable[OfferRow],
    decided: Decided,
    disturbance: Disturbance = Disturbance.LEAST,
) -> dict[str, Any]:
    """The instance, lists sorted, so that the same rows give the same text."""
    offered = sorted(offers, key=lambda row: row.id)
    known_offers = {row.id for row in offered}
    elsewhere = {row.request for row in decided.held if row.offer not in known_offers}
    asked = sorted((row for row in requests if row.id not in elsewhere), key=lambda row: row.id)
    known = {row.id for row in asked}
    inside = sorted(row for row in decided.held if row.request in known and row.offer in known_offers)
    outside = [row for row in decided.held if row.request not in known]
    locked = [row for row in inside if row.is_promised or disturbance is Disturbance.NONE]
    kept = {(row.request, row.offer) for row in locked}
    return {
        "requests": [_request(row) for row in asked],
        "offers": [_offer(row, locked, outside) for row in offered],
        "locked": [_triple(row) for row in locked],
        "forbidden": [
            {"request": request, "offer": offer, **({"slot": slot} if slot else {})}
            for request, offer, slot in sorted(set(decided.forbidden))
            if request in known and offer in known_offers and (request, offer) not in kept
        ],
        "previous": [_triple(row) for row in inside if row not in locked],
        "stability": STABILITY[disturbance],
        "ceilings": [
            _ceiling(row, known_offers, inside, locked) for row in decided.ceilings if row.offers & known_offers
        ],
    }


def _request(row: RequestRow) -> dict[str, Any]:
    return {
        "id": row.id,
        **_point(row.place),
        "departement": row.place.departement,
        "levels": sorted(row.bands),
        "pupils": row.pupils,
        "themes": sorted(row.themes),
        "action_types": sorted(row.action_types),
        "modes": sorted(_modes(row.modes, row.place)),
        "slots": sorted(row.slots),
        "weight": row.weight,
    }


def _offer(row: OfferRow, locked: Iterable[HeldRow], outside: Iterable[HeldRow]) -> dict[str, Any]:
    taken = Counter(held.slot for held in outside if held.offer == row.id)
    promised = sum(held.offer == row.id for held in locked)
    territory = set(row.territory)
    if not territory and row.range_km is None and row.place.departement:
        territory = {row.place.departement}
    modes = _modes(row.modes, row.place)
    if not territory and row.range_km is None:
        modes &= {Mode.REMOTE.value}
    written: dict[str, Any] = {
        "id": row.id,
        **_point(row.place),
        "levels": sorted(row.bands),
        "themes": sorted(row.themes),
        "action_types": sorted(row.action_types),
        "modes": sorted(modes),
        "slots": sorted(slot for slot in row.slots if taken[slot] < SLOT_CAPACITY),
        "capacity": max(promised, row.capacity - sum(taken.values())),
        "slot_capacity": SLOT_CAPACITY,
    }
    if row.range_km is not None:
        written["range_km"] = row.range_km
    if territory:
        written["territory"] = sorted(territory)
    if row.max_pupils is not None:
        written["max_pupils"] = row.max_pupils
    return written


def _ceiling(
    row: CeilingRow, known: Collection[str], inside: Iterable[HeldRow], locked: Iterable[HeldRow]
) -> dict[str, Any]:
    """What the offers of one actor may still hold together; places of this instance may move: they are given back."""
    movable = sum(held.offer in row.offers for held in inside)
    promised = sum(held.offer in row.offers for held in locked)
    return {"offers": sorted(row.offers & set(known)), "capacity": max(promised, row.left + movable, 0)}


def _modes(modes: Words, place: Place) -> set[str]:
    """Ways to meet, without those that need a place we do not know."""
    wanted = {str(mode) for mode in modes}
    return wanted if place.lat is not None and place.lon is not None else wanted & {Mode.REMOTE.value}


def _point(place: Place) -> Mapping[str, float]:
    return {} if place.lat is None or place.lon is None else {"lat": place.lat, "lon": place.lon}


def _triple(row: HeldRow) -> dict[str, str]:
    return {"request": row.request, "offer": row.offer, "slot": row.slot}
