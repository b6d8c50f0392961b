"""Which offers still have a place for one request, and which do not quite fit."""

from collections.abc import Mapping
from dataclasses import dataclass

from essaim.areas.campaign.domain import slots
from essaim.areas.campaign.domain.matching import conditions, explaining, reading
from essaim.areas.campaign.domain.matching import instance as matched
from essaim.areas.campaign.domain.matching.conditions import Meeting
from essaim.areas.campaign.domain.matching.explaining import MISSING
from essaim.areas.campaign.domain.matching.instance import Condition, Instance
from essaim.areas.campaign.models import ClassRequest, Offer
from essaim.areas.campaign.selectors import instances

MAX_OPEN = 50
"""How many open places one page shows, the nearest first."""


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """An offer that still has a place for a request: when, and why it fits or what is missing."""

    offer: Offer
    asking: matched.Request
    giving: matched.Offer
    meeting: Meeting
    slots: tuple[str, ...]
    missing: tuple[Condition, ...] = ()

    def why(self, slot: str, *, locked: bool = False) -> str:
        """The sentence that says why these two, at this half-day."""
        return explaining.why(self.asking, self.giving, slot, self.meeting, locked=locked)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The free half-days, as choices."""
        return [(code, slots.label(code)) for code in self.slots]

    @property
    def km(self) -> float:
        """The distance, as a number."""
        return self.meeting.tenths / 10

    @property
    def mode_label(self) -> str:
        """« l'acteur vient dans l'établissement »."""
        return explaining.MODES[self.meeting.mode]

    @property
    def is_feasible(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def missing_words(self) -> list[str]:
        """What is missing, in words."""
        return [MISSING[condition] for condition in self.missing]


def open_places(request: ClassRequest) -> list[OpenPlace]:
    """The offers that still have a free place for this request and miss nothing, the nearest first."""
    return [place for place in all_places(request) if place.is_feasible][:MAX_OPEN]


def near_places(request: ClassRequest) -> list[OpenPlace]:
    """The same, then those that miss a condition: the network may decide all the same."""
    return all_places(request)[:MAX_OPEN]


def all_places(request: ClassRequest) -> list[OpenPlace]:
    """Every offer with a free place, what fits best first."""
    read = reading.read(instances.instance_of(request.edition, instances.requests_of(request)))
    if not read.requests:
        return []
    offers = {offer.reference: offer for offer in instances.offers_of(request.edition)}
    found = _places(read, offers)
    return sorted(found, key=lambda place: (len(place.missing), place.meeting.tenths, place.offer.reference))


def place_at(request: ClassRequest, offer: Offer, slot: str) -> OpenPlace | None:
    """That one place, if it is free: it says whether something is missing."""
    places = (place for place in all_places(request) if place.offer.pk == offer.pk)
    return next((place for place in places if slot in place.slots), None)


def _places(read: Instance, offers: Mapping[str, Offer]) -> list[OpenPlace]:
    (request,) = read.requests
    found = []
    for offer in read.offers:
        if not conditions.has_room(offer, read):
            continue
        missing = conditions.failing(request, offer, read)
        free = conditions.slots(request, offer, read) or offer.slots
        order = tuple(condition for condition in Condition if condition in missing)
        if free:
            met = conditions.meeting(request, offer)
            found.append(OpenPlace(offers[offer.id], request, offer, met, tuple(sorted(free)), order))
    return found
