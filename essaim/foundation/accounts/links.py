"""Signed links for those who have no account: a head of school attests, withdraws, answers, once invited by mail.

The one place where such links are made and read. A link says what it is for, on what, and until when; it is signed,
not stored, so it cannot be guessed nor changed, and it gives its holder one gesture, never a role.

The page it opens follows one pattern, because mail filters open links::

    def attest(request, token):
        link = links.read(token, "directory.attestation")  # Refused: a sentence to show, with a way to ask again
        school = selectors.school_at(link.urn)  # what is public about it
        if request.method == "POST":  # the button; GET changes nothing
            services.attest(by=link.actor, school=school)
            return redirect(...)
        return render(request, "directory/attestation_form.html", {"school": school})
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.utils import timezone

from essaim.foundation.kernel.actor import LinkActor
from essaim.foundation.kernel.errors import Refused

SALT = "essaim.accounts.links"
DEFAULT_LIFE = dt.timedelta(days=30)

UNREADABLE = "Ce lien n’est pas valable. Vérifiez qu’il est entier, ou demandez à la personne qui vous l’a envoyé."
EXPIRED = "Ce lien a expiré. Demandez-en un nouveau à la personne qui vous l’a envoyé."


@dataclass(frozen=True, slots=True)
class SignedLink:
    """What a link that was read gives: one purpose, one object, and what else was signed with them."""

    purpose: str
    urn: str
    expires_at: dt.datetime
    ids: dict[str, Any] = field(default_factory=dict)

    @property
    def actor(self) -> LinkActor:
        """Who acts through this link, for the trail."""
        return LinkActor(ref=self.urn)


class LinkExpired(Refused):
    """The link was right, and its time is over: ``link`` still says what it was for, so that a fresh one may be sent.

    To the address already known, never to one that is typed: whoever found an old link gains nothing.
    """

    def __init__(self, link: SignedLink) -> None:
        super().__init__(EXPIRED)
        self.link = link


def sign(purpose: str, urn: str, *, expires: dt.datetime | dt.timedelta = DEFAULT_LIFE, **ids: str | int) -> str:
    """A token for one purpose (``directory.attestation``) on one object (``directory.school:12``), fit for an address.

    ``ids`` holds numbers and codes only: whoever has the link can read them.
    """
    until = timezone.now() + expires if isinstance(expires, dt.timedelta) else expires
    return signing.dumps({"p": purpose, "u": urn, "e": int(until.timestamp()), "i": ids}, salt=SALT, compress=True)


def read(token: str, purpose: str) -> SignedLink:
    """What this token says, if it was signed here for this purpose and its time is not over; else ``Refused``.

    ``LinkExpired`` when only its time is over.
    """
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Refused(UNREADABLE) from None
    if said.get("p") != purpose:
        raise Refused(UNREADABLE)
    expires_at = dt.datetime.fromtimestamp(said["e"], dt.UTC)
    link = SignedLink(purpose, said["u"], expires_at, said["i"])
    if timezone.now() >= expires_at:
        raise LinkExpired(link)
    return link
