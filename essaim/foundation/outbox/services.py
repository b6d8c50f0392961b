"""What an administrator may do with a letter that does not leave."""

from django.utils import timezone

from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.outbox import policies
from essaim.foundation.outbox.enums import State
from essaim.foundation.outbox.models import Letter


@trail.gesture
def retry(*, by: Actor, letter: Letter) -> Letter:
    """Send a failed letter again, with as many attempts as a new one and the same Message-ID."""
    policies.ensure_can_retry(by, letter)
    _move(letter, {State.FAILED}, state=State.QUEUED, attempts=0, next_try_at=timezone.now())
    trail.record(by, "outbox.letter.retried", letter)
    return letter


@trail.gesture
def cancel(*, by: Actor, letter: Letter) -> Letter:
    """Keep a letter from leaving; the worker that would be taking it at this very moment wins."""
    policies.ensure_can_cancel(by, letter)
    _move(letter, {State.QUEUED, State.FAILED}, state=State.CANCELLED)
    trail.record(by, "outbox.letter.cancelled", letter)
    return letter


def _move(letter: Letter, allowed: set[State], **change: object) -> None:
    rows = Letter.objects.filter(pk=letter.pk, state__in=allowed).update(**change, updated_at=timezone.now())
    if not rows:
        raise Refused("Cette lettre vient de changer d’état. Rechargez la page pour voir où elle en est.")
    letter.refresh_from_db()
