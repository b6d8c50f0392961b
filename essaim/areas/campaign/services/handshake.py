"""The handshake: each side says yes, no, or another date; on the second yes the meeting is planned and letters leave.

Every gesture takes the match as it is now, held until the end of the transaction, so that two clicks at once make one
answer. Letters are rows of the same transaction: they exist if and only if the change does.
"""

from django.utils import timezone

from essaim.areas.campaign import following, match_letters, seating
from essaim.areas.campaign.enums import Channel, MatchState, Motive, Party, RegistrationState, Reply
from essaim.areas.campaign.models import ClassRequest, ForbiddenPair, Match, Offer
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.selectors import matching as selectors
from essaim.areas.campaign.selectors import places
from essaim.commons.encounters.enums import Channel as EncounterChannel
from essaim.commons.encounters.enums import EncounterKind
from essaim.commons.encounters.services import encounters
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

MAX_REASON = 200
OVER = "Cette proposition n’est plus en attente : sa page dit où elle en est."
MOVED = "La date a changé depuis que cette page est ouverte : relisez-la avant de répondre."
ANSWERED = "Votre réponse est déjà notée : rien de plus n’a été fait."


@trail.gesture
def accept(*, by: Actor, match: Match, party: Party, slot: str) -> Match:
    """One side says yes to this half-day; the second yes plans the meeting and gives each side the other's contact."""
    match = _taken(match)
    how = policies.ensure_can_answer(by, match, party)
    _ensure_awaited(match, party, slot)
    _reply(match, party, Reply.YES, how)
    if match.reply_of(party.other) is Reply.PENDING:
        match.save()
    else:
        _confirm(by, match, how)
    confirmed = match.state == MatchState.CONFIRMED
    trail.record(by, "campaign.match.accepted", match, side=party, channel=how, slot=slot, confirmed=confirmed)
    return match


@trail.gesture
def decline(*, by: Actor, match: Match, party: Party, motive: Motive, words: str = "") -> Match:
    """One side says no, with the reason: the place is freed, the pair set aside, another actor is proposed at once.

    With none that suits, the request waits on the list; a place freed by a team goes to the first whom it suits.
    """
    match = _taken(match)
    how = policies.ensure_can_answer(by, match, party)
    _ensure_proposed(match)
    _reply(match, party, Reply.NO, how)
    _end(match, MatchState.DECLINED, party, motive, words)
    ForbiddenPair.objects.get_or_create(request=match.request, offer=match.offer, slot="", defaults={"by": party})
    instead = following.follow(match, tell_team=party is Party.TEAM)
    match_letters.declined(match, party.other, instead)
    trail.record(by, "campaign.match.declined", match, side=party, channel=how, motive=motive)
    return match


@trail.gesture
def propose_date(*, by: Actor, match: Match, party: Party, slot: str) -> Match:
    """One side proposes another half-day both had given: the place moves there, and the other side is asked again."""
    match = _taken(match)
    how = policies.ensure_can_answer(by, match, party)
    _ensure_proposed(match)
    if slot not in dict(selectors.free_slots(match)):
        raise Refused("Cette demi-journée n’est plus libre : choisissez-en une autre dans la liste.")
    match.former_slot, match.slot = match.slot, slot
    _reply(match, party, Reply.OTHER_DATE, how)
    _ask(match, party.other)
    seating.hold(match)
    match_letters.other_date(match, party.other)
    trail.record(by, "campaign.match.date_proposed", match, side=party, channel=how, slot=slot, was=match.former_slot)
    return match


@trail.gesture
def claim(*, by: Actor, request: ClassRequest, offer: Offer, slot: str) -> Match:
    """A team on the waiting list takes a place that is still free: it has said yes, and the actor is asked.

    Two teams may ask for the last place at the same second: one holds it, the other keeps waiting (``PlaceTaken``).
    """
    how = policies.ensure_can_claim(by, request)
    if request.state != RegistrationState.ACCEPTED or offer.state != RegistrationState.ACCEPTED:
        raise Refused("Cette place n’est plus proposée : choisissez-en une autre dans la liste.")
    if selectors.of_request(request) is not None:
        raise Refused(seating.ALREADY_MET)
    seating.ensure_under_ceiling(offer)
    place = places.place_at(request, offer, slot)
    if place is None:
        raise seating.PlaceTaken(seating.LAST_TAKEN)
    if place.missing:
        raise Refused("Cet acteur ne peut pas recevoir votre classe : choisissez une autre place dans la liste.")
    match = Match(
        request=request,
        offer=offer,
        slot=slot,
        mode=place.meeting.mode.value,
        tenths=place.meeting.tenths,
        why=place.why(slot)[:400],
    )
    _reply(match, Party.TEAM, Reply.YES, how)
    seating.hold(match)
    match = Match.objects.told().get(pk=match.pk)
    match_letters.proposed(match, Party.ACTOR)
    trail.record(by, "campaign.match.claimed", match, request=request.pk, offer=offer.pk, slot=slot, channel=how)
    return match


