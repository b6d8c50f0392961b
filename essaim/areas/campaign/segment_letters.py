"""Write one letter to each address of a segment, with the way to stop for those that are not institutional."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from essaim.areas.campaign.enums import Audience
from essaim.areas.campaign.models import SegmentLetter
from essaim.areas.campaign.selectors.segments import digest_of
from essaim.foundation.accounts import links
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import LinkActor
from essaim.foundation.outbox import letters
from essaim.foundation.outbox.letters import Text

AREA = "campaign"
PURPOSE = "campaign.segment"
REFUSAL = "campaign.letterrefusal"
LIFE = dt.timedelta(days=366)


def text(letter: SegmentLetter, stop: str = "") -> Text:
    """The letter as it is read."""
    known = {"letter": letter, "stop": stop, "is_institutional": letter.audience == Audience.SCHOOLS}
    return letters.compose("campaign/segment", known)


def post(letter: SegmentLetter, addresses: Sequence[str]) -> None:
    """One letter an address, in the transaction of the gesture."""
    same = text(letter) if letter.audience == Audience.SCHOOLS else None
    for address in addresses:
        stop = "" if same else stop_address(address)
        letters.post(
            to=address,
            text=same or text(letter, stop),
            area=AREA,
            purpose="segment",
            about=trail.urn(letter),
            unsubscribe=stop,
        )


def stop_address(address: str) -> str:
    """Where one click stops the letters to this address; the token holds its digest alone."""
    token = links.sign(PURPOSE, f"{REFUSAL}:{digest_of(address)}", expires=LIFE)
    return f"{settings.BASE_URL}{reverse('campaign:segment-stop', args=[token])}"


def read(token: str) -> tuple[str, LinkActor]:
    """The digest of the address that refuses, and who acts; ``Refused`` when the link is not ours or too old."""
    link = links.read(token, PURPOSE)
    return link.urn.partition(":")[2], link.actor
