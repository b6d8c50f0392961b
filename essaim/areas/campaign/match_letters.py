"""The letters of a match: one function each, called inside the gesture that has something to say.

Before the second yes a letter says who by function, what, when and where; never a name, a telephone or an address.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from essaim.areas.campaign import keys, kit_hooks, match_links
from essaim.areas.campaign.domain import words
from essaim.areas.campaign.enums import Mode, Party
from essaim.areas.campaign.models import Match, Registration
from essaim.areas.campaign.selectors import editions, routing
from essaim.commons.encounters import access, calendars, documents
from essaim.commons.encounters.documents import Person
from essaim.commons.encounters.enums import Side
from essaim.commons.encounters.letters import CALENDAR
from essaim.commons.encounters.selectors.encounters import with_all
from essaim.foundation.audit import trail
from essaim.foundation.kernel import phone
from essaim.foundation.outbox import letters
from essaim.foundation.outbox.letters import Attachment

AREA = "campaign"
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Contact(Person):
    """Whom to call on the other side, after the second yes."""

    @property
    def phone_shown(self) -> str:
        """The telephone, as people write it."""
        return phone.display(self.phone) if self.phone else ""


def proposed(match: Match, party: Party, leaves_at: dt.datetime | None = None) -> None:
    """A meeting is possible: what it would be, and the page to answer."""
    to_side(match, party, "match_proposed", leaves_at=leaves_at)


def changed(match: Match, party: Party, was: str) -> None:
    """The network proposes something else in place of what it had proposed: the page to answer, again."""
    to_side(match, party, "match_changed", was=was)


def other_date(match: Match, party: Party) -> None:
    """The other side proposes another half-day: the page to answer, again."""
    to_side(match, party, "match_other_date")


def fresh_link(match: Match, party: Party) -> None:
    """The page again, under a link that is good for a month."""
    to_side(match, party, "match_link")


def declined(match: Match, party: Party, instead: Match | None = None) -> None:
    """The other side cannot: the reason, and what happens now; with the next proposal when there is one."""
    if party is Party.TEAM and instead is not None:
        rerouted(match, instead)
        return
    to_side(match, party, "match_declined", places=places_path(match, party))


def rerouted(match: Match, instead: Match) -> None:
    """To the team: this actor cannot, here is another one; one letter says both, its link answers the new one."""
    to_side(instead, Party.TEAM, "match_rerouted", ended=match)


def lapsed(match: Match, party: Party, instead: Match | None, *, is_silent: bool) -> None:
    """No answer came in time: what it means for this side, said without reproach."""
    if party is Party.TEAM and instead is not None:
        rerouted(match, instead)
        return
    places = places_path(match, party)
    to_side(match, party, "match_lapsed", is_silent=is_silent, places=places)


def withdrawn(match: Match, party: Party, leaves_at: dt.datetime | None = None) -> None:
    """The proposal is taken back: the reason, and what happens now."""
    to_side(match, party, "match_withdrawn", leaves_at=leaves_at, places=places_path(match, party))


def confirmed(match: Match, party: Party) -> None:
    """Both said yes: the other side's name, telephone and mail, the *fiche* and the date for a calendar."""
    if match.encounter is None:
        raise ValueError("a confirmed match has its encounter")
    encounter = with_all().get(pk=match.encounter.pk)
    people = contacts(match)
    to_side(
        match,
        party,
        "match_confirmed",
        contact=people[party.other],
        readings=kit_hooks.of_match(match, party),
        follow=access.encounter_address(encounter, Side(party.value)),
        attachments=(
            Attachment("fiche-de-rencontre.pdf", PDF, documents.fiche(encounter, list(people.values()))),
            Attachment("rencontre.ics", CALENDAR, calendars.encounter_ics(encounter)),
        ),
    )


def to_network(match: Match, name: str) -> None:
    """A meeting confirmed changes or will not be: those who follow the class are told."""
    path = reverse("campaign:match-detail", args=[match.pk])
    text = letters.compose(f"campaign/{name}", {**facts(match), "path": path})
    for holder in routing.holders(match.request.routed or routing.route_of(match.request).post):
        letters.post(
            to=holder.email,
            text=text,
            area=AREA,
            purpose=name,
            about=trail.urn(match),
            recipient=holder.actor_ref,
        )


def contacts(match: Match) -> dict[Party, Contact]:
    """Whom to call on each side: shown to the other after the second yes, to nobody else."""
    return {party: _person(party, match.registration_of(party)) for party in (Party.TEAM, Party.ACTOR)}


def place(match: Match) -> str:
    """Where it would be: the school, the actor's commune, or nowhere."""
    request, offer = match.request, match.offer
    if match.mode == Mode.REMOTE:
        return "À distance"
    if match.mode == Mode.VISIT:
        return ", ".join(filter(None, [offer.who, offer.commune.name if offer.commune else ""]))
    school = request.school
    return ", ".join(filter(None, [school.name, school.locality])) if school else ""


def facts(match: Match) -> dict[str, Any]:
    """What a letter or a page says of a match, contacts apart; expects ``MatchQuerySet.told``."""
    told = editions.labels(match.request.edition)
    shared = [code for code in words.read(match.request.action_types) if code in words.read(match.offer.action_types)]
    return {
        "match": match,
        "asking": match.request,
        "offer": match.offer,
        "edition": match.request.edition,
        "place": place(match),
        "actions": [told.get(code, code) for code in shared],
        "wanted": [told.get(code, code) for code in words.read(match.request.themes)],
    }


def places_path(match: Match, party: Party) -> str:
    """Where a team that waits again finds the places still free."""
    if party is not Party.TEAM:
        return ""
    return reverse("campaign:place-list", args=[keys.make(match.request)])


def to_side(
    match: Match,
    party: Party,
    name: str,
    *,
    attachments: Sequence[Attachment] = (),
    leaves_at: dt.datetime | None = None,
    **context: Any,
) -> None:
    """A letter to one side of a proposal, with the link where it answers (or another ``path``)."""
    registration = match.registration_of(party)
    if not registration.contact_email:
        return  # somebody known by telephone only: the network calls
    known = {**facts(match), "party": party.value, "path": match_links.path(match, party), **context}
    letters.post(
        to=registration.contact_email,
        text=letters.compose(f"campaign/{name}", known),
        area=AREA,
        purpose=name,
        about=trail.urn(match),
        recipient=registration.author.actor_ref if registration.author else "",
        attachments=attachments,
        leaves_at=leaves_at,
    )


def _person(party: Party, registration: Registration) -> Contact:
    side = Side(party.value)
    return Contact(side, registration.contact_name, registration.contact_phone, registration.contact_email)
