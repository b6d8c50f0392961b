"""What the network decides of one pair: propose it, change it, keep it whatever comes, set it aside, allow it again.

Each proposal holds a place at once and writes to both sides, in the transaction that makes it. Whole territories are
brought together in ``services.runs``.
"""

from collections.abc import Sequence

from django.utils import timezone

from essaim.areas.campaign import match_letters, seating
from essaim.areas.campaign.enums import MatchState, Party, RegistrationState, Reply
from essaim.areas.campaign.models import ClassRequest, ForbiddenPair, Match, Offer
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.selectors import places
from essaim.areas.campaign.selectors.places import OpenPlace
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

OVER = "Cette proposition n’est plus en attente : sa page dit où elle en est."
SAME = "C’est déjà ce qui est proposé : choisissez une autre demi-journée ou un autre acteur."
MAX_REASON = 200


@trail.gesture
def pair(*, by: Actor, request: ClassRequest, offer: Offer, slot: str, reason: str = "") -> Match:
    """Bring one request and one offer together by hand; against a condition it takes a reason, which locks the pair."""
    policies.ensure_covers(by, request)
    seating.ensure_under_ceiling(offer)
    place = _considered(request, offer, slot, reason)
    match = _propose(request, place, slot, reason)
    for party in (Party.TEAM, Party.ACTOR):
        match_letters.proposed(match, party)
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
def change(*, by: Actor, match: Match, offer: Offer, slot: str, reason: str = "") -> Match:
    """Propose another half-day, or another actor, in place of what waits for an answer: both sides are asked again."""
    match = _taken(match)
    policies.ensure_covers(by, match.request)
    if match.state != MatchState.PROPOSED:
        raise Refused(OVER)
    if (match.offer_id, match.slot) == (offer.pk, slot):
        raise Refused(SAME)
    place = _considered(match.request, offer, slot, reason)
    was = match.when
    if offer.pk == match.offer_id:
        told = _moved(match, place, slot, reason)
        match_letters.changed(told, Party.ACTOR, was=was)
    else:
        _take_back(match, "remplacée par une autre proposition du réseau", tell=(Party.ACTOR,))
        told = _propose(match.request, place, slot, reason)
        match_letters.proposed(told, Party.ACTOR)
    match_letters.changed(told, Party.TEAM, was=was)
    trail.record(by, "campaign.match.changed", told, offer=offer.pk, slot=slot, was=match.pk)
    return told


@trail.gesture
def lock(*, by: Actor, match: Match) -> Match:
    """Keep this proposal whatever a new run would prefer."""
    match = _with_lock(by, match, locked=True)
    trail.record(by, "campaign.match.locked", match)
    return match


@trail.gesture
def unlock(*, by: Actor, match: Match) -> Match:
    """Let a new run move this proposal, as long as nobody has said yes."""
    match = _with_lock(by, match, locked=False)
    trail.record(by, "campaign.match.unlocked", match)
    return match


@trail.gesture
def forbid(*, by: Actor, request: ClassRequest, offer: Offer, reason: str) -> ForbiddenPair:
    """Never propose these two to each other, and why; a proposal nobody has confirmed is taken back."""
    policies.ensure_covers(by, request)
    told = _sentence(reason)
    if not told:
        raise Refused("Dites pourquoi vous écartez cette offre, en une phrase : vos collègues la liront.")
    agreed = Match.objects.active().filter(request=request, offer=offer).exclude(state=MatchState.PROPOSED)
    if agreed.exists():
        raise Refused("Cette rencontre est confirmée : annulez-la d’abord depuis sa fiche.")
    for match in Match.objects.active().told().filter(request=request, offer=offer).order_by("pk"):
        _take_back(match, "écartée par le réseau")
    kept, _ = ForbiddenPair.objects.get_or_create(
        request=request, offer=offer, slot="", defaults={"by": Party.NETWORK, "reason": told}
    )
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


def _considered(request: ClassRequest, offer: Offer, slot: str, reason: str) -> OpenPlace:
    """The place asked for, still free; a missing condition takes a reason."""
    _ensure_accepted(request, offer)
    place = places.place_at(request, offer, slot)
    if place is None:
        raise seating.PlaceTaken(seating.SLOT_TAKEN)
    if place.missing and not _sentence(reason):
        raise Refused("Cette rencontre ne remplit pas toutes les conditions : dites pourquoi vous la proposez.")
    return place


def _propose(request: ClassRequest, place: OpenPlace, slot: str, reason: str) -> Match:
    ForbiddenPair.objects.filter(request=request, offer=place.offer).delete()
    match = Match(request=request, offer=place.offer, slot=slot, is_locked=True, **_told(place, slot, reason))
    seating.hold(match)
    return Match.objects.told().get(pk=match.pk)


def _moved(match: Match, place: OpenPlace, slot: str, reason: str) -> Match:
    """The same two at another half-day: the place moves there, both are asked again."""
    match.slot, match.former_slot, match.is_locked = slot, "", True
    for name, value in _told(place, slot, reason).items():
        setattr(match, name, value)
    for party in (Party.TEAM, Party.ACTOR):
        setattr(match, f"{party}_reply", Reply.PENDING)
        setattr(match, f"{party}_channel", "")
        setattr(match, f"{party}_replied_at", None)
        setattr(match, f"{party}_asked_at", timezone.now())
    return seating.hold(match)


def _told(place: OpenPlace, slot: str, reason: str) -> dict[str, object]:
    why = " ".join(filter(None, [place.why(slot, locked=True), _sentence(reason)]))
    return {"mode": place.meeting.mode.value, "tenths": place.meeting.tenths, "why": why[:400]}


def _with_lock(by: Actor, match: Match, *, locked: bool) -> Match:
    match = _taken(match)
    policies.ensure_covers_match(by, match)
    if match.state != MatchState.PROPOSED:
        raise Refused(OVER)
    match.is_locked = locked
    match.save(update_fields=["is_locked", "updated_at"])
    return match


def _taken(match: Match) -> Match:
    """The row as it is now, held until the end of the transaction."""
    return Match.objects.told().select_for_update(of=("self",)).get(pk=match.pk)


def _take_back(match: Match, reason: str, tell: Sequence[Party] = (Party.TEAM, Party.ACTOR)) -> None:
    match.state, match.ended_by, match.reason = MatchState.CANCELLED, Party.NETWORK, reason
    match.ended_at = timezone.now()
    match.save()
    for party in tell:
        match_letters.withdrawn(match, party)


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
