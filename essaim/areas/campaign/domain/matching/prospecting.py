"""Where one more offer would serve most requests: « un acteur de plus ici, thème alimentation, en servirait 4 ».

The prices of the certificate say which requests are dear, those left unserved first. Around each a made-up offer is
drawn: an actor who lives there, travels as far as actors do, and takes the level and theme most asked for nearby. No
claim is made from the drawing: each is checked by solving again with that offer added.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from essaim.areas.campaign.domain.matching import candidates, network, solving
from essaim.areas.campaign.domain.matching.candidates import Candidates
from essaim.areas.campaign.domain.matching.instance import Instance, Mode, Offer, Request
from essaim.foundation.kernel import french
from essaim.foundation.kernel.geo import EARTH_RADIUS_KM

Ints = NDArray[np.int64]

RANGE_KM = 30.0
"""How far the made-up actor travels: what most offers of the Semaine say."""

CAPACITY = 4
MOST = 5
MOST_CENTRES = 200
ARCS_SOLVED_AGAIN = 1_000_000
"""How many arcs may be solved again to check claims, all of them together."""

MADE_UP = "\u0000prospect"
"""An id no file can hold."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """A place and a profile, and how many more requests an actor like that would serve."""

    lat: float
    lon: float
    levels: tuple[str, ...]
    themes: tuple[str, ...]
    would_serve: int
    why: str


def prospects(
    instance: Instance, unserved: Sequence[str], found: Candidates, *, most: int = MOST
) -> tuple[Prospect, ...]:
    """The best places for one more offer, the most useful first; each count is solved, not guessed.

    ``found`` are the feasible triples of the instance; fewer claims are checked when they are many.
    """
    if not most:
        return ()
    missing = frozenset(unserved)
    left = [r for r in instance.requests if r.id in missing and _could_be_met(r)]
    most = max(1, min(most, ARCS_SOLVED_AGAIN // max(1, len(found))))
    around = _around(left)
    drawn = _spread(sorted((_drawn(left[i], near) for i, near in around), key=_rank), most)
    checked = [_checked(instance, found, offer, len(instance.requests) - len(missing)) for offer, _ in drawn]
    kept = [prospect for prospect in checked if prospect.would_serve]
    return tuple(sorted(kept, key=lambda p: (-p.would_serve, p.lat, p.lon)))


Drawn = tuple[Offer, tuple[Request, ...]]


def _around(left: Sequence[Request]) -> Iterator[tuple[int, list[Request]]]:
    """For each possible centre, the unserved requests within reach of an actor who lives there."""
    phi = np.radians([r.lat or 0.0 for r in left])
    lam = np.radians([r.lon or 0.0 for r in left])
    for centre in range(min(len(left), MOST_CENTRES)):
        chord = (
            np.sin((phi - phi[centre]) / 2) ** 2
            + np.cos(phi[centre]) * np.cos(phi) * np.sin((lam - lam[centre]) / 2) ** 2
        )
        km = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
        yield centre, [left[i] for i in np.flatnonzero(km <= RANGE_KM).tolist()]


def _drawn(centre: Request, near: Sequence[Request]) -> Drawn:
    """The made-up actor who lives where this request is, and the unserved requests it has in reach."""
    level = _commonest(word for r in near for word in r.levels)
    asking = [r for r in near if level & r.levels]
    theme = _commonest(word for r in asking for word in r.themes)
    meant = [r for r in asking if not r.themes or theme & r.themes]
    offer = Offer(
        id=MADE_UP,
        lat=centre.lat,
        lon=centre.lon,
        range_km=RANGE_KM,
        levels=level,
        themes=theme,
        action_types=frozenset(word for r in meant for word in r.action_types),
        modes=frozenset({Mode.SCHOOL, Mode.VISIT}),
        slots=frozenset(word for r in meant for word in r.slots),
        capacity=CAPACITY,
        slot_capacity=1,
    )
    return offer, tuple(meant)


def _spread(drawn: Sequence[Drawn], most: int) -> list[Drawn]:
    """The first ones, each bringing requests that none before it reaches."""
    kept: list[Drawn] = []
    reached: set[str] = set()
    for offer, around in drawn:
        new = {r.id for r in around} - reached
        if new and len(kept) < most:
            kept.append((offer, around))
            reached |= new
    return kept


def _rank(drawn: Drawn) -> tuple[int, str]:
    """Those that reach the heaviest requests first."""
    _, around = drawn
    return -sum(sorted((r.weight for r in around), reverse=True)[:CAPACITY]), min(r.id for r in around)


def _checked(instance: Instance, found: Candidates, offer: Offer, served: int) -> Prospect:
    """Solve again with this offer; count the requests it adds, not those it takes from others."""
    wider = replace(instance, offers=(offer, *instance.offers))  # its id comes first
    net = network.build(wider, _joined(found, _alone(instance, offer)))
    units = solving.solve(net, levels=1).units
    gained = int(units[net.triple >= 0].sum()) + len(instance.locked) - served
    return Prospect(
        lat=offer.lat or 0.0,
        lon=offer.lon or 0.0,
        levels=tuple(sorted(offer.levels)),
        themes=tuple(sorted(offer.themes)),
        would_serve=max(0, gained),
        why=_why(offer, gained),
    )


def _alone(instance: Instance, offer: Offer) -> Candidates:
    """The feasible triples of the made-up offer: nobody has forbidden it anything."""
    return candidates.find(replace(instance, offers=(offer,), forbidden=frozenset(), forbidden_slots=frozenset()))


def _joined(found: Candidates, alone: Candidates) -> Candidates:
    """The triples of the instance after those of an offer that comes first."""
    names = sorted({*found.slots, *alone.slots})
    place = {name: position for position, name in enumerate(names)}

    def slots(rows: Candidates) -> Ints:
        return np.array([place[name] for name in rows.slots], np.int64)[rows.slot] if len(rows) else rows.slot

    def both(name: str) -> Ints:
        return np.concatenate([getattr(alone, name), getattr(found, name)])

    return Candidates(
        request=both("request"),
        offer=np.concatenate([alone.offer, found.offer + 1]),
        slot=np.concatenate([slots(alone), slots(found)]),
        mode=both("mode"),
        tenths=both("tenths"),
        shared=both("shared"),
        slots=names,
    )


def _why(offer: Offer, gained: int) -> str:
    place = f"{_degrees(offer.lat)} ; {_degrees(offer.lon)}"
    themes = f", thème {french.join(sorted(offer.themes))}" if offer.themes else ""
    levels = f", niveau {french.join(sorted(offer.levels))}" if offer.levels else ""
    return f"Un acteur de plus près du point {place}{themes}{levels} servirait {french.plural(gained, 'classe')}."


def _could_be_met(request: Request) -> bool:
    """Whether an actor could come at all: somewhere, sometime, for something."""
    asks = request.levels and request.action_types and request.slots and request.modes - {Mode.REMOTE}
    return bool(asks) and request.lat is not None and request.lon is not None


def _degrees(value: float | None) -> str:
    return french.number(Decimal(str(round(value or 0.0, 2))))


def _commonest(words: Iterable[str]) -> frozenset[str]:
    """The word most asked for, the first of the alphabet among equals."""
    counted = Counter(words)
    return frozenset([min(counted, key=lambda word: (-counted[word], word))]) if counted else frozenset()
