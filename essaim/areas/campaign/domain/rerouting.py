"""After a no or a silence: who is proposed something else, who waits, and in which order a free place goes round.

Rule (ours): a team is proposed another actor unless it gave up itself. A team that says it has no time left or is
away, and a team that stays silent, keeps its rank on the waiting list but is proposed nothing more by itself: it takes
a place when it wants one. An actor who said no, or nothing, is not proposed the half-day again; a place freed by a team
goes to the first on the list whom it suits.

The order of the list: the heaviest first (the weight the coordination gives, 1 for most), then the first sent, then
the reference. It depends on nothing else: neither on who follows the class, nor on how often it was refused.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from essaim.areas.campaign.enums import MatchState, Motive, Party, Reply

GIVING_UP: Final = frozenset({Motive.TIME, Motive.ABSENCE, Motive.OTHER})
"""Reasons of a team that wants no other meeting for now; a date, a distance or a subject may suit elsewhere."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a match ended: its state, by whom, why, and what each side had said."""

    state: MatchState
    by: Party
    motive: Motive | None
    team: Reply
    actor: Reply

    @property
    def silent(self) -> frozenset[Party]:
        """The sides that never answered, when silence is what ended it."""
        if self.state is not MatchState.LAPSED:
            return frozenset()
        said = {Party.TEAM: self.team, Party.ACTOR: self.actor}
        return frozenset(party for party, reply in said.items() if reply is Reply.PENDING)

    @property
    def team_gave_up(self) -> bool:
        """Whether the class is to be left in peace until it comes back."""
        return Party.TEAM in self.silent or (
            self.by is Party.TEAM and (self.motive is None or self.motive in GIVING_UP)
        )

    @property
    def team_wants_another(self) -> bool:
        """Whether the class is to be proposed something else at once; what the network takes back, it decides of.

        So it does of a meeting called off by the link both sides have: the program cannot tell who gave up.
        """
        is_unsaid = self.by in {Party.NETWORK, Party.EITHER} and self.state is not MatchState.LAPSED
        return not (self.team_gave_up or is_unsaid)

    @property
    def frees_a_place(self) -> bool:
        """Whether the actor is still free at that half-day: it did not say no, nor stay silent."""
        if self.silent:
            return Party.ACTOR not in self.silent
        return self.by is Party.TEAM


class Queued(Protocol):
    """What the order of the list reads of a request."""

    @property
    def weight(self) -> int:
        """What the coordination gives: 1 for most."""

    @property
    def submitted_at(self) -> dt.datetime | None:
        """When it was sent."""

    @property
    def reference(self) -> str:
        """Its reference."""


Q = TypeVar("Q", bound=Queued)
NEVER: Final = dt.datetime.max.replace(tzinfo=dt.UTC)


def in_order(waiting: Iterable[Q]) -> list[Q]:
    """The waiting list, the first served first."""
    return sorted(waiting, key=lambda one: (-one.weight, one.submitted_at or NEVER, one.reference))
