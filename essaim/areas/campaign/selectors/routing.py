"""Who rereads a registration: the nearest seat that somebody holds, and who stands one level up."""

from collections.abc import Sequence

from django.utils import timezone

from essaim.areas.campaign.models import Registration
from essaim.areas.campaign.models.registration import OfClass
from essaim.commons.directory.domain.routing import ACTOR_LADDER, LADDER, Post, Route, route
from essaim.commons.directory.enums import Degree
from essaim.commons.directory.models import Tenure
from essaim.commons.directory.naming import Answer
from essaim.commons.directory.selectors import people
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Role


def ladder(registration: Registration) -> Sequence[Role]:
    """Who is asked, in order: by degree for a class, the CRESS first for an ESS actor; expects ``school`` joined."""
    if isinstance(registration, OfClass):
        return LADDER[Degree(registration.school.degree)] if registration.school else LADDER[Degree.NONE]
    return ACTOR_LADDER


def route_of(registration: Registration) -> Route:
    """Who rereads it, climbing over vacant seats."""
    return route(registration.area, people.held_posts(), ladder(registration))


def above(registration: Registration) -> Route:
    """Who rereads it one level above the seat it was sent to."""
    roles = list(ladder(registration))
    now = roles.index(Role(registration.routed_role)) if registration.routed_role in roles else -1
    return route(registration.area, people.held_posts(), roles[now + 1 :])


def answer_of(registration: Registration) -> Answer:
    """The seat it was sent to, with its name; the one of today when it was sent to nobody."""
    post = registration.routed
    return people.answer(Route(post)) if post else people.answer(route_of(registration))


def holders(post: Post | None) -> list[User]:
    """The people to write to: those who hold the seat, else the administration, so that nothing is lost."""
    if post is None:
        here = Tenure.objects.on(timezone.localdate()).filter(seat__role=Role.ADMIN)
        return list(User.objects.filter(is_active=True, tenures__in=here).distinct().order_by("pk"))
    return list(people.holders(post))
