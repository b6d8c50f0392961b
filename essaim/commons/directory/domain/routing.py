"""Who answers for a school or an organisation: the nearest seat that somebody holds.

The ground has two networks (programmes.md B.2, G.2): OCCE animates the first degree by département, L'ESPER's
correspondents answer by académie, the CRESS by région, and the national coordinations for what nobody covers. Coverage
has holes (reseau.md A3: about 25 to 30 correspondents for 30 académies), so a vacant seat sends the request one level
up, and the route says so: nothing is lost, nothing is silent.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from essaim.commons.directory.enums import Degree
from essaim.foundation.kernel.actor import Role


@dataclass(frozen=True, slots=True)
class Area:
    """Where a question comes from: codes, empty where the territory has no such level (Pacific, abroad)."""

    departement: str = ""
    academie: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A seat on a territory: ``Post(Role.CORRESPONDENT, "06")``; the national post has no code."""

    role: Role
    code: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers, and which seats were found vacant on the way up."""

    post: Post | None
    vacant: tuple[Post, ...] = ()

    @property
    def has_climbed(self) -> bool:
        """Whether the natural seat was vacant."""
        return bool(self.vacant)


LADDER: Mapping[Degree, Sequence[Role]] = {
    Degree.FIRST: (Role.OCCE, Role.CORRESPONDENT, Role.CRESS, Role.NATIONAL),
    Degree.SECOND: (Role.CORRESPONDENT, Role.CRESS, Role.NATIONAL),
    Degree.HIGHER: (Role.CRESS, Role.CORRESPONDENT, Role.NATIONAL),
    Degree.NONE: (Role.CORRESPONDENT, Role.CRESS, Role.NATIONAL),
}
"""Who is asked, in order, by degree."""

ACTOR_LADDER: Sequence[Role] = (Role.CRESS, Role.CORRESPONDENT, Role.NATIONAL)
"""For an ESS actor's offer the CRESS knows the enterprise: it is asked first."""


def route(area: Area, held: Collection[Post], ladder: Sequence[Role]) -> Route:
    """The first seat of the ladder that somebody holds, and the vacant ones below it.

    A level that the territory does not have (no région in the Pacific) is skipped, not vacant. When even the national
    seat is vacant the route has no post: the caller must say so to an administrator.
    """
    vacant: list[Post] = []
    for role in ladder:
        post = _post(role, area)
        if post is None:
            continue
        if post in held:
            return Route(post, tuple(vacant))
        vacant.append(post)
    return Route(None, tuple(vacant))


def posts_over(area: Area) -> tuple[Post, ...]:
    """Every seat that covers this place, from the nearest to the widest."""
    roles = (Role.OCCE, Role.CORRESPONDENT, Role.CRESS, Role.NATIONAL)
    return tuple(post for role in roles if (post := _post(role, area)))


def _post(role: Role, area: Area) -> Post | None:
    code = {
        Role.OCCE: area.departement,
        Role.CORRESPONDENT: area.academie,
        Role.CRESS: area.region,
    }.get(role)
    if role is Role.NATIONAL:
        return Post(role)
    return Post(role, code) if code else None