@trail.gesture
def withdraw(*, by: Actor, match: Match, words: str) -> Match:
    """The network takes a proposal back, with the reason: both sides are told, the request waits again."""
    match = _taken(match)
    policies.ensure_covers_match(by, match)
    _ensure_proposed(match)
    _end(match, MatchState.CANCELLED, Party.NETWORK, Motive.OTHER, words)
    ForbiddenPair.objects.get_or_create(
        request=match.request, offer=match.offer, slot=match.slot, defaults={"by": Party.NETWORK}
    )
    for party in (Party.TEAM, Party.ACTOR):
        match_letters.withdrawn(match, party)
    trail.record(by, "campaign.match.withdrawn", match)
    return match


@trail.gesture
def send_link(*, by: Actor, match: Match, party: Party) -> Match:
    """Write again to the address already known of one side, with a fresh link; never to another address."""
    match = Match.objects.told().get(pk=match.pk)
    how = policies.ensure_can_answer(by, match, party)
    if not match.registration_of(party).contact_email:
        raise Refused("Nous n’avons pas d’adresse pour cette inscription : téléphonez à la personne qui vous suit.")
    match_letters.fresh_link(match, party)
    trail.record(by, "campaign.match.link_sent", match, side=party, channel=how)
    return match


@trail.gesture
def call_off(*, by: Actor, match: Match, party: Party, words: str) -> Match:
    """The meeting planned will not be: its place is freed, the network is told, the request waits again."""
    match = _taken(match)
    policies.ensure_can_follow(by, match)
    _end(match, MatchState.CANCELLED, party, Motive.OTHER, words)
    ForbiddenPair.objects.get_or_create(
        request=match.request, offer=match.offer, slot=match.slot, defaults={"by": party}
    )
    match_letters.to_network(match, "match_called_off")
    following.follow(match, tell_team=True)
    trail.record(by, "campaign.match.cancelled", match, side=party)
    return match


@trail.gesture
def move(*, by: Actor, match: Match, slot: str) -> Match:
    """The meeting planned has another date: the place follows it, if the actor is free then."""
    match = _taken(match)
    policies.ensure_can_follow(by, match)
    was, match.slot = match.slot, slot
    if was != slot:
        match.former_slot = was
        seating.hold(match)
    match_letters.to_network(match, "match_moved")
    trail.record(by, "campaign.match.moved", match, slot=slot, was=was)
    return match


@trail.gesture
def postpone(*, by: Actor, match: Match) -> Match:
    """The meeting planned has no date any more: the place is kept, and the network is told."""
    match = _taken(match)
    policies.ensure_can_follow(by, match)
    match_letters.to_network(match, "match_postponed")
    trail.record(by, "campaign.match.postponed", match, was=match.slot)
    return match


@trail.gesture
def hold(*, by: Actor, match: Match) -> Match:
    """The meeting took place."""
    match = _taken(match)
    policies.ensure_can_follow(by, match)
    match.state = MatchState.HELD
    match.save(update_fields=["state", "updated_at"])
    trail.record(by, "campaign.match.held", match)
    return match


def _taken(match: Match) -> Match:
    """The row as it is now, held until the end of the transaction."""
    return Match.objects.told().select_for_update(of=("self",)).get(pk=match.pk)


def _ensure_proposed(match: Match) -> None:
    if match.state != MatchState.PROPOSED:
        raise Refused(OVER)


def _ensure_awaited(match: Match, party: Party, slot: str) -> None:
    _ensure_proposed(match)
    if match.slot != slot:
        raise Refused(MOVED)
    if not match.awaits(party):
        raise Refused(ANSWERED)


def _reply(match: Match, party: Party, reply: Reply, how: Channel) -> None:
    setattr(match, f"{party}_reply", reply)
    setattr(match, f"{party}_channel", how)
    setattr(match, f"{party}_replied_at", timezone.now())


def _ask(match: Match, party: Party) -> None:
    """Ask a side again, whatever it had said of another date."""
    setattr(match, f"{party}_reply", Reply.PENDING)
    setattr(match, f"{party}_channel", "")
    setattr(match, f"{party}_replied_at", None)
    setattr(match, f"{party}_asked_at", timezone.now())


def _confirm(by: Actor, match: Match, how: Channel) -> None:
    """Plan the meeting, then write to both sides: contact, fiche, calendar."""
    request, offer = match.request, match.offer
    if request.school is None or offer.organisation is None:
        raise Refused("Il manque l’établissement ou l’organisation : complétez d’abord l’inscription.")
    match.encounter = encounters.plan(
        by=by,
        commitment=request.edition.commitment,
        school=request.school,
        school_class=request.school_class,
        organisation=offer.organisation,
        kind=EncounterKind(match.mode),
        origin=trail.urn(match),
        slot=match.slot,
        place=match_letters.place(match),
        planned_pupils=request.pupils or 0,
        channel=EncounterChannel(how.value),
    )
    match.state, match.confirmed_at = MatchState.CONFIRMED, timezone.now()
    match.team_reply = match.actor_reply = Reply.YES
    match.save()
    for party in (Party.TEAM, Party.ACTOR):
        match_letters.confirmed(match, party)


def _end(match: Match, state: MatchState, party: Party, motive: Motive, words: str) -> None:
    told = " ".join(words.split())
    if len(told) > MAX_REASON:
        raise Refused(f"Gardez une phrase de {MAX_REASON} signes au plus.")
    if motive is Motive.OTHER and not told:
        raise Refused("Dites pourquoi, en une phrase : l’autre côté la lira.")
    match.state, match.ended_by, match.ended_at = state, party, timezone.now()
    match.motive, match.reason = motive, told or motive.label
    match.save()
