"""The map of an edition, prepared when it is published: every point, gathered in cells that have a name.

Cells are marks with a number, points are one stroke each in a single path: ten thousand actions weigh a few kilobytes
once compressed, and a choice of filters costs a count of bits for each cell and for each place.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from essaim.areas.campaign import zones
from essaim.areas.campaign.domain.catalogue import Catalogue
from essaim.commons.territory.outlines import Place
from essaim.foundation.kernel import french, text

CELL: Final = (0.72, 1.0)
"""How large the cells of nothing and of the largest number are drawn: at most side by side, never one over another."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where actions are, and which, as bits of the catalogue."""

    place: Place
    bits: int


class Atlas:
    """Where the actions of a catalogue are."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.spots: Sequence[Spot] = _spots(catalogue)
        self.points: Sequence[tuple[tuple[float, float], tuple[int, ...]]] = _points(catalogue)
        self.names: Mapping[str, str] = _names(catalogue)

    def dots(self, bits: int) -> Mapping[int, str]:
        """A path of one dot for each place of these actions, by frame."""
        met = [spot.place for spot in self.spots if spot.bits & bits]
        return {frame: _path((p.x, p.y) for p in group) for frame, group in groupby(met, lambda p: p.frame)}

    def dots_in(self, window: zones.Window, bits: int) -> str:
        """The same for the places of a région drawn large."""
        met = (spot.place for spot in self.spots if spot.place.frame == window.rank and spot.bits & bits)
        return _path(window.inside(place) for place in met)


def _points(catalogue: Catalogue) -> Sequence[tuple[tuple[float, float], tuple[int, ...]]]:
    """Each point of the globe with the ranks of its actions."""
    met: dict[tuple[float, float], list[int]] = defaultdict(list)
    for rank, action in enumerate(catalogue.actions):
        if action.where.point:
            met[action.where.point].append(rank)
    return [(point, tuple(ranks)) for point, ranks in met.items()]


def _spots(catalogue: Catalogue) -> Sequence[Spot]:
    met: dict[Place, int] = defaultdict(int)
    for rank, action in enumerate(catalogue.actions):
        found = zones.place(action.where.point) if action.where.point else None
        if found is not None:
            met[found] |= 1 << rank
    return [Spot(place, met[place]) for place in sorted(met, key=lambda place: (place.frame, place.y, place.x))]


def _names(catalogue: Catalogue) -> Mapping[str, str]:
    """Each cell by the commune where most happens: « autour de Dijon (21) », in the order of the names."""
    communes: dict[str, Counter[str]] = defaultdict(Counter)
    for action in catalogue.actions:
        for zone in action.where.zones:
            communes[zone][action.where.label] += 1
    named = {zone: _around(counted) for zone, counted in communes.items()}
    return dict(sorted(named.items(), key=lambda item: (text.sort_key(item[1]), item[0])))


def _around(counted: Counter[str]) -> str:
    most = max(counted.values())
    return f"Autour {french.of(min(label for label, count in counted.items() if count == most))}"


def _path(corners: Iterable[tuple[float, float]]) -> str:
    """Dots as one path: each is a move and a stroke of no length, which round ends make visible."""
    strokes, at = [], (0, 0)
    for x, y in dict.fromkeys((round(x), round(y)) for x, y in corners):
        strokes.append(f"m{x - at[0]} {y - at[1]}h0")
        at = (x, y)
    return "".join(strokes)
