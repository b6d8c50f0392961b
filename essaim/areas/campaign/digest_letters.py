"""The digest, and the way to stop it: a link in the letter, and the header mail programs make a button of."""

from django.urls import reverse
from django.utils import timezone

from essaim.areas.campaign import letter_links
from essaim.areas.campaign.models import LetterChoice
from essaim.areas.campaign.selectors.digests import Digest
from essaim.foundation.audit import trail
from essaim.foundation.outbox import letters

AREA = "campaign"


def send(choice: LetterChoice, said: Digest) -> None:
    """Today's digest to one person, once a day whatever happens."""
    stop = letter_links.address(choice.user)
    known = {
        "said": said,
        "rhythm": choice.rhythm,
        "board": reverse("campaign:board"),
        "matching": reverse("campaign:matching-board"),
        "moderation": reverse("campaign:moderation-list"),
        "choose": reverse("campaign:letter-choice"),
        "stop": stop,
    }
    letters.post(
        to=choice.user.email,
        text=letters.compose("campaign/digest", known),
        area=AREA,
        purpose="digest",
        about=trail.urn(choice),
        recipient=choice.user.actor_ref,
        dedup_key=f"campaign.digest:{choice.pk}:{timezone.localdate()}",
        unsubscribe=stop,
    )
