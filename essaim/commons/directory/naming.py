"""How seats and posts are named in French, from rows already loaded: no query is made here."""

from collections.abc import Iterable, Mapping

from essaim.commons.directory.domain.routing import Post, Route
from essaim.commons.directory.models import Seat
from essaim.commons.territory.models import Academie, Departement, Region
from essaim.foundation.accounts.enums import ROLE_LABELS
from essaim.foundation.kernel.actor import Role

OF_REGION = "CRESS, {name}"
OF_ACADEMIE = "Correspondance L’ESPER, {name}"
OF_DEPARTEMENT = "Animation OCCE, {name}"
NATIONAL = "Coordination nationale"


def role_name(role: Role) -> str:
    """« Correspondance L’ESPER »."""
    label = ROLE_LABELS[role]
    return label[:1].upper() + label[1:]


def seat_place(seat: Seat) -> str:
    """Where a seat is; expects its scope joined."""
    place = seat.school or seat.organisation or seat.academie or seat.departement or seat.region
    return str(place) if place else "Toute la plateforme"


def post_names(
    regions: Iterable[Region] = (), academies: Iterable[Academie] = (), departements: Iterable[Departement] = ()
) -> dict[Post, str]:
    """The name of each post on these territories, and of the national one."""
    names = {Post(Role.NATIONAL): NATIONAL}
    names |= {Post(Role.CRESS, r.code): OF_REGION.format(name=r.name) for r in regions}
    names |= {Post(Role.CORRESPONDENT, a.code): OF_ACADEMIE.format(name=a.full_name) for a in academies}
    names |= {Post(Role.OCCE, d.code): OF_DEPARTEMENT.format(name=d.name) for d in departements}
    return names


class Answer:
    """A route with its words: who answers, and which seats were vacant on the way up."""

    def __init__(self, route: Route, names: Mapping[Post, str]) -> None:
        self.post = route.post
        self.name = names[route.post] if route.post else ""
        self.vacant = tuple(names[post] for post in route.vacant)

    @property
    def has_climbed(self) -> bool:
        """Whether the nearest seat was vacant."""
        return bool(self.vacant)
