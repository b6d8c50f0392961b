"""The agenda on a partner's site: a frame without cookie nor script, and the page that gives the line to copy."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt

from essaim.areas.campaign.addresses import address
from essaim.areas.campaign.domain.publication import Facet
from essaim.areas.campaign.selectors.published import Published
from essaim.areas.campaign.views.serving import public_feed, public_page
from essaim.foundation.kernel import french

SHOWN = 12


def without_cookie(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view as a visitor without cookie sees it: nobody is recognised inside somebody else's page."""

    @wraps(view)
    def page(request: HttpRequest, **more: Any) -> HttpResponse:
        request.COOKIES.clear()
        return view(request, **more)

    return page


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"], "script-src": [NONE]})
@without_cookie
@public_feed
def frame(request: HttpRequest, shown: Published) -> HttpResponse:
    """The next dates, for another site's page: links open there, nothing is kept of the reader."""
    search, today = shown.search(request.GET, dated=True), timezone.localdate()
    coming = [action for action in search.found if action.when and action.when.day >= today]
    context = {
        "edition": shown.edition,
        "search": search,
        "actions": coming[:SHOWN],
        "more": max(0, len(coming) - SHOWN),
        "agenda": settings.BASE_URL + address("public-agenda", shown.campaign) + search.canonical,
        "base": settings.BASE_URL,
        "campaign": shown.campaign,
    }
    return HttpResponse(render_to_string("campaign/public_frame.html", context))


@public_page
def share(request: HttpRequest, shown: Published) -> HttpResponse:
    """The line to copy, for the whole agenda or for one territory."""
    search = shown.search(request.GET, dated=True)
    chosen = search.region or search.academie
    facet = Facet.REGION if search.region else Facet.ACADEMIE
    query = f"?{urlencode({facet.value: chosen})}" if chosen else ""
    source = settings.BASE_URL + address("public-frame", shown.campaign) + query
    label = french.typeset(f"Agenda, {shown.edition.title if shown.edition else shown.campaign.name}")
    line = format_html(
        '<iframe src="{}" title="{}" width="100%" height="640" loading="lazy" referrerpolicy="no-referrer"></iframe>',
        source,
        label,
    )
    context = {"edition": shown.edition, "search": search, "source": source, "line": line, "label": label}
    return render(request, "campaign/public_share.html", context)
