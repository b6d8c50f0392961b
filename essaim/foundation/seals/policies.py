"""Who may freeze, void and validate: the owner of the text decides."""

from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Forbidden
from essaim.foundation.seals import owners
from essaim.foundation.seals.models import Seal


def can_freeze(user: object, target: str) -> bool:
    """Whether this person may submit this text to validation, or take it back."""
    return isinstance(user, Actor) and owners.of(target).may_freeze(user, target)


def can_validate(user: object, seal: Seal, party: str) -> bool:
    """Whether this person may commit this party."""
    return isinstance(user, Actor) and owners.of(seal.target).may_validate(user, seal.target, party)


def ensure_can_freeze(user: object, target: str) -> None:
    """Raise when this person may not."""
    if not can_freeze(user, target):
        raise Forbidden("Vous ne pouvez pas soumettre ce texte à validation, ni le reprendre.")


def ensure_can_validate(user: object, seal: Seal, party: str) -> None:
    """Raise when this person may not."""
    if not can_validate(user, seal, party):
        raise Forbidden("Vous ne pouvez pas valider ce texte au nom de cette partie.")
