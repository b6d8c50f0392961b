"""Who brings a file or an agenda into a campaign, and who may publish it without rereading."""

from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Forbidden


def can_import(by: Actor) -> bool:
    """Those who gather the programme of a territory: CRESS and correspondents; and the national coordinations."""
    return by.holds(Role.CRESS, Role.CORRESPONDENT, Role.NATIONAL, Role.ADMIN)


def can_publish(by: Actor) -> bool:
    """The national coordinations answer for what nobody reread."""
    return by.holds(Role.NATIONAL, Role.ADMIN)


def can_follow(by: Actor) -> bool:
    """Whoever imports may ask that an agenda be read again by itself."""
    return can_import(by)


def ensure_can_follow(by: Actor) -> None:
    """Raise unless ``can_follow``."""
    if not can_follow(by):
        raise Forbidden("Suivre un agenda revient à la CRESS, à la correspondance ou à la coordination nationale.")


def ensure_can_publish(by: Actor) -> None:
    """Raise unless ``can_publish``."""
    if not can_publish(by):
        raise Forbidden("Publier sans relecture revient à la coordination nationale.")
