"""The gestures of the network: bring a whole territory together, choose one pair, set one aside.

Each proposal holds a place at once and writes to both sides, in the transaction that makes it.
"""

from django.utils import timezone

from essaim.areas.campaign import match_letters, seating
from essaim.areas.campaign.domain.matching.solution import Pair, as_json
from essaim.areas.campaign.enums import MatchState, Party, RegistrationState
from essaim.areas.campaign.models import ClassRequest, Edition, ForbiddenPair, Match, MatchRun, Offer
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.selectors import instances, places
from essaim.areas.campaign.selectors import matching as selectors
from essaim.areas.campaign.selectors.places import OpenPlace
from essaim.foundation.audit import trail
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel import digest
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

CHANGED = "Des inscriptions ou des réponses sont arrivées depuis : relisez le nouveau résultat avant de proposer."
REPLACED = "remplacée par une rencontre qui sert une classe de plus"
MAX_REASON = 200


@trail.gesture
def run(*, by: Actor, edition: Edition, scope: Scope, shown: str = "") -> MatchRun:
    """Find the best matching of a territory, archive it with its proof, and propose what it adds.

    ``shown`` is the digest of what the person read: if anything changed since, nothing is proposed. Confirmed meetings,
    and proposals somebody said yes to, never move.
    """
    policies.ensure_can_match_in(by, scope)
    Edition.objects.select_for_update().get(pk=edition.pk)  # two runs at once: the second sees the first
    made = selectors.draft(edition, scope)
    if shown and shown != made.digest:
        raise Refused(CHANGED)
    written = as_json(made.found)
    del written["seconds"]  # how long it took is not what was found
    solution = selectors.canonical(written)
    archived = MatchRun.objects.create(
        edition=edition,
        scope=str(scope),
        by=by.actor_ref,
        instance=selectors.canonical(made.data),
        solution=solution,
        digest=digest.of_text(solution),
        served=len(made.found.pairs),
        unserved=len(made.found.unserved),
    )
    new, dropped = selectors.changes(edition, made.found)
    for match in dropped:
        _take_back(match)
    proposed = _propose_all(edition, scope, archived, new)
    trail.record(
        by,
        "campaign.matchrun.done",
        archived,
        scope=str(scope),
        served=archived.served,
        unserved=archived.unserved,
        proposed=len(proposed),
        withdrawn=len(dropped),
    )
    return archived


@trail.gesture
def pair(*, by: Actor, request: ClassRequest, offer: Offer, slot: str, reason: str = "") -> Match:
    """Bring one request and one offer together by hand; against a condition it takes a reason, which locks the pair."""
    policies.ensure_covers(by, request)
    _ensure_accepted(request, offer)
    seating.ensure_under_ceiling(offer)
    place = _place(request, offer, slot)
    told = _sentence(reason)
    if place.missing and not told:
        raise Refused("Cette rencontre ne remplit pas toutes les conditions : dites pourquoi vous la proposez.")
    ForbiddenPair.objects.filter(request=request, offer=offer).delete()
    match = Match(
        request=request,
        offer=offer,
        slot=slot,
        mode=place.meeting.mode.value,
        tenths=place.meeting.tenths,
        why=place.why(slot, locked=True)[:400],
        is_locked=True,
    )
    match = _proposed(match)
    trail.record(
        by,
        "campaign.match.paired",
        match,
        request=request.pk,
        offer=offer.pk,
        slot=slot,
        missing=sorted(condition.value for condition in place.missing),
    )
    return match


@trail.gesture
def forbid(*, by: Actor, request: ClassRequest, offer: Offer) -> ForbiddenPair:
    """Never propose these two to each other; a proposal nobody has confirmed is taken back."""
    policies.ensure_covers(by, request)
    agreed = Match.objects.active().filter(request=request, offer=offer).exclude(state=MatchState.PROPOSED)
    if agreed.exists():
        raise Refused("Cette rencontre est confirmée : annulez-la d’abord depuis sa fiche.")
    for match in Match.objects.active().told().filter(request=request, offer=offer).order_by("pk"):
        _take_back(match, "écartée par le réseau")
    kept, _ = ForbiddenPair.objects.get_or_create(request=request, offer=offer, slot="", defaults={"by": Party.NETWORK})
    trail.record(by, "campaign.pair.forbidden", request, offer=offer.pk)
    return kept


@trail.gesture
def allow(*, by: Actor, request: ClassRequest, offer: Offer) -> None:
    """Let these two be proposed to each other again, whoever set them aside."""
    policies.ensure_covers(by, request)
    gone, _ = ForbiddenPair.objects.filter(request=request, offer=offer).delete()
    if not gone:
        raise Refused("Cette rencontre n’était pas écartée.")
    trail.record(by, "campaign.pair.allowed", request, offer=offer.pk)


def _propose_all(edition: Edition, scope: Scope, archived: MatchRun, pairs: list[Pair]) -> list[Match]:
    requests = {request.reference: request for request in instances.requests_in(edition, scope)}
    offers = {offer.reference: offer for offer in instances.offers_of(edition)}
    made = []
    for found in sorted(pairs, key=lambda pair: pair.triple):
        match = Match(
            request=requests[found.triple.request],
            offer=offers[found.triple.offer],
            run=archived,
            slot=found.triple.slot,
            mode=found.meeting.mode.value,
            tenths=found.meeting.tenths,
            why=found.why[:400],
        )
        made.append(_proposed(match))
    return made


def _proposed(match: Match) -> Match:
    seating.hold(match)
    told = Match.objects.told().get(pk=match.pk)
    for party in (Party.TEAM, Party.ACTOR):
        match_letters.proposed(told, party)
    return told


def _take_back(match: Match, reason: str = REPLACED) -> None:
    match.state, match.ended_by, match.reason = MatchState.CANCELLED, Party.NETWORK, reason
    match.ended_at = timezone.now()
    match.save()
    for party in (Party.TEAM, Party.ACTOR):
        match_letters.withdrawn(match, party)


def _place(request: ClassRequest, offer: Offer, slot: str) -> OpenPlace:
    place = places.place_at(request, offer, slot)
    if place is None:
        raise seating.PlaceTaken(seating.SLOT_TAKEN)
    return place


def _ensure_accepted(request: ClassRequest, offer: Offer) -> None:
    for registration in (request, offer):
        if registration.state != RegistrationState.ACCEPTED:
            raise Refused("Cette inscription n’est pas acceptée aujourd’hui : relisez-la d’abord.")
    if request.edition_id != offer.edition_id:
        raise Refused("Ces deux inscriptions ne sont pas de la même édition.")


def _sentence(reason: str) -> str:
    told = " ".join(reason.split())
    if len(told) > MAX_REASON:
        raise Refused(f"Gardez une phrase de {MAX_REASON} signes au plus.")
    return told
