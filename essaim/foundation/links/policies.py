"""Who may tie: the area that declared the kind says."""

from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Forbidden
from essaim.foundation.links.kinds import Kind


def can_tie(user: object, kind: Kind, source: str, target: str) -> bool:
    """Whether this person may link these two, or end their link."""
    return isinstance(user, Actor) and kind.may_tie(user, source, target)


def ensure_can_tie(user: object, kind: Kind, source: str, target: str) -> None:
    """Raise when this person may not."""
    if not can_tie(user, kind, source, target):
        raise Forbidden("Vous ne pouvez pas modifier les liens de cette fiche.")
