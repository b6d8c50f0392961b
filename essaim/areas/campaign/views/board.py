"""The board of the network: one page to begin the day with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaim.areas.campaign import meetings
from essaim.areas.campaign.policies import editions as edition_policies
from essaim.areas.campaign.policies import matching as matching_policies
from essaim.areas.campaign.policies import registrations as policies
from essaim.areas.campaign.selectors import answers, editions, moderation, registrations, showcases
from essaim.areas.campaign.selectors import board as selectors
from essaim.commons.directory.scoping import scope_of
from essaim.foundation.web.requests import who


def board(request: HttpRequest) -> HttpResponse:
    """What came in, what waits, whom to call, for the territories one answers for."""
    by = who(request)
    policies.ensure_in_network(by)
    scope = scope_of(by)
    edition = editions.current()
    waiting = moderation.waiting(scope)
    context = {
        "edition": edition,
        "waiting": waiting,
        "first": registrations.named(waiting.references[: selectors.SHOWN]),
        "tallies": selectors.tallies(edition, scope) if edition else [],
        "returned": selectors.returned(edition, scope) if edition else [],
        "untold": showcases.untold(edition, scope) if edition else [],
        "to_match": meetings.to_match(edition, by) if edition else None,
        "answers": answers.of(edition, *matching_policies.scopes_of(by)) if edition else None,
        "can_keep": edition_policies.can_keep(by),
    }
    return render(request, "campaign/board.html", context)
