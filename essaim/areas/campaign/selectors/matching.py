"""What a run of the matching would do, who waits, and where each match stands."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from essaim.areas.campaign.domain import slots, words
from essaim.areas.campaign.domain.holes import Hole, Waiting, holes
from essaim.areas.campaign.domain.matching import reading, solution
from essaim.areas.campaign.domain.matching.solution import Pair, Solution
from essaim.areas.campaign.enums import MatchState
from essaim.areas.campaign.models import ClassRequest, Edition, Match, Offer
from essaim.areas.campaign.models.match import MatchQuerySet
from essaim.areas.campaign.selectors import editions, instances
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Scope
from essaim.foundation.kernel import digest


@dataclass(frozen=True, slots=True)
class Draft:
    """An instance and its best solution, before anybody is written to."""

    data: Mapping[str, Any]
    found: Solution

    @property
    def digest(self) -> str:
        """What was shown: a run made from the same digest proposes exactly that."""
        return digest.of_text(canonical(self.data))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair found, not proposed yet, with both registrations."""

    pair: Pair
    request: ClassRequest
    offer: Offer

    @property
    def when(self) -> str:
        """« lundi 22 mars, matin »."""
        return slots.label(self.pair.triple.slot)

    @property
    def km(self) -> float:
        """The distance, as a number."""
        return self.pair.meeting.tenths / 10


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A request nobody meets, and the sentence why."""

    request: ClassRequest
    why: str
    near_misses: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What « Proposer » would do: nothing was written."""

    scope: Scope
    digest: str
    new: Sequence[Candidate]
    withdrawn: Sequence[Match]
    kept: int
    unanswered: Sequence[Unanswered]
    holes: Sequence[Hole]

    @property
    def served(self) -> int:
        """The requests that would have a proposal or a meeting."""
        return len(self.new) + self.kept

    @property
    def km(self) -> float:
        """The travel of the new pairs, all together."""
        return sum(candidate.pair.meeting.tenths for candidate in self.new) / 10


def draft(edition: Edition, scope: Scope) -> Draft:
    """The best matching of a territory today, found and proven, nothing written."""
    data = instances.instance_of(edition, instances.requests_in(edition, scope))
    return Draft(data, solution.solve(reading.read(data)))


def preview(edition: Edition, scope: Scope) -> Preview:
    """The same, told to the person who decides."""
    made = draft(edition, scope)
    requests = {request.reference: request for request in instances.requests_in(edition, scope)}
    offers = {offer.reference: offer for offer in instances.offers_of(edition)}
    waiting = [Unanswered(requests[u.request], u.why, sum(u.blocked.values())) for u in made.found.unserved]
    new, dropped = changes(edition, made.found)
    return Preview(
        scope=scope,
        digest=made.digest,
        new=[Candidate(pair, requests[pair.triple.request], offers[pair.triple.offer]) for pair in new],
        withdrawn=dropped,
        kept=len(made.found.pairs) - len(new),
        unanswered=waiting,
        holes=holes(_waiting(edition, [one.request for one in waiting])),
    )


def changes(edition: Edition, found: Solution) -> tuple[list[Pair], list[Match]]:
    """What a solution adds to today's matches, and which unanswered proposals it takes back."""
    today = {
        (match.request.reference, match.offer.reference, match.slot): match
        for match in Match.objects.active().told().filter(request__edition=edition).order_by("pk")
    }
    wanted = {(p.triple.request, p.triple.offer, p.triple.slot) for p in found.pairs}
    asked = {pair.triple.request for pair in found.pairs} | {one.request for one in found.unserved}
    dropped = [match for key, match in today.items() if key[0] in asked and key not in wanted]
    return [p for p in found.pairs if (p.triple.request, p.triple.offer, p.triple.slot) not in today], dropped


def canonical(data: Any) -> str:
    """The canonical text of an instance or of a solution: keys sorted, no spaces."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def free_slots(match: Match) -> list[tuple[str, str]]:
    """The half-days both sides gave, where the actor is still free: what « une autre date » chooses among."""
    taken = set(Match.objects.active().filter(offer=match.offer_id).exclude(pk=match.pk).values_list("slot", flat=True))
    common = set(words.read(match.request.slots)) & set(words.read(match.offer.slots))
    today = timezone.localdate().isoformat()
    return [(code, slots.label(code)) for code in sorted(common - taken - {match.slot}) if code[:10] >= today]


def of_request(request: ClassRequest) -> Match | None:
    """The match a request has today, if any: else it is on the waiting list once accepted."""
    return Match.objects.active().told().filter(request=request).first()


def history_of(registration: ClassRequest | Offer) -> MatchQuerySet:
    """Every match of a registration, the latest first."""
    side = "request" if isinstance(registration, ClassRequest) else "offer"
    return Match.objects.told().filter(**{side: registration}).order_by("-created_at", "-pk")


def is_waiting(request: ClassRequest) -> bool:
    """Whether the request is on the waiting list."""
    return instances.waiting_in(request.edition, Scope(FRANCE_KIND)).filter(pk=request.pk).exists()


def proposals_in(edition: Edition, *scopes: Scope) -> MatchQuerySet:
    """The proposals somebody has not answered yet, the oldest first; those of territories, seen from either side."""
    matches = Match.objects.told().filter(request__edition=edition, state=MatchState.PROPOSED)
    here = instances.inside(scopes, "request__") | instances.inside(scopes, "offer__")
    return matches.filter(here).order_by("created_at", "pk")


def by_id(pk: int) -> QuerySet[Match]:
    """One match, ready for its page and its letters."""
    return Match.objects.told().filter(pk=pk)


def _waiting(edition: Edition, requests: Sequence[ClassRequest]) -> list[Waiting]:
    told = editions.labels(edition)
    return [
        Waiting(
            request.departement.name if request.departement else "Ailleurs",
            [told.get(code, code) for code in words.read(request.themes)],
        )
        for request in requests
    ]
