"""Actions by their distance from a commune: from its centre to the centre of theirs, on the sphere (kernel.geo)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, overload

from essaim.areas.campaign.atlas import Atlas
from essaim.areas.campaign.domain.publication import Action
from essaim.commons.territory.models import Commune
from essaim.foundation.kernel import geo

HERE_KM: Final = 0.05
"""Nearer than this, it is the same commune."""


@dataclass(frozen=True, slots=True)
class Near:
    """An action and how far it is, in kilometres; nothing when it is in the commune itself."""

    action: Action
    km: float


class Nearest(Sequence[Near]):
    """Actions with their distance: a page reads those it shows."""

    def __init__(self, actions: Sequence[Action], ranked: Sequence[tuple[float, int]]) -> None:
        self._actions = actions
        self._ranked = ranked

    def __len__(self) -> int:
        return len(self._ranked)

    @overload
    def __getitem__(self, at: int) -> Near: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Near]: ...
    def __getitem__(self, at: int | slice) -> Near | Sequence[Near]:
        if isinstance(at, slice):
            return [Near(self._actions[rank], km) for km, rank in self._ranked[at]]
        km, rank = self._ranked[at]
        return Near(self._actions[rank], km)


NOWHERE: Final = Nearest((), ())


def around(atlas: Atlas, commune: Commune) -> Nearest:
    """The actions around a commune, the nearest first, then in the order of the agenda; those without a place stay out.

    Distances are asked once for each place: thousands of actions stand in hundreds of communes.
    """
    if commune.latitude is None or commune.longitude is None:
        return NOWHERE
    here = commune.latitude, commune.longitude
    far = sorted((geo.distance_km(*here, *point), ranks) for point, ranks in atlas.points)
    ranked = [(0 if km < HERE_KM else km, rank) for km, ranks in far for rank in ranks]
    return Nearest(atlas.catalogue.actions, ranked)
