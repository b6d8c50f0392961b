"""What encounters come from, told by the rooms above: who stands on each side, and where letters go.

A room that plans encounters (the Semaine from a match, Mon ESS à l'école from a visit) registers its kind of origin in
its ``apps.py: ready()``. Encounters then let its people act, write to them when a date moves, and tell the room.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from essaim.commons.encounters.enums import Side
from essaim.commons.encounters.models import Encounter
from essaim.foundation.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Change:
    """A gesture: ``rescheduled``, ``postponed``, ``cancelled``, ``held``, ``corrected``, ``taken_back``."""

    by: Actor
    encounter: Encounter
    what: str


def nobody(by: Actor, urn: str) -> bool:  # noqa: ARG001 (the signature of an origin)
    """Nobody more than the seats say."""
    return False


def nowhere(urn: str) -> Mapping[Side, str]:  # noqa: ARG001 (the signature of an origin)
    """No address is known."""
    return {}


def silent(change: Change) -> None:
    """Nothing more to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read before an encounter, on a page of the room it comes from."""

    title: str
    url: str


def nothing(urn: str, side: Side | None) -> Sequence[Reading]:  # noqa: ARG001 (the signature of an origin)
    """Nothing to read."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One kind of origin. ``model`` is the first part of its URN: ``campaign.match``.

    ``holds_side``: whether this actor stands on one side (an author without a seat). ``addresses``: where letters about
    the encounter go, by side; they never appear on a page. ``changed``: told in the same transaction, after the change.
    ``readings``: what prepares the encounter, that of this side first.
    """

    model: str
    holds_side: Callable[[Actor, str], bool] = nobody
    addresses: Callable[[str], Mapping[Side, str]] = nowhere
    changed: Callable[[Change], None] = silent
    readings: Callable[[str, Side | None], Sequence[Reading]] = nothing


_origins: dict[str, Origin] = {}


def register(origin: Origin) -> Origin:
    """Declare a kind of origin; once."""
    if _origins.setdefault(origin.model, origin) != origin:
        raise ValueError(f"two kinds of origin are called {origin.model}")
    return origin


def holds_side(by: Actor, urn: str) -> bool:
    """Whether the room of this origin knows this actor as one of its two sides."""
    origin = _of(urn)
    return origin is not None and origin.holds_side(by, urn)


def addresses(urn: str) -> Mapping[Side, str]:
    """Where letters about an encounter of this origin go."""
    origin = _of(urn)
    return origin.addresses(urn) if origin else {}


def readings(urn: str, side: Side | None) -> Sequence[Reading]:
    """What prepares an encounter of this origin."""
    origin = _of(urn)
    return origin.readings(urn, side) if origin else ()


def tell(by: Actor, encounter: Encounter, what: str) -> None:
    """Let the room know; a refusal there stops the gesture here."""
    origin = _of(encounter.origin)
    if origin:
        origin.changed(Change(by, encounter, what))


def _of(urn: str) -> Origin | None:
    return _origins.get(urn.partition(":")[0])
