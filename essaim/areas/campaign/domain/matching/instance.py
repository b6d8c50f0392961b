"""What is to be matched: requests of classes, offers of ESS actors, and what people already decided.

The words and shapes are those of the exchange format (docs/reference/formats.md); lists are sets. Everything is kept
sorted by id, so that permuting the lists of a file changes nothing to the solution.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Mode(StrEnum):
    """How the meeting takes place. The order of preference is the order here."""

    SCHOOL = "school"  # the actor comes
    VISIT = "visit"  # the class goes
    REMOTE = "remote"  # on line


class Condition(StrEnum):
    """What may keep an offer from serving a request."""

    SLOTS = "slots"
    LEVELS = "levels"
    ACTION_TYPES = "action_types"
    THEMES = "themes"
    PUPILS = "pupils"
    MODES = "modes"
    DISTANCE = "distance"
    FORBIDDEN = "forbidden"
    CAPACITY = "capacity"


@dataclass(frozen=True, slots=True)
class Request:
    """A class that asks. Coordinates are needed unless it only meets on line."""

    id: str
    levels: frozenset[str] = frozenset()
    action_types: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    departement: str = ""
    pupils: int = 0
    weight: int = 1
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """An actor who offers: at most ``capacity`` meetings in all, ``slot_capacity`` at once."""

    id: str
    levels: frozenset[str] = frozenset()
    action_types: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    territory: frozenset[str] | None = None
    range_km: float | None = None
    max_pupils: int | None = None
    capacity: int = 1
    slot_capacity: int = 1
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Ceiling:
    """At most ``capacity`` meetings for these offers together: one actor, several offers. An offer has one at most."""

    offers: frozenset[str]
    capacity: int


@dataclass(frozen=True, slots=True, order=True)
class Triple:
    """A request met by an offer at a slot."""

    request: str
    offer: str
    slot: str


@dataclass(frozen=True, slots=True)
class Instance:
    """A whole matching to find, checked and sorted (``reading.read``)."""

    requests: tuple[Request, ...]
    offers: tuple[Offer, ...]
    locked: Mapping[str, Triple] = field(default_factory=dict)  # by request
    forbidden: frozenset[tuple[str, str]] = frozenset()  # (request, offer), at any slot
    forbidden_slots: frozenset[Triple] = frozenset()
    previous: frozenset[Triple] = frozenset()
    stability: int = 0
    ceilings: tuple[Ceiling, ...] = ()
