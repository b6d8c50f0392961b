"""Where an actor is missing in a territory, and what one more would serve: a page, and tables for spreadsheets."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from essaim.areas.campaign import prospect_tables
from essaim.areas.campaign.models import Edition
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.selectors import editions, prospecting
from essaim.areas.campaign.views import territories
from essaim.foundation.documents import downloads
from essaim.foundation.figures import indicators
from essaim.foundation.web.requests import who

FORMATS = ("csv", "xlsx", "ods")


def prospect_list(request: HttpRequest) -> HttpResponse:
    """Who to look for in one's territory, and each request left with what was missing."""
    by = who(request)
    policies.ensure_can_open_board(by)
    shown = territories.asked(request, by)
    if len(shown) != 1:  # one territory is solved at a time: the board says which ones there are
        return redirect("campaign:matching-board")
    (scope,), edition = shown, _edition()
    context = {
        "edition": edition,
        "found": prospecting.prospecting(edition, scope),
        **territories.told(by, shown),
        "formats": FORMATS,
    }
    return render(request, "campaign/prospect_list.html", context)


def prospect_export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The same as a spreadsheet: actors to look for, or requests left (``liste=demandes``), or both in one workbook."""
    by = who(request)
    policies.ensure_can_open_board(by)
    shown = territories.asked(request, by)
    if len(shown) != 1 or extension not in FORMATS:
        raise Http404
    (scope,) = shown
    found = prospecting.prospecting(_edition(), scope)
    on = timezone.localdate()
    tables = [prospect_tables.wanted(found, on=on), prospect_tables.missed(found, on=on)]
    if request.GET.get("liste") == "demandes":
        tables.reverse()
    name = f"prospection {indicators.scope_name(scope)} {on}"
    return downloads.tables_as(extension, tables, name=name)


def _edition() -> Edition:
    edition = editions.current()
    if edition is None:
        raise Http404
    return edition
