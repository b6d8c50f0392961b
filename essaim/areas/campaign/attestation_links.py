"""The link a head of school receives: it names the school and one registration, and gives two gestures on it.

It is signed on the school, so that the link of a registration's author, signed on the registration, attests nothing.
"""

import datetime as dt

from django.urls import reverse

from essaim.areas.campaign.enums import Kind
from essaim.areas.campaign.models.registration import OfClass
from essaim.areas.campaign.selectors import registrations
from essaim.foundation.accounts import links
from essaim.foundation.accounts.links import SignedLink
from essaim.foundation.audit import trail
from essaim.foundation.kernel.errors import Refused

PURPOSE = "campaign.attestation"
LIFE = dt.timedelta(days=180)
"""Until the week is over, whenever the class registered: an attestation may be taken back at any time."""


def make(registration: OfClass) -> str:
    """A token for the head of the school of this registration."""
    if registration.school is None:
        raise ValueError(f"{registration} has no school")
    return links.sign(
        PURPOSE, trail.urn(registration.school), expires=LIFE, kind=registration.kind.value, pk=registration.pk
    )


def path(registration: OfClass) -> str:
    """The page, on this site."""
    return reverse("campaign:attestation", args=[make(registration)])


def read(token: str) -> SignedLink:
    """Where this token leads; ``LinkExpired`` when its time is over, ``Refused`` when it is not ours."""
    return links.read(token, PURPOSE)


def registration_of(link: SignedLink) -> OfClass:
    """The registration, if it is still of the school the link was signed for; else ``Refused``."""
    found = registrations.of_kind(Kind(link.ids["kind"])).filter(pk=link.ids["pk"]).first()
    if not isinstance(found, OfClass) or found.school is None or trail.urn(found.school) != link.urn:
        raise Refused("Cette inscription n’est plus celle de votre établissement : il n’y a rien à attester.")
    return found
