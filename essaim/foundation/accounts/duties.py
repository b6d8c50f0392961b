"""What waits for a person, told by each area: the home after sign-in, and nothing else, reads it.

An area declares one function in its ``apps.py: ready()``; it is asked at each visit of the home, so it counts in as
few queries as it can and asks none of somebody its pages are not for.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from essaim.foundation.accounts.models import User
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.outbox import selectors as outbox
from essaim.foundation.outbox.enums import State


@dataclass(frozen=True, slots=True)
class Duty:
    """One kind of thing that waits: a sentence that counts it, the page where it is done, and what the gesture is."""

    title: str
    url: str
    gesture: str
    note: str = ""
    is_urgent: bool = False


Teller = Callable[[User], Iterable[Duty]]
_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """Ask to be asked; called once, in ``apps.py: ready()``."""
    if teller not in _tellers:
        _tellers.append(teller)


def waiting_for(by: Actor) -> list[Duty]:
    """Everything that waits for this person today, what is urgent first; nothing for a visitor."""
    if not isinstance(by, User):
        return []
    told = [duty for teller in _tellers for duty in teller(by)]
    return sorted(told, key=lambda duty: not duty.is_urgent)


def of_administration(user: User) -> Iterator[Duty]:
    """Letters that did not leave: nobody else would notice."""
    if not user.holds(Role.ADMIN):
        return
    if failed := outbox.letters(outbox.Criteria(state=State.FAILED)).count():
        yield Duty(
            french.plural(failed, "lettre qui n’est pas partie", "lettres qui ne sont pas parties"),
            f"{reverse('outbox:inbox')}?etat={State.FAILED}",
            "Voir pourquoi",
            is_urgent=True,
        )
