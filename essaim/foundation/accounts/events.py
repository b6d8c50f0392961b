"""What accounts tell to whoever is above, in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class PersonErased:
    """A person leaves for good: seats are vacated, drafts dropped, before the name is blanked."""

    by: Actor
    user: User


Subscriber = Callable[[PersonErased], None]
_subscribers: list[Subscriber] = []


def on_person_erased(subscriber: Subscriber) -> None:
    """Ask to be told; called once, in ``apps.py: ready()``."""
    if subscriber not in _subscribers:
        _subscribers.append(subscriber)


def publish(event: PersonErased) -> None:
    """Tell everybody, in the order of registration; a refusal stops the erasure."""
    for subscriber in _subscribers:
        subscriber(event)
