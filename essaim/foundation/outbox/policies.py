"""Who may see the outbox, and act on it.

The envelope (to whom, when, in which state) helps whoever keeps the platform. What letters say is not theirs to read:
a one-time link in a letter opens somebody else's account. Only the demonstration, whose people are invented, shows it.
"""

from django.conf import settings

from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Forbidden
from essaim.foundation.outbox.enums import State
from essaim.foundation.outbox.models import Letter


def can_read_envelopes(actor: Actor | None) -> bool:
    """Administrators; everybody on a demonstration."""
    return settings.DEMO or (actor is not None and actor.holds(Role.ADMIN))


def can_read_text() -> bool:
    """Nobody, except on a demonstration."""
    return settings.DEMO


def can_handle(actor: Actor) -> bool:
    """Administrators send again or cancel."""
    return actor.holds(Role.ADMIN)


def can_retry(actor: Actor, letter: Letter) -> bool:
    """A letter that failed and still has its text."""
    return can_handle(actor) and letter.status is State.FAILED and letter.purged_at is None


def can_cancel(actor: Actor, letter: Letter) -> bool:
    """A letter that waits, or that failed. The one being sent is out of reach."""
    return can_handle(actor) and letter.status in {State.QUEUED, State.FAILED}


def ensure_can_retry(actor: Actor, letter: Letter) -> None:
    """Refuse whoever may not send this letter again."""
    if not can_retry(actor, letter):
        raise Forbidden("Seule l’administration peut renvoyer une lettre en échec dont le texte n’est pas effacé.")


def ensure_can_cancel(actor: Actor, letter: Letter) -> None:
    """Refuse whoever may not cancel this letter."""
    if not can_cancel(actor, letter):
        raise Forbidden("Seule l’administration peut annuler une lettre, tant qu’elle n’est pas partie.")
