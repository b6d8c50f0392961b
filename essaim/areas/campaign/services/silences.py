"""End a proposal that nobody answered after its last reminder: noted by the program, never by a person."""

from django.utils import timezone

from essaim.areas.campaign import following, match_letters
from essaim.areas.campaign.enums import MatchState, Motive, Party
from essaim.areas.campaign.models import ForbiddenPair, Match
from essaim.areas.campaign.policies import reminders as policies
from essaim.areas.campaign.selectors import reminders
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused


@trail.gesture
def lapse(*, by: Actor, match: Match) -> Match:
    """Nobody answered after the last reminder: the place is freed, both sides are told, what comes next is proposed."""
    policies.ensure_program(by)
    match = Match.objects.told().select_for_update(of=("self",)).get(pk=match.pk)
    if match.state != MatchState.PROPOSED or not reminders.is_lapsed(match, timezone.localdate()):
        raise Refused("La réponse est arrivée, ou peut encore arriver.")
    silent = [party for party in reminders.SIDES if match.awaits(party)]
    match.state, match.ended_by, match.ended_at = MatchState.LAPSED, Party.NETWORK, timezone.now()
    match.motive, match.reason = Motive.SILENCE, _silence(silent)
    match.save()
    if Party.ACTOR in silent:
        ForbiddenPair.objects.get_or_create(
            request=match.request, offer=match.offer, slot="", defaults={"by": Party.NETWORK}
        )
    instead = following.follow(match, tell_team=False)
    for party in reminders.SIDES:
        match_letters.lapsed(match, party, instead, is_silent=party in silent)
    trail.record(
        by,
        "campaign.match.lapsed",
        match,
        silent=[party.value for party in silent],
        rerouted=instead.pk if instead else None,
    )
    return match


def _silence(silent: list[Party]) -> str:
    if len(silent) > 1:
        return "Ni l’équipe ni l’acteur n’ont répondu malgré les relances."
    who = "L’équipe éducative" if silent == [Party.TEAM] else "L’acteur de l’ESS"
    return f"{who} n’a pas répondu malgré les relances."
