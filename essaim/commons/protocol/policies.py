"""Who keeps the protocol, and who may say that something serves a commitment."""

from essaim.foundation.kernel.actor import Actor, LinkActor, Role
from essaim.foundation.kernel.errors import Forbidden

SERVING = (
    Role.TEAM,
    Role.ESS_ACTOR,
    Role.CORRESPONDENT,
    Role.OCCE,
    Role.CRESS,
    Role.NATIONAL,
    Role.ADMIN,
)


def can_keep(by: Actor) -> bool:
    """The national coordinations note who carries the protocol and what it holds."""
    return by.holds(Role.NATIONAL, Role.ADMIN)


def ensure_can_keep(by: Actor) -> None:
    """Raise unless ``can_keep``."""
    if not can_keep(by):
        raise Forbidden(
            "Le protocole est tenu par la coordination nationale : écrivez-lui pour signaler un changement."
        )


def can_serve(by: Actor, source: str, target: str) -> bool:  # noqa: ARG001 (what a kind of link asks)
    """Whoever acts in the network, or registers through a signed link: the area that registers asks first."""
    return isinstance(by, LinkActor) or by.holds(*SERVING)
