"""What bilans ask of a person today: to sign those that wait for the party they commit."""

from collections.abc import Iterator

from django.urls import reverse

from essaim.commons.directory.scoping import scope_of
from essaim.commons.protocol import selectors as protocol
from essaim.foundation.accounts import duties
from essaim.foundation.accounts.duties import Duty
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.seals import selectors as seals
from essaim.front.reporting import policies


def register() -> None:
    """Called once, when the area is ready."""
    duties.register(of)


def of(by: Actor) -> Iterator[Duty]:
    """One line a bilan, the oldest first."""
    if not by.holds(Role.SIGNATORY):
        return
    sits_in = [int(pk) for pk in scope_of(by).organisations]
    parties = [trail.urn(party) for party in protocol.parties_of(sits_in)]
    for seal in seals.awaiting(parties).filter(target__startswith=f"{policies.BILAN}:"):
        page = reverse("reporting:bilan-detail", args=[seal.target.partition(":")[2]])
        yield Duty("1 bilan à signer", page, "Lire et signer", note=seal.title, is_urgent=True)
