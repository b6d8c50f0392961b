"""What follows the end of a match, whoever ended it: the class's next proposal, and the place it frees.

Not a gesture: it is called inside the one that ended the match, and calls those of ``services.rerouting``.
"""

from essaim.areas.campaign.enums import RegistrationState
from essaim.areas.campaign.models import Match, Offer
from essaim.areas.campaign.selectors import waiting
from essaim.areas.campaign.services import rerouting
from essaim.foundation.kernel.actor import SystemActor

BY = SystemActor("relais")


def follow(ended: Match, *, tell_team: bool) -> Match | None:
    """What comes after an ending, by the rules of ``domain.rerouting``: the class's next proposal, or None.

    A place lost meanwhile to somebody else never stops the gesture it is called in.
    """
    ending, edition = waiting.ending_of(ended), ended.request.edition
    if waiting.is_too_late(edition):
        return None
    instead = rerouting.reroute(by=BY, ended=ended, tell_team=tell_team) if ending.team_wants_another else None
    if ending.frees_a_place and _is_open(ended.offer):
        rerouting.pass_on(by=BY, ended=ended)
    return instead


def _is_open(offer: Offer) -> bool:
    return offer.state == RegistrationState.ACCEPTED
