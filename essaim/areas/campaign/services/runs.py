"""Bring a whole territory together: the best matching, archived with its proof, proposed; and undone before it leaves.

The letters of a run wait ten minutes. Until then the run can be undone: what it proposed never was, what it took back
stands again.
"""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from essaim.areas.campaign import match_letters, seating
from essaim.areas.campaign.domain.matching.solution import Pair, as_json
from essaim.areas.campaign.enums import Disturbance, MatchState, Party, Reply
from essaim.areas.campaign.models import Edition, Match, MatchRun
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.selectors import runs as selectors
from essaim.areas.campaign.selectors.runs import Draft
from essaim.foundation.audit import trail
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel import digest
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.outbox.enums import State
from essaim.foundation.outbox.models import Letter

LETTERS_WAIT = dt.timedelta(minutes=10)

CHANGED = "Des inscriptions ou des réponses sont arrivées depuis : relisez le nouveau résultat avant de proposer."
REPLACED = "remplacée par une rencontre qui sert une classe de plus"
BETTER = "remplacée par une rencontre qui convient mieux"
UNDONE = "Ce rapprochement est déjà repris."
SENT = "Les lettres de ce rapprochement sont parties : reprenez les propositions une par une."
TOUCHED = (
    "Une proposition de ce rapprochement a déjà été acceptée, changée ou gardée : reprenez les autres une par une."
)


@trail.gesture
def run(
    *,
    by: Actor,
    edition: Edition,
    scope: Scope,
    shown: str = "",
    disturbance: Disturbance = Disturbance.LEAST,
) -> MatchRun:
    """Find the best matching of a territory, archive it with its proof, and propose what it adds.

    ``shown`` is the digest of what the person read: if anything changed since, nothing is proposed. Confirmed meetings,
    locked pairs, and proposals somebody said yes to, never move.
    """
    policies.ensure_can_match_in(by, scope)
    Edition.objects.select_for_update().get(pk=edition.pk)  # two runs at once: the second sees the first
    made = selectors.draft(edition, scope, disturbance)
    if shown and shown != made.digest:
        raise Refused(CHANGED)
    archived = _archive(by, edition, scope, disturbance, made)
    new, dropped = selectors.changes(edition, made.found)
    reason = BETTER if disturbance is Disturbance.BEST else REPLACED
    for match in dropped:
        _take_back(match, archived, reason)
    for found in sorted(new, key=lambda pair: pair.triple):
        _propose(made, archived, found)
    trail.record(
        by,
        "campaign.matchrun.done",
        archived,
        scope=str(scope),
        served=archived.served,
        unserved=archived.unserved,
        proposed=len(new),
        withdrawn=len(dropped),
    )
    return archived


@trail.gesture
def undo(*, by: Actor, run: MatchRun) -> MatchRun:
    """Take a whole run back before its letters leave: nobody was written to, everything stands as before."""
    policies.ensure_can_match_in(by, Scope.parse(run.scope))
    Edition.objects.select_for_update().get(pk=run.edition_id)
    run = MatchRun.objects.select_for_update().get(pk=run.pk)
    if run.undone_at is not None:
        raise Refused(UNDONE)
    made, taken = list(run.matches.order_by("pk")), list(run.taken.order_by("pk"))
    if not run.may_be_undone:
        raise Refused(SENT)
    if not all(_is_untouched(match) for match in made):
        raise Refused(TOUCHED)
    _keep_from_leaving(run, made, taken)
    Match.objects.filter(pk__in=[match.pk for match in made]).delete()
    for match in taken:
        _restore(match)
    run.undone_at, run.undone_by = timezone.now(), by.actor_ref
    run.save(update_fields=["undone_at", "undone_by"])
    trail.record(by, "campaign.matchrun.undone", run, proposed=len(made), restored=len(taken))
    return run


def _archive(by: Actor, edition: Edition, scope: Scope, disturbance: Disturbance, made: Draft) -> MatchRun:
    written = as_json(made.found)
    del written["seconds"]  # how long it took is not what was found
    solution = selectors.canonical(written)
    return MatchRun.objects.create(
        edition=edition,
        scope=str(scope),
        by=by.actor_ref,
        disturbance=disturbance,
        priorities=selectors.canonical(made.weighing.archived),
        instance=selectors.canonical(made.data),
        solution=solution,
        digest=digest.of_text(solution),
        leaves_at=timezone.now() + LETTERS_WAIT,
        served=len(made.found.pairs),
        unserved=len(made.found.unserved),
    )


def _propose(made: Draft, archived: MatchRun, found: Pair) -> None:
    match = Match(
        request=made.requests[found.triple.request],
        offer=made.rows.offers[found.triple.offer],
        run=archived,
        slot=found.triple.slot,
        mode=found.meeting.mode.value,
        tenths=found.meeting.tenths,
        why=found.why[:400],
    )
    seating.hold(match)
    told = Match.objects.told().get(pk=match.pk)
    for party in (Party.TEAM, Party.ACTOR):
        match_letters.proposed(told, party, leaves_at=archived.leaves_at)


def _take_back(match: Match, archived: MatchRun, reason: str) -> None:
    match.state, match.ended_by, match.reason = MatchState.CANCELLED, Party.NETWORK, reason
    match.ended_at, match.taken_by = timezone.now(), archived
    match.save()
    for party in (Party.TEAM, Party.ACTOR):
        match_letters.withdrawn(match, party, leaves_at=archived.leaves_at)


def _is_untouched(match: Match) -> bool:
    asked = {match.team_reply, match.actor_reply}
    return match.state == MatchState.PROPOSED and asked == {Reply.PENDING} and not match.is_locked


def _keep_from_leaving(run: MatchRun, made: Sequence[Match], taken: Sequence[Match]) -> None:
    """The letters of this run, all of them still here; one that has left refuses the whole."""
    proposed = Letter.objects.filter(about__in=[trail.urn(match) for match in made])
    withdrawn = Letter.objects.filter(
        about__in=[trail.urn(match) for match in taken], purpose="match_withdrawn", created_at__gte=run.at
    )
    pks = []
    for letters in (proposed, withdrawn):
        for letter in letters.select_for_update().order_by("pk"):
            if letter.state != State.QUEUED or letter.attempts:
                raise Refused(SENT)
            pks.append(letter.pk)
    Letter.objects.filter(pk__in=pks).cancel_unsent(timezone.now())


def _restore(match: Match) -> None:
    """A proposal taken back by the run stands again, on its place."""
    match.state, match.ended_by, match.reason = MatchState.PROPOSED, "", ""
    match.ended_at, match.taken_by = None, None
    seating.hold(match)
