"""Which conditions keep one offer from serving one request: the rule read aloud, one pair at a time.

``candidates`` computes the same for all pairs at once; a property test holds the two together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from essaim.areas.campaign.domain.matching.instance import Condition, Instance, Mode, Offer, Request, Triple
from essaim.foundation.kernel.geo import distance_km

TOLERANCE_KM = 1e-9


@dataclass(frozen=True, slots=True)
class Meeting:
    """How a request and an offer would meet: mode, travel in tenths of a kilometre, themes they share."""

    mode: Mode
    tenths: int
    shared_themes: int


def failing(request: Request, offer: Offer, instance: Instance) -> frozenset[Condition]:
    """Every condition this pair fails, capacity apart. Empty: the pair is feasible at one slot at least."""
    return frozenset(_failing(request, offer, instance))


def slots(request: Request, offer: Offer, instance: Instance) -> frozenset[str]:
    """The slots at which the pair is feasible, its other conditions set aside."""
    if (request.id, offer.id) in instance.forbidden:
        return frozenset()
    common = request.slots & offer.slots
    return frozenset(s for s in common if Triple(request.id, offer.id, s) not in instance.forbidden_slots)


def has_room(offer: Offer, instance: Instance) -> bool:
    """Whether an offer may still meet a class, its own capacity and its actor's ceiling considered."""
    return offer.capacity > 0 and all(c.capacity > 0 for c in instance.ceilings if offer.id in c.offers)


def meeting(request: Request, offer: Offer) -> Meeting:
    """How they meet, whether they can or not (a locked pair may not): distance and shared themes are what they are."""
    common = request.modes & offer.modes
    shared = len(request.themes & offer.themes)
    if common & {Mode.SCHOOL, Mode.VISIT} and (Mode.REMOTE not in common or is_near(request, offer)):
        mode = Mode.SCHOOL if Mode.SCHOOL in common else Mode.VISIT
    elif Mode.REMOTE in common:
        mode = Mode.REMOTE
    else:
        mode = Mode.SCHOOL
    return Meeting(mode, 0 if mode is Mode.REMOTE else tenths(request, offer), shared)


def is_near(request: Request, offer: Offer) -> bool:
    """Whether the request is within the offer's range, or on its territory."""
    if offer.territory is not None and request.departement in offer.territory:
        return True
    distance = _distance(request, offer)
    return offer.range_km is not None and distance is not None and distance <= offer.range_km + TOLERANCE_KM


def tenths(request: Request, offer: Offer) -> int:
    """Their distance in tenths of a kilometre, halves upward; 0 when one of the points is unknown."""
    distance = _distance(request, offer)
    return 0 if distance is None else floor(10 * distance + 0.5)


def _distance(request: Request, offer: Offer) -> float | None:
    if request.lat is None or request.lon is None or offer.lat is None or offer.lon is None:
        return None
    return distance_km(request.lat, request.lon, offer.lat, offer.lon)


def _failing(request: Request, offer: Offer, instance: Instance) -> Iterator[Condition]:
    common_slots = request.slots & offer.slots
    if not common_slots:
        yield Condition.SLOTS
    if not request.levels & offer.levels:
        yield Condition.LEVELS
    if not request.action_types & offer.action_types:
        yield Condition.ACTION_TYPES
    if request.themes and offer.themes and not request.themes & offer.themes:
        yield Condition.THEMES
    if offer.max_pupils is not None and request.pupils > offer.max_pupils:
        yield Condition.PUPILS
    common = request.modes & offer.modes
    if not common:
        yield Condition.MODES
    elif Mode.REMOTE not in common and not is_near(request, offer):
        yield Condition.DISTANCE
    if (request.id, offer.id) in instance.forbidden or (common_slots and not slots(request, offer, instance)):
        yield Condition.FORBIDDEN
