"""Who may do what with an account: its owner, and whoever keeps the platform running."""

from allauth.usersessions.models import UserSession

from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Forbidden


def is_own(by: Actor, user: User) -> bool:
    """Whether this is one's own account."""
    return isinstance(by, User) and by.pk == user.pk


def can_erase(by: Actor, user: User) -> bool:
    """One closes one's own account; an administrator may on written request."""
    return is_own(by, user) or by.holds(Role.ADMIN)


def ensure_can_erase(by: Actor, user: User) -> None:
    """Raise when the account may not be closed by this person."""
    if not can_erase(by, user):
        raise Forbidden("Seule la personne peut fermer son compte, ou l’administration à sa demande écrite.")


def can_rename(by: Actor, user: User) -> bool:
    """One's name is one's own business."""
    return is_own(by, user)


def ensure_can_rename(by: Actor, user: User) -> None:
    """Raise when the name may not be changed by this person."""
    if not can_rename(by, user):
        raise Forbidden("Seule la personne peut changer son nom.")


def can_end_session(by: Actor, session: UserSession) -> bool:
    """One ends one's own sessions; an administrator may, when a device is stolen."""
    return (isinstance(by, User) and by.pk == session.user_id) or by.holds(Role.ADMIN)


def ensure_can_end_session(by: Actor, session: UserSession) -> None:
    """Raise when the session may not be ended by this person."""
    if not can_end_session(by, session):
        raise Forbidden("Cette session n’est pas la vôtre.")


def can_reset_second_factor(by: Actor, user: User) -> bool:
    """An administrator, for somebody else: one's own is taken off from one's account, with a code."""
    return by.holds(Role.ADMIN) and not is_own(by, user)


def ensure_may_reset(by: Actor) -> None:
    """Raise when this person resets nobody's second factor."""
    if not by.holds(Role.ADMIN):
        raise Forbidden("Seule l’administration de la plateforme enlève un second facteur perdu : écrivez-lui.")


def ensure_can_reset_second_factor(by: Actor, user: User) -> None:
    """Raise unless ``can_reset_second_factor``."""
    ensure_may_reset(by)
    if not can_reset_second_factor(by, user):
        raise Forbidden("Votre propre second facteur s’enlève depuis « Mon compte », ou par une autre administration.")


def can_purge(by: Actor) -> bool:
    """The daily command, or an administrator."""
    return by.holds(Role.ADMIN)


def ensure_can_purge(by: Actor) -> None:
    """Raise when this person may not purge what is out of date."""
    if not can_purge(by):
        raise Forbidden("Le nettoyage des comptes est réservé à l’administration.")
