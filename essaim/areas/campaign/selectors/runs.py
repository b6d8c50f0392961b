"""What a run of the matching would do to today's proposals, before anybody is written to; and the runs of before."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from essaim.areas.campaign.domain import slots, words
from essaim.areas.campaign.domain.holes import Hole, Waiting, holes
from essaim.areas.campaign.domain.matching import conditions, prospecting, reading, solution
from essaim.areas.campaign.domain.matching.instance import Instance
from essaim.areas.campaign.domain.matching.solution import Pair, Solution
from essaim.areas.campaign.enums import Criterion, Disturbance
from essaim.areas.campaign.models import ClassRequest, Edition, Match, MatchRun, Offer
from essaim.areas.campaign.selectors import editions, instances, priorities
from essaim.areas.campaign.selectors.instances import Rows
from essaim.areas.campaign.selectors.priorities import Weighing
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel import digest

MOST_COMPARED = 3_000
"""Requests above which only the choice asked for is solved: three optima of a whole country would make a page wait."""

LAST = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """An instance and its best solution, before anybody is written to."""

    data: Mapping[str, Any]
    found: Solution
    instance: Instance
    rows: Rows
    requests: Mapping[str, ClassRequest]
    weighing: Weighing

    @property
    def digest(self) -> str:
        """What was shown: a run made from the same digest proposes exactly that."""
        return digest.of_text(canonical(self.data))


@dataclass(frozen=True, slots=True)
class Sums:
    """What a set of meetings comes to."""

    served: int
    themes: int
    tenths: int

    @property
    def km(self) -> float:
        """The travel, as a number."""
        return self.tenths / 10


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
class Change:
    """What happens to one request: the proposal taken back, the one made, or one in place of the other."""

    request: ClassRequest
    before: Match | None
    after: Candidate | None
    priorities: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A request nobody meets, and the sentence why."""

    request: ClassRequest
    why: str
    near_misses: int
    priorities: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to run again, and what it comes to."""

    disturbance: Disturbance
    sums: Sums
    disturbed: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What « Proposer » would do: nothing was written."""

    scope: Scope
    disturbance: Disturbance
    digest: str
    changes: Sequence[Change]
    kept: int
    unanswered: Sequence[Unanswered]
    holes: Sequence[Hole]
    today: Sums
    then: Sums
    choices: Sequence[Choice]
    weighing: Weighing

    @property
    def new(self) -> Sequence[Candidate]:
        """The proposals that would be made."""
        return [change.after for change in self.changes if change.after]

    @property
    def withdrawn(self) -> Sequence[Match]:
        """The proposals that would be taken back."""
        return [change.before for change in self.changes if change.before]

    @property
    def served(self) -> int:
        """The requests that would have a proposal or a meeting."""
        return self.then.served

    @property
    def km(self) -> float:
        """The travel of the new pairs, all together."""
        return sum(candidate.pair.meeting.tenths for candidate in self.new) / 10


def draft(
    edition: Edition,
    scope: Scope,
    disturbance: Disturbance = Disturbance.LEAST,
    *,
    prospects: int = prospecting.MOST,
) -> Draft:
    """The best matching of a territory today, found and proven, nothing written."""
    requests = list(instances.requests_in(edition, scope))
    weighing = priorities.weigh(edition, requests)
    rows = instances.rows_of(edition, requests, weighing.weights)
    data = rows.instance(disturbance)
    read = reading.read(data)
    found = solution.solve(read, prospects=prospects)
    return Draft(data, found, read, rows, {request.reference: request for request in requests}, weighing)


