"""Who may see, edit, merge and close organisations. Contacts stay inside the network, always."""

from essaim.commons.directory.models import Organisation
from essaim.commons.directory.scoping import area_of_organisation, scope_of
from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Forbidden

NETWORK = (Role.CORRESPONDENT, Role.OCCE, Role.CRESS, Role.NATIONAL, Role.ADMIN)
KEEPERS = (Role.CORRESPONDENT, Role.CRESS, Role.NATIONAL, Role.ADMIN)


def can_create(by: Actor) -> bool:
    """Those who answer for a territory enter organisations."""
    return by.holds(*NETWORK)


def can_edit(by: Actor, organisation: Organisation) -> bool:
    """The organisation's own people, and those who answer for its territory."""
    scope = scope_of(by)
    if scope.is_national or str(organisation.pk) in scope.organisations:
        return True
    return by.holds(*KEEPERS) and scope.covers(area_of_organisation(organisation))


def can_see_contacts(by: Actor, organisation: Organisation) -> bool:
    """Contacts are read by those who write them, and by OCCE animators of the place; never by the public."""
    return can_edit(by, organisation) or (
        by.holds(Role.OCCE) and scope_of(by).covers(area_of_organisation(organisation))
    )


def can_merge(by: Actor, organisation: Organisation) -> bool:
    """Duplicates are reunited by the CRESS of the place or a national coordination."""
    scope = scope_of(by)
    return scope.is_national or (by.holds(Role.CRESS) and scope.covers(area_of_organisation(organisation)))


def can_import(by: Actor) -> bool:
    """Files come in through the CRESS and the national coordinations."""
    return by.holds(Role.CRESS, Role.NATIONAL, Role.ADMIN)


def can_keep_memberships(by: Actor) -> bool:
    """The members of a network are kept by the national coordinations."""
    return by.holds(Role.NATIONAL, Role.ADMIN)


def ensure_can_create(by: Actor) -> None:
    """Raise unless ``can_create``."""
    if not can_create(by):
        raise Forbidden("Seules les personnes qui animent un territoire ajoutent une organisation.")


def ensure_can_edit(by: Actor, organisation: Organisation) -> None:
    """Raise unless ``can_edit``."""
    if not can_edit(by, organisation):
        raise Forbidden("Cette organisation est hors de votre territoire : demandez à sa CRESS de la modifier.")


def ensure_can_merge(by: Actor, organisation: Organisation) -> None:
    """Raise unless ``can_merge``."""
    if not can_merge(by, organisation):
        raise Forbidden("La réunion de doublons revient à la CRESS du territoire ou à la coordination nationale.")


def ensure_can_keep_memberships(by: Actor) -> None:
    """Raise unless ``can_keep_memberships``."""
    if not can_keep_memberships(by):
        raise Forbidden("Les adhésions sont tenues par la coordination nationale.")
