"""Actions by their distance from a commune: from its centre to the centre of theirs, on the sphere (kernel.geo)."""

from collections.abc import Sequence
from dataclasses import dataclass

from essaim.areas.campaign.domain.catalogue import Catalogue
from essaim.areas.campaign.domain.publication import Action
from essaim.commons.territory.models import Commune
from essaim.foundation.kernel import geo


@dataclass(frozen=True, slots=True)
class Near:
    """An action and how far it is, in kilometres; nothing when it is in the commune itself."""

    action: Action
    km: float


def around(catalogue: Catalogue, commune: Commune) -> Sequence[Near]:
    """The actions around a commune, the nearest first, then in the order of the agenda; those without a place stay out.

    Distances are asked once for each place: thousands of actions stand in hundreds of communes.
    """
    if commune.latitude is None or commune.longitude is None:
        return []
    known: dict[tuple[float, float], float] = {}
    found = []
    for rank, action in enumerate(catalogue.actions):
        point = action.where.point
        if point is None:
            continue
        km = known.get(point)
        if km is None:
            km = known[point] = geo.distance_km(commune.latitude, commune.longitude, *point)
        found.append((km, rank))
    return [Near(catalogue.actions[rank], 0 if km < 0.05 else km) for km, rank in sorted(found)]  # noqa: PLR2004 (the same commune)