def preview(edition: Edition, scope: Scope, disturbance: Disturbance = Disturbance.LEAST) -> Preview:
    """The same, told to the person who decides: what changes, for whom, what is gained."""
    made = draft(edition, scope, disturbance, prospects=0)
    new, dropped = changes(edition, made.found)
    waiting = [
        Unanswered(made.requests[u.request], u.why, sum(u.blocked.values()), made.weighing.words_of(u.request))
        for u in made.found.unserved
    ]
    return Preview(
        scope=scope,
        disturbance=disturbance,
        digest=made.digest,
        changes=_changes(made, new, dropped),
        kept=len(made.found.pairs) - len(new),
        unanswered=waiting,
        holes=holes(_waiting(edition, [one.request for one in waiting])),
        today=_today(made.instance),
        then=_sums(made.found),
        choices=_choices(made, disturbance),
        weighing=made.weighing,
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


@dataclass(frozen=True, slots=True)
class Archived:
    """What the archive of a run says, for its page."""

    proof: str
    priorities: Sequence[tuple[str, int, str, int]]  # words, bonus, source, requests raised
    weights: Mapping[int, int]  # how many requests weighed what


def archived(run: MatchRun) -> Archived:
    """The proof, the priorities and the weights of a run, read from its archive."""
    rules, raised = (json.loads(run.priorities).get(name, []) for name in ("rules", "requests"))
    counted = Counter(word for met in (raised or {}).values() for word in met)
    return Archived(
        json.loads(run.solution)["proof"]["method"],
        [(Criterion(r["criterion"]).label, r["bonus"], r["source"], counted[r["criterion"]]) for r in rules],
        dict(sorted(Counter(row["weight"] for row in json.loads(run.instance)["requests"]).items())),
    )


def runs_in(edition: Edition, *scopes: Scope) -> QuerySet[MatchRun]:
    """The runs of an edition, the latest first; those of these territories when some are given."""
    found = MatchRun.objects.filter(edition=edition)
    if scopes:
        found = found.filter(scope__in=[str(scope) for scope in scopes])
    return found.defer("instance", "solution").order_by("-pk")


def _changes(made: Draft, new: Sequence[Pair], dropped: Sequence[Match]) -> list[Change]:
    """One line a request: those that lose a proposal first, since somebody must be told."""
    before = {match.request.reference: match for match in dropped}
    after = {
        pair.triple.request: Candidate(pair, made.requests[pair.triple.request], made.rows.offers[pair.triple.offer])
        for pair in new
    }
    order = sorted(before.keys() | after.keys(), key=lambda ref: (ref not in before, ref in after, ref))
    return [Change(made.requests[ref], before.get(ref), after.get(ref), made.weighing.words_of(ref)) for ref in order]


def _choices(made: Draft, asked: Disturbance) -> list[Choice]:
    """What each way of running again comes to; nothing to choose when no proposal waits for an answer."""
    waiting = {
        (row.request, row.offer, row.slot)
        for row in made.rows.decided.held
        if not row.is_promised and row.request in made.requests
    }
    if not waiting or len(made.requests) > MOST_COMPARED:
        return []
    found = []
    for one in Disturbance:
        best = made.found if one is asked else solution.solve(reading.read(made.rows.instance(one)), prospects=0)
        kept = {(pair.triple.request, pair.triple.offer, pair.triple.slot) for pair in best.pairs}
        found.append(Choice(one, _sums(best), len(waiting - kept)))
    return found if any(choice.disturbed for choice in found) else []


def _sums(found: Solution) -> Sums:
    met = [pair.meeting for pair in found.pairs]
    return Sums(len(met), sum(one.shared_themes for one in met), sum(one.tenths for one in met))


def _today(instance: Instance) -> Sums:
    """The places taken today by these requests, proposals without answer included."""
    asked = {request.id: request for request in instance.requests}
    offered = {offer.id: offer for offer in instance.offers}
    held = {*instance.locked.values(), *instance.previous}
    met = [conditions.meeting(asked[one.request], offered[one.offer]) for one in held]
    return Sums(len(met), sum(one.shared_themes for one in met), sum(one.tenths for one in met))


def _waiting(edition: Edition, requests: Sequence[ClassRequest]) -> list[Waiting]:
    told = editions.labels(edition)
    return [
        Waiting(
            request.departement.name if request.departement else "Ailleurs",
            [told.get(code, code) for code in words.read(request.themes)],
        )
        for request in requests
    ]
