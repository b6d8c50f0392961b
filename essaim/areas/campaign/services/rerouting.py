"""After a no or a silence: propose the class something else, give its place to the first whom it suits.

Made by the program, in the transaction of the no or of the silence: nobody waits for a person to notice. What is
proposed holds a place at once, as every proposal does, and is answered, reminded of and taken back like any other.
"""

from django.db import transaction

from essaim.areas.campaign import match_letters, seating
from essaim.areas.campaign.enums import Party, RegistrationState
from essaim.areas.campaign.models import ClassRequest, Match, Offer
from essaim.areas.campaign.policies import reminders as policies
from essaim.areas.campaign.selectors import waiting
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused


@trail.gesture
def reroute(*, by: Actor, ended: Match, tell_team: bool) -> Match | None:
    """Propose to a class whose match ended the next best actor, everything else kept; None: it waits on the list.

    ``tell_team`` is false when the letter about the ending says it too.
    """
    policies.ensure_program(by)
    made = _next_best(ended, to_team=tell_team)
    trail.record(
        by,
        "campaign.match.rerouted" if made else "campaign.request.waits",
        made or ended.request,
        request=ended.request_id,
        ended=ended.pk,
    )
    return made


@trail.gesture
def pass_on(*, by: Actor, ended: Match) -> Match | None:
    """Give a freed place to the first class of the waiting list whom it suits, if there is one."""
    policies.ensure_program(by)
    found = waiting.first_suited(ended.request.edition, ended.offer, ended.slot, ended.request)
    made = None
    if found is not None:
        request, place = found
        made = _propose(
            Match(
                request=request,
                offer=ended.offer,
                slot=ended.slot,
                mode=place.meeting.mode.value,
                tenths=place.meeting.tenths,
                why=place.why(ended.slot)[:400],
            ),
            to_team=True,
        )
    trail.record(
        by,
        "campaign.place.passed_on" if made else "campaign.place.freed",
        made or ended.offer,
        offer=ended.offer_id,
        slot=ended.slot,
        ended=ended.pk,
    )
    return made


def _next_best(ended: Match, *, to_team: bool) -> Match | None:
    request = ClassRequest.objects.select_related("edition").get(pk=ended.request_id)
    pair = waiting.best_for(request) if request.state == RegistrationState.ACCEPTED else None
    if pair is None:
        return None
    offer = Offer.objects.select_related("organisation").get(edition=request.edition_id, reference=pair.triple.offer)
    return _propose(
        Match(
            request=request,
            offer=offer,
            slot=pair.triple.slot,
            mode=pair.meeting.mode.value,
            tenths=pair.meeting.tenths,
            why=pair.why[:400],
        ),
        to_team=to_team,
    )


def _propose(match: Match, *, to_team: bool) -> Match | None:
    """Hold the place and write; None when somebody took it at this very second."""
    try:
        with transaction.atomic():
            seating.hold(match)
    except Refused:
        return None
    told = Match.objects.told().get(pk=match.pk)
    if to_team:
        match_letters.proposed(told, Party.TEAM)
    match_letters.proposed(told, Party.ACTOR)
    return told
