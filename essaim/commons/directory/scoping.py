"""Which rights somebody holds on a date, read from the seats they hold then: one query, kept on the person.

``accounts.User.role_provider`` points here (see ``apps.py``); policies of every area ask ``scope_of``.
"""

import datetime as dt

from django.utils import timezone

from essaim.commons.directory.domain.routing import Area
from essaim.commons.directory.domain.scopes import Grant, Scope
from essaim.commons.directory.models import SCOPE_OF_ROLE, Organisation, School, Tenure
from essaim.commons.territory.models import Departement
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Actor, Role, SystemActor

NOTHING = Scope()
EVERYTHING = Scope(is_national=True, roles=frozenset({Role.ADMIN}))


def grants_of(user: User, date: dt.date) -> tuple[Grant, ...]:
    """What this person holds on this date."""
    seats = Tenure.objects.on(date).filter(user=user).select_related("seat").order_by("pk")
    grants = []
    for tenure in seats:
        role = Role(tenure.seat.role)
        scope = SCOPE_OF_ROLE.get(role, "")
        code = str(getattr(tenure.seat, f"{scope}_id")) if scope else ""
        grants.append(Grant(role, scope, code))
    return tuple(grants)


def scope_of(actor: Actor) -> Scope:
    """What an actor may look at today; programs see everything, links and visitors nothing."""
    if isinstance(actor, SystemActor):
        return EVERYTHING
    if not isinstance(actor, User) or not actor.is_active:
        return NOTHING
    known: Scope | None = getattr(actor, "_scope", None)
    if known is None:
        known = Scope.of(grants_of(actor, timezone.localdate()))
        actor._scope = known  # type: ignore[attr-defined]  # noqa: SLF001 (read once per request)
    return known


def holds_seat(actor: Actor, role: Role, code: str) -> bool:
    """Whether an actor holds this role on exactly this school, organisation or territory today."""
    if not isinstance(actor, User) or not actor.holds(role):
        return False
    return any(grant.role is role and grant.code == code for grant in grants_of(actor, timezone.localdate()))


def roles_on(user: User, date: dt.date) -> frozenset[Role]:
    """The roles held on this date: what ``User.roles`` answers."""
    if date == timezone.localdate():
        return scope_of(user).roles
    return frozenset(grant.role for grant in grants_of(user, date))


def area_of_school(school: School) -> Area:
    """Where a school stands, as codes; expects ``academie`` joined."""
    region = school.academie.region_id if school.academie else None
    return Area(school.departement_id or "", school.academie_id or "", region or "")


def area_of_departement(departement: Departement) -> Area:
    """A département with the académie and région it belongs to."""
    return Area(departement.code, departement.academie_id, departement.region_id or "")


def area_of_organisation(organisation: Organisation) -> Area:
    """Where an organisation stands: its commune, or the territory it is on; expects ``commune__departement``."""
    departement = organisation.commune.departement if organisation.commune else organisation.departement
    if departement:
        return area_of_departement(departement)
    if organisation.academie:
        return Area(academie=organisation.academie.code, region=organisation.academie.region_id or "")
    return Area(region=organisation.region_id or "")
