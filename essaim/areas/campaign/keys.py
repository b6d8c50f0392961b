"""The key of a registration: a signed link that opens it for whoever has no account.

It stands in letters and, once opened, in a cookie of that registration alone; it gives the author's gestures on it,
never a role (``accounts.links``).
"""

import datetime as dt

from django.urls import reverse

from essaim.areas.campaign.models import Registration
from essaim.foundation.accounts import links
from essaim.foundation.accounts.links import SignedLink
from essaim.foundation.audit import trail
from essaim.foundation.kernel.errors import Refused

PURPOSE = "campaign.registration"
LIFE = dt.timedelta(days=90)
PARAMETER = "cle"


def make(registration: Registration) -> str:
    """A key that lasts ninety days; each letter carries a fresh one."""
    return links.sign(PURPOSE, trail.urn(registration), expires=LIFE)


def opens(key: str, registration: Registration) -> SignedLink:
    """What the key gives on this registration; ``Refused`` when it is another's, badly copied or expired."""
    link = links.read(key, PURPOSE)
    if link.urn != trail.urn(registration):
        raise Refused(links.UNREADABLE)
    return link


def path(registration: Registration) -> str:
    """The address a letter carries, after the name of the site."""
    address = _reverse("registration-open", registration)
    return f"{address}?{PARAMETER}={make(registration)}"


def cookie_path(registration: Registration) -> str:
    """Where the cookie goes: the pages of this campaign alone."""
    return reverse("campaign:public-edition", kwargs={"campaign": registration.edition.campaign.slug})


def _reverse(name: str, registration: Registration) -> str:
    campaign = registration.edition.campaign.slug
    return reverse(f"campaign:{name}", kwargs={"campaign": campaign, "reference": registration.reference})


def cookie_name(registration: Registration) -> str:
    """One cookie a registration: two drafts on one telephone do not meet."""
    return f"inscription_{registration.reference}"
