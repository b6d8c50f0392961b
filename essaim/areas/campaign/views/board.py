"""The board of the network: one page to begin the day with."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from essaim.areas.campaign import board_tables, meetings
from essaim.areas.campaign.policies import editions as edition_policies
from essaim.areas.campaign.policies import matching as matching_policies
from essaim.areas.campaign.policies import registrations as policies
from essaim.areas.campaign.selectors import (
    answers,
    colleagues,
    editions,
    matching,
    moderation,
    registrations,
    showcases,
)
from essaim.areas.campaign.selectors import board as selectors
from essaim.commons.directory.scoping import scope_of
from essaim.foundation.accounts.models import User
from essaim.foundation.documents import downloads
from essaim.foundation.web.requests import who

FORMATS = ("csv", "xlsx", "ods")


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
        "followed": colleagues.followed_by(by, edition)[: selectors.SHOWN] if edition and isinstance(by, User) else [],
        "can_keep": edition_policies.can_keep(by),
        "formats": FORMATS,
    }
    return render(request, "campaign/board.html", context)


def board_export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Registrations, or matches (``liste=rencontres``), or both in one workbook; no contact leaves this way."""
    by = who(request)
    policies.ensure_in_network(by)
    edition = editions.current()
    if edition is None or extension not in FORMATS:
        raise Http404
    on = timezone.localdate()
    found = matching.matches_in(edition, *matching_policies.scopes_of(by))
    tables = [board_tables.registrations(edition, scope_of(by), on=on), board_tables.matches(found, on=on)]
    if request.GET.get("liste") == "rencontres":
        tables.reverse()
    return downloads.tables_as(extension, tables, name=f"tableau {edition.slug} {on}")
