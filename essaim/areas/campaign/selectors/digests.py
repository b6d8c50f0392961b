"""What a digest says: what waits for one person in their territories, as the board would show it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from essaim.areas.campaign.domain import rhythm
from essaim.areas.campaign.enums import MatchState, Rhythm
from essaim.areas.campaign.models import ClassRequest, LetterChoice, Match, Registration
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.selectors import editions, instances, moderation, registrations
from essaim.areas.campaign.selectors import matching as matches
from essaim.commons.directory.scoping import scope_of
from essaim.commons.encounters.enums import EncounterState
from essaim.commons.territory.domain.public_holidays import public_holidays
from essaim.foundation.accounts.models import User

NAMED = 5
"""Lines of each kind in a letter: the board has the rest."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What waits: how many of each kind, and the first ones by name."""

    to_moderate: int
    minutes: int
    moderate_first: Sequence[Registration]
    unanswered: int
    unanswered_first: Sequence[Match]
    unmatched: int
    unmatched_first: Sequence[ClassRequest]
    to_confirm: int
    confirm_first: Sequence[Match]

    @property
    def things(self) -> int:
        """Everything that waits."""
        return self.to_moderate + self.unanswered + self.unmatched + self.to_confirm

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not self.things


def of(user: User) -> Digest:
    """What waits for this person today, in the territories they answer for."""
    waiting = moderation.waiting(scope_of(user))
    first = registrations.named(waiting.references[:NAMED])
    edition, scopes = editions.current(), policies.scopes_of(user)
    if edition is None or not scopes:
        return Digest(waiting.total, waiting.minutes, first, 0, (), 0, (), 0, ())
    asked = matches.proposals_in(edition, *scopes)
    unmatched = instances.waiting_in(edition, *scopes)
    here = instances.inside(scopes, "request__") | instances.inside(scopes, "offer__")
    over = Match.objects.told().filter(
        here,
        state=MatchState.CONFIRMED,
        encounter__state=EncounterState.PLANNED,
        encounter__planned_on__lt=timezone.localdate(),
        request__edition=edition,
    )
    return Digest(
        to_moderate=waiting.total,
        minutes=waiting.minutes,
        moderate_first=first,
        unanswered=asked.count(),
        unanswered_first=list(asked[:NAMED]),
        unmatched=unmatched.count(),
        unmatched_first=list(unmatched[:NAMED]),
        to_confirm=over.count(),
        confirm_first=list(over.order_by("encounter__planned_on", "pk")[:NAMED]),
    )


def due(today: dt.date) -> list[LetterChoice]:
    """Those whose digest leaves today, if something waits for them."""
    chosen = LetterChoice.objects.filter(rhythm__in=[Rhythm.DAILY, Rhythm.WEEKLY], user__is_active=True)
    rows = chosen.select_related("user").order_by("pk")
    return [row for row in rows if rhythm.digest_is_due(Rhythm(row.rhythm), row.digest_on, today, is_off)]


def is_off(day: dt.date) -> bool:
    """The days nobody works anywhere; a person of the network works during school holidays."""
    return day in public_holidays(day.year)


def choice_of(user: User) -> Rhythm:
    """What this person chose, or what applies to those who chose nothing."""
    found = LetterChoice.objects.filter(user=user).values_list("rhythm", flat=True).first()
    return Rhythm(found) if found else Rhythm.IMMEDIATE
