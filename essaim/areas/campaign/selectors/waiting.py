"""The waiting list as it is served: in which order, who is left in peace, and which places suit whom today."""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from essaim.areas.campaign.domain import instances as building
from essaim.areas.campaign.domain import rerouting
from essaim.areas.campaign.domain.matching import conditions, reading, solution
from essaim.areas.campaign.domain.matching.solution import Pair
from essaim.areas.campaign.domain.rerouting import Ending
from essaim.areas.campaign.enums import MatchState, Motive, Party, Reply
from essaim.areas.campaign.models import ENDED, ClassRequest, Edition, Match, Offer
from essaim.areas.campaign.selectors import editions, instances, places
from essaim.areas.campaign.selectors.places import OpenPlace
from essaim.foundation.figures.domain.scope import FRANCE

NOTICE = dt.timedelta(days=3)
"""A meeting is not proposed by itself for the day after tomorrow: nobody would be ready."""


def ending_of(match: Match) -> Ending:
    """How a match ended, for the rules."""
    return Ending(
        MatchState(match.state),
        Party(match.ended_by or Party.NETWORK),
        Motive(match.motive) if match.motive else None,
        Reply(match.team_reply),
        Reply(match.actor_reply),
    )


def in_order(edition: Edition) -> list[ClassRequest]:
    """The waiting list, the first served first, without those who asked to be left in peace."""
    peaceful = gave_up(edition)
    found = instances.waiting_in(edition, FRANCE)
    return rerouting.in_order(request for request in found if request.pk not in peaceful)


def rank_of(request: ClassRequest) -> int:
    """Its place on the list, from 1; 0 when it is not on it."""
    ordered = [one.pk for one in in_order(request.edition)]
    return ordered.index(request.pk) + 1 if request.pk in ordered else 0


def gave_up(edition: Edition) -> set[int]:
    """The requests whose team ended its last match itself and wants no other for now, in one query."""
    last: dict[int, Match] = {}
    ended = Match.objects.filter(request__edition=edition, state__in=ENDED).order_by("ended_at", "pk")
    for match in ended.only("request", "state", "ended_by", "motive", "team_reply", "actor_reply"):
        last[match.request_id] = match
    return {pk for pk, match in last.items() if ending_of(match).team_gave_up}


def silent_offers(edition: Edition) -> set[str]:
    """The offers whose actor let a proposal lapse and has answered nothing since: nobody else is sent to them."""
    silent: dict[str, bool] = {}
    rows = Match.objects.filter(offer__edition=edition).order_by("pk")
    for reference, state, reply in rows.values_list("offer__reference", "state", "actor_reply"):
        if reply != Reply.PENDING:
            silent[reference] = False
        elif state == MatchState.LAPSED:
            silent[reference] = True
    return {reference for reference, is_silent in silent.items() if is_silent}


def best_for(request: ClassRequest) -> Pair | None:
    """The best place for one request today, everything else kept as it is: found and proven by the matching."""
    data = instances.instance_of(request.edition, instances.requests_of(request))
    limit, silent = _first_day(), silent_offers(request.edition)
    for asked in data["requests"]:
        asked["slots"] = [slot for slot in asked["slots"] if slot[:10] >= limit]
    data["offers"] = [offer for offer in data["offers"] if offer["id"] not in silent]
    known = {offer["id"] for offer in data["offers"]}
    data["ceilings"] = [row | {"offers": [one for one in row["offers"] if one in known]} for row in data["ceilings"]]
    for name in ("locked", "forbidden", "previous"):
        data[name] = [row for row in data[name] if row["offer"] in known]
    return next(iter(solution.solve(reading.read(data)).pairs), None)


def first_suited(edition: Edition, offer: Offer, slot: str, but: ClassRequest) -> tuple[ClassRequest, OpenPlace] | None:
    """The first of the list whom a freed place suits, and how they would meet; never the class that freed it."""
    waiting = {request.reference: request for request in in_order(edition) if request.pk != but.pk}
    if not waiting or slot[:10] < _first_day():
        return None
    told = editions.labels(edition)
    asked = [instances.request_row(request, told) for request in waiting.values()]
    data = building.build(asked, [instances.offer_row(offer, told)], instances.decided(edition))
    read = reading.read(data)
    (giving,) = read.offers
    if not conditions.has_room(giving, read) or slot not in giving.slots:
        return None
    asking = {request.id: request for request in read.requests}
    for reference, request in waiting.items():
        wanted = asking.get(reference)
        if wanted is None or slot not in conditions.slots(wanted, giving, read):
            continue
        if not conditions.failing(wanted, giving, read):
            return request, places.OpenPlace(offer, wanted, giving, conditions.meeting(wanted, giving), (slot,))
    return None


def ranks(edition: Edition) -> Mapping[int, int]:
    """The rank of each request on the list."""
    return {request.pk: rank for rank, request in enumerate(in_order(edition), start=1)}


def is_too_late(edition: Edition) -> bool:
    """Whether no half-day of the edition is far enough to be proposed by itself."""
    return edition.ends_on.isoformat() < _first_day()


def _first_day() -> str:
    return (timezone.localdate() + NOTICE).isoformat()
