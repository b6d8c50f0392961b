"""The letters of reminders, each posted in the transaction that notes it, each with a fresh link."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from essaim.areas.campaign import match_letters, registration_letters, rhythms
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
    known: dict[str, Any] = {
        "asked_on": timezone.localdate(asked),
        "answer_by": selectors.answer_by(match, party, rank, timezone.localdate()),
    }
    if registration.contact_email:
        match_letters.to_side(match, party, "reminder_answer", **known)
        return
    path = reverse("campaign:match-detail", args=[match.pk])
    known |= {**match_letters.facts(match), "party": party.value, "path": path}
    _to_holders(match.request, "reminder_call", about=trail.urn(match), **known)


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
    registration_letters.to_author(registration, "reminder_draft")


def of_report(match: Match, party: Party) -> None:
    """« Comment s'est passée la rencontre ? »: one of the two answers is enough, and each is told so."""
    if match.encounter is not None:
        path = access.encounter_address(match.encounter, Side(party.value))
        met_on = match.encounter.planned_on
        match_letters.to_side(match, party, "reminder_report", met_on=met_on, path=path)


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
