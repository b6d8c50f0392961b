"""Where the meetings of a registration stand, for its own page and the board: with whom, when, and where to answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from essaim.areas.campaign import keys, match_links
from essaim.areas.campaign.enums import Party, RegistrationState
from essaim.areas.campaign.models import ClassRequest, Edition, Match, Offer, Registration
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.policies import registrations
from essaim.areas.campaign.selectors import instances
from essaim.areas.campaign.selectors import matching as selectors
from essaim.foundation.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Meeting:
    """A proposal or a meeting of a registration, and the page where this reader follows it."""

    match: Match
    other: str
    awaited: bool
    url: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The meetings of a registration; with none, a team is on the waiting list and may look at the free places."""

    meetings: Sequence[Meeting]
    is_waiting: bool
    places_url: str


@dataclass(frozen=True, slots=True)
class ToMatch:
    """What waits on the board: requests without a place, proposals without all their answers."""

    waiting: int
    proposals: int


def of(registration: Registration, by: Actor) -> Standing | None:
    """Where its meetings stand, for this reader; nothing before it is accepted, nor for pupils' actions."""
    if registration.state != RegistrationState.ACCEPTED or not isinstance(registration, ClassRequest | Offer):
        return None
    party = Party.TEAM if isinstance(registration, ClassRequest) else Party.ACTOR
    author = registrations.is_author(by, registration)
    found = [_meeting(match, party, author=author) for match in selectors.history_of(registration) if match.is_active]
    waits = party is Party.TEAM and not found
    if not waits:
        return Standing(found, is_waiting=False, places_url="")
    if author:
        return Standing((), is_waiting=True, places_url=reverse("campaign:place-list", args=[keys.make(registration)]))
    return Standing((), is_waiting=True, places_url=reverse("campaign:request-match", args=[registration.reference]))


def to_match(edition: Edition, by: Actor) -> ToMatch:
    """The two counts of the board, over every territory this person answers for."""
    scopes = policies.scopes_of(by)
    return ToMatch(instances.waiting_in(edition, *scopes).count(), selectors.proposals_in(edition, *scopes).count())


def _meeting(match: Match, party: Party, *, author: bool) -> Meeting:
    url = match_links.path(match, party) if author else reverse("campaign:match-detail", args=[match.pk])
    return Meeting(match, match.offer.who if party is Party.TEAM else match.request.who, match.awaits(party), url)
