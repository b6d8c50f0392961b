"""Who may say who holds which seat."""

from essaim.commons.directory.domain.routing import Area
from essaim.commons.directory.models import Seat
from essaim.commons.directory.scoping import area_of_departement, area_of_organisation, area_of_school, scope_of
from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Forbidden

LOCAL_ROLES = frozenset({Role.TEAM, Role.ESS_ACTOR})
"""Seats that those who answer for a territory may fill there."""


def area_of_seat(seat: Seat) -> Area:
    """The place a seat is on."""
    if seat.school:
        return area_of_school(seat.school)
    if seat.organisation:
        return area_of_organisation(seat.organisation)
    if seat.departement:
        return area_of_departement(seat.departement)
    if seat.academie:
        return Area(academie=seat.academie.code, region=seat.academie.region_id or "")
    return Area(region=seat.region_id or "")


def can_appoint(by: Actor, seat: Seat) -> bool:
    """National coordinations fill every seat but the administrator's; territories fill those of their teams."""
    role = Role(seat.role)
    if by.holds(Role.ADMIN):
        return True
    if role is Role.ADMIN:
        return False
    scope = scope_of(by)
    if scope.is_national:
        return True
    if role in LOCAL_ROLES:
        return by.holds(Role.CORRESPONDENT, Role.CRESS, Role.OCCE) and scope.covers(area_of_seat(seat))
    return role is Role.OCCE and by.holds(Role.CORRESPONDENT) and scope.covers(area_of_seat(seat))


def can_see_people(by: Actor) -> bool:
    """Names of holders are read inside the network."""
    return by.holds(Role.CORRESPONDENT, Role.OCCE, Role.CRESS, Role.NATIONAL, Role.ADMIN, Role.SIGNATORY)


def ensure_can_appoint(by: Actor, seat: Seat) -> None:
    """Raise unless ``can_appoint``."""
    if not can_appoint(by, seat):
        raise Forbidden("Ce siège est pourvu par la coordination nationale : écrivez-lui pour proposer quelqu'un.")
