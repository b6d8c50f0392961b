"""Who may enter, correct, close and import schools, and keep their classes. What a school is, is public."""

from essaim.commons.directory.models import School
from essaim.commons.directory.scoping import area_of_school, scope_of
from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Forbidden

KEEPERS = (Role.CORRESPONDENT, Role.OCCE, Role.CRESS, Role.NATIONAL, Role.ADMIN)
"""Those who answer for a territory or for the whole network."""


def can_create(by: Actor) -> bool:
    """Those who answer for a territory enter the schools that no file lists."""
    return by.holds(*KEEPERS)


def can_edit(by: Actor, school: School) -> bool:
    """Those who answer for the territory of the school; expects ``academie`` joined."""
    return by.holds(*KEEPERS) and scope_of(by).covers(area_of_school(school))


def can_import(by: Actor) -> bool:
    """National files come in through the national coordinations and the administration."""
    return by.holds(Role.NATIONAL, Role.ADMIN)


def can_keep_classes(by: Actor, school: School) -> bool:
    """The school's own team, and those who answer for its territory; expects ``academie`` joined."""
    return str(school.pk) in scope_of(by).schools or can_edit(by, school)


def can_see_classes(by: Actor, school: School) -> bool:
    """Those who keep them, and partners of the place who sit there."""
    return can_keep_classes(by, school) or scope_of(by).covers(area_of_school(school))


def ensure_can_create(by: Actor) -> None:
    """Raise unless ``can_create``."""
    if not can_create(by):
        raise Forbidden("Seules les personnes qui animent un territoire ajoutent un établissement.")


def ensure_can_edit(by: Actor, school: School) -> None:
    """Raise unless ``can_edit``."""
    if not can_edit(by, school):
        raise Forbidden("Cet établissement est hors de votre territoire : écrivez à la correspondance de son académie.")


def ensure_can_keep_classes(by: Actor, school: School) -> None:
    """Raise unless ``can_keep_classes``."""
    if not can_keep_classes(by, school):
        raise Forbidden("Les classes sont tenues par l'équipe de l'établissement, ou par qui l'accompagne.")
