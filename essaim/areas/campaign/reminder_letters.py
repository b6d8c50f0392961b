"""The letters of reminders, each posted in the transaction that notes it, each with a fresh link."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from essaim.areas.campaign import keys, match_letters, match_links, rhythms
from essaim.areas.campaign.enums import Party
from essaim.areas.campaign.models import Match, Registration
from essaim.areas.campaign.selectors import reminders as selectors
from essaim.areas.campaign.selectors import routing
from essaim.commons.encounters import access
from essaim.commons.encounters.enums import Side
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import trail
from essaim.foundation.outbox import letters

AREA = "campaign"
SECOND = 2


def of_side(match: Match, party: Party, rank: int) -> None:
    """« Votre réponse est attendue »: to the side itself, else to whoever calls it for us."""
    registration = match.registration_of(party)
    asked = selectors.asked_at(match, party)
    known = {
        **match_letters.facts(match),
        "party": party.value,
        "asked_on": timezone.localdate(asked),
        "answer_by": selectors.answer_by(match, party, rank, timezone.localdate()),
    }
    if not registration.contact_email:
        _to_holders(match.request, "reminder_call", about=trail.urn(match), **known,
                    path=reverse("campaign:match-detail", args=[match.pk]))  # fmt: skip
        return
    letters.post(
        to=registration.contact_email,
        text=letters.compose("campaign/reminder_answer", {**known, "path": match_links.path(match, party)}),
        area=AREA,
        purpose="reminder_answer",
        about=trail.urn(match),
        recipient=registration.author.actor_ref if registration.author else "",
    )


def of_moderation(registration: Registration, rank: int) -> None:
    """« Une inscription attend »: to those who reread and want letters one by one; then to the level above too."""
    known = {"registration": registration, "path": reverse("campaign:moderation-detail", args=[registration.reference])}
    people = {person.pk: person for person in routing.holders(registration.routed)}
    if rank >= SECOND:
        above = routing.above(registration).post
        people |= {person.pk: person for person in (routing.holders(above) if above else [])}
    for person in rhythms.one_by_one(people.values()):
        _to_person(person, "reminder_moderation", trail.urn(registration), is_second=rank >= SECOND, **known)


def of_draft(registration: Registration) -> None:
    """« Votre inscription n'est pas envoyée »."""
    known = {"registration": registration, "edition": registration.edition, "path": keys.path(registration)}
    letters.post(
        to=registration.contact_email,
        text=letters.compose("campaign/reminder_draft", known),
        area=AREA,
        purpose="reminder_draft",
        about=trail.urn(registration),
        recipient=registration.author.actor_ref if registration.author else "",
    )


def of_report(match: Match, party: Party) -> None:
    """« Comment s'est passée la rencontre ? »: one of the two answers is enough, and each is told so."""
    registration = match.registration_of(party)
    if not registration.contact_email or match.encounter is None:
        return
    known = {
        **match_letters.facts(match),
        "party": party.value,
        "met_on": match.encounter.planned_on,
        "path": access.encounter_address(match.encounter, Side(party.value)),
    }
    letters.post(
        to=registration.contact_email,
        text=letters.compose("campaign/reminder_report", known),
        area=AREA,
        purpose="reminder_report",
        about=trail.urn(match),
        recipient=registration.author.actor_ref if registration.author else "",
    )


def _to_holders(registration: Registration, name: str, about: str, **known: Any) -> None:
    text = letters.compose(f"campaign/{name}", known)
    for person in routing.holders(registration.routed or routing.route_of(registration).post):
        letters.post(to=person.email, text=text, area=AREA, purpose=name, about=about, recipient=person.actor_ref)


def _to_person(person: User, name: str, about: str, **known: Any) -> None:
    letters.post(
        to=person.email,
        text=letters.compose(f"campaign/{name}", known),
        area=AREA,
        purpose=name,
        about=about,
        recipient=person.actor_ref,
    )
