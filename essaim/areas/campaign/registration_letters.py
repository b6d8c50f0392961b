"""The letters of a registration: one function each, called inside the gesture that has something to say."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from essaim.areas.campaign import keys, rhythms
from essaim.areas.campaign.models import Registration, Showcase
from essaim.areas.campaign.policies import registrations as policies
from essaim.commons.directory.naming import Answer
from essaim.commons.encounters.models import Encounter
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.outbox import letters
from essaim.foundation.outbox.models import Letter

AREA = "campaign"
MOST_A_DAY = 5
"""Letters one registration may ask for in a day: nobody is flooded by somebody else's draft."""


def draft(registration: Registration) -> None:
    """The link to go on later; once an address."""
    key = f"campaign.draft:{trail.urn(registration)}:{registration.contact_email.lower()}"
    to_author(registration, "registration_draft", dedup_key=key)


def fresh_link(registration: Registration) -> None:
    """A new link, asked for by whoever lost the first; at most five a day."""
    today = Letter.objects.filter(about=trail.urn(registration), created_at__date=timezone.localdate())
    if today.count() >= MOST_A_DAY:
        raise Refused("Cinq lettres sont déjà parties aujourd'hui : regardez dans vos indésirables, ou revenez demain.")
    to_author(registration, "registration_link")


def received(registration: Registration, answer: Answer) -> None:
    """The acknowledgement: who rereads, and the link to follow and correct."""
    to_author(registration, "registration_received", answer=answer)


def to_moderate(registration: Registration, answer: Answer, holders: Iterable[User]) -> None:
    """To those who reread, unless they read a digest: what came in, from where, which seats were vacant on the way."""
    path = reverse("campaign:moderation-detail", args=[registration.reference])
    text = letters.compose(
        "campaign/registration_to_moderate", {"registration": registration, "answer": answer, "path": path}
    )
    for holder in rhythms.one_by_one(holders):
        letters.post(
            to=holder.email,
            text=text,
            area=AREA,
            purpose="registration_to_moderate",
            about=trail.urn(registration),
            recipient=holder.actor_ref,
        )


def accepted(registration: Registration) -> None:
    """It is in: what happens now."""
    to_author(registration, "registration_accepted")


def returned(registration: Registration) -> None:
    """Something is missing: the reason, and the link to answer."""
    to_author(registration, "registration_returned")


def refused(registration: Registration) -> None:
    """Not this time: the reason, and who to write to."""
    to_author(registration, "registration_refused")


def reopened(registration: Registration) -> None:
    """The answer was taken back: it is read again."""
    to_author(registration, "registration_reopened")


def withdrawn(registration: Registration) -> None:
    """It was withdrawn: a trace for whoever did it, a warning for whoever did not."""
    to_author(registration, "registration_withdrawn")


def told(showcase: Showcase, by: Actor, encounter: Encounter | None = None) -> None:
    """What became of the action was noted by the network: its author reads it, and may correct it by the link."""
    if not policies.is_author(by, showcase):
        to_author(showcase, "showcase_told", encounter=encounter)


def to_author(registration: Registration, name: str, dedup_key: str | None = None, **context: Any) -> None:
    """A letter to whoever registered, with the link that opens the registration; nobody without an address gets one."""
    if not registration.contact_email:
        return
    known = {"registration": registration, "edition": registration.edition, "path": keys.path(registration), **context}
    letters.post(
        to=registration.contact_email,
        text=letters.compose(f"campaign/{name}", known),
        area=AREA,
        purpose=name,
        about=trail.urn(registration),
        recipient=registration.author.actor_ref if registration.author else "",
        dedup_key=dedup_key,
    )
