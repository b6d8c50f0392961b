"""Who brings requests and offers together, and who answers for each side of a match.

A side is the author of a registration, a seat of its school or organisation, or whoever opened the link sent to its
contact: that of the match, or the key of the registration. Somebody of the network who covers one of the two places
answers for a side that telephones: the channel says so, and is worked out here, never declared.
"""

from essaim.areas.campaign.enums import Channel, Party
from essaim.areas.campaign.models import ClassRequest, Match, Registration
from essaim.areas.campaign.policies import registrations
from essaim.areas.campaign.policies.registrations import NETWORK
from essaim.commons.directory.scoping import scope_of
from essaim.commons.encounters.policies import encounters
from essaim.foundation.audit import trail
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Scope
from essaim.foundation.kernel.actor import Actor, LinkActor
from essaim.foundation.kernel.errors import Forbidden

NOT_YOURS = "Cette rencontre concerne l’équipe et l’acteur qu’elle réunit, et les personnes du réseau qui les suivent."


def can_open_board(by: Actor) -> bool:
    """Those who answer for a territory."""
    return by.holds(*NETWORK) and scope_of(by).is_territorial


def can_match_in(by: Actor, scope: Scope) -> bool:
    """Those who answer for this whole territory."""
    held = scope_of(by)
    if not by.holds(*NETWORK):
        return False
    if held.is_national or scope.kind == FRANCE_KIND:
        return held.is_national
    codes = {"region": held.regions, "academie": held.academies, "departement": held.departements}
    return scope.code in codes.get(scope.kind, frozenset())


def scopes_of(by: Actor) -> list[Scope]:
    """The territories somebody may bring together, the widest first."""
    held = scope_of(by)
    if not by.holds(*NETWORK):
        return []
    if held.is_national:
        return [Scope(FRANCE_KIND)]
    kinds = (("region", held.regions), ("academie", held.academies), ("departement", held.departements))
    return [Scope(kind, code) for kind, codes in kinds for code in sorted(codes)]


def covers_match(by: Actor, match: Match) -> bool:
    """Whether somebody of the network answers for one of the two places."""
    return registrations.covers(by, match.request) or registrations.covers(by, match.offer)


def channel(by: Actor, match: Match, party: Party) -> Channel | None:
    """How this actor may answer for this side; None when they may not."""
    if isinstance(by, LinkActor):
        opened = {trail.urn(match), trail.urn(match.registration_of(party))}
        return Channel.LINK if by.ref in opened else None
    if registrations.is_author(by, match.registration_of(party)):
        return Channel.ACCOUNT
    return Channel.TELEPHONE if covers_match(by, match) else None


def request_channel(by: Actor, request: ClassRequest) -> Channel | None:
    """How this actor may take a place for this request; None when they may not."""
    if registrations.is_author(by, request):
        return Channel.LINK if isinstance(by, LinkActor) else Channel.ACCOUNT
    return Channel.TELEPHONE if registrations.covers(by, request) else None


def can_see(by: Actor, match: Match) -> bool:
    """Its two sides, and the network of the two places."""
    return any(channel(by, match, party) for party in (Party.TEAM, Party.ACTOR))


def ensure_can_open_board(by: Actor) -> None:
    """Raise unless ``can_open_board``."""
    if not can_open_board(by):
        raise Forbidden("Ce tableau est celui des personnes qui animent un territoire.")


def ensure_can_match_in(by: Actor, scope: Scope) -> None:
    """Raise unless ``can_match_in``."""
    if not can_match_in(by, scope):
        raise Forbidden("Ce territoire n’est pas le vôtre : choisissez-en un que vous animez.")


def ensure_covers(by: Actor, registration: Registration) -> None:
    """Raise unless the network person answers for its place."""
    if not registrations.covers(by, registration):
        raise Forbidden("Cette inscription est hors de votre territoire : écrivez à la personne qui l’anime.")


def ensure_covers_match(by: Actor, match: Match) -> None:
    """Raise unless ``covers_match``."""
    if not covers_match(by, match):
        raise Forbidden(NOT_YOURS)


def ensure_can_see(by: Actor, match: Match) -> None:
    """Raise unless ``can_see``."""
    if not can_see(by, match):
        raise Forbidden(NOT_YOURS)


def ensure_can_answer(by: Actor, match: Match, party: Party) -> Channel:
    """The channel of the answer; raises when this actor may not give it."""
    how = channel(by, match, party)
    if how is None:
        raise Forbidden(NOT_YOURS)
    return how


def ensure_can_follow(by: Actor, match: Match) -> None:
    """What happens to the meeting planned happens to the match: whoever may change one may change the other."""
    if match.encounter is None or not encounters.can_see(by, match.encounter):
        raise Forbidden(NOT_YOURS)


def ensure_can_claim(by: Actor, request: ClassRequest) -> Channel:
    """The channel of the claim; raises when this actor may not make it."""
    how = request_channel(by, request)
    if how is None:
        raise Forbidden(
            "Seule l’équipe qui a fait cette demande prend une place, ou la personne du réseau qui la suit."
        )
    return how
