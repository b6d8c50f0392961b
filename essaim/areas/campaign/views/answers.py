"""Who answers proposals, and how fast: published by région, with its definition."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from essaim.areas.campaign.search import EDITION
from essaim.areas.campaign.selectors import answers as selectors
from essaim.areas.campaign.selectors import campaigns, published
from essaim.foundation.kernel import french


@require_safe
@conditional_page
def answer_rates(request: HttpRequest, campaign: str = campaigns.SEMAINE) -> HttpResponse:
    """The share of answers and their delay, région by région; small counts are not told."""
    shown = published.find(campaign, request.GET.get(EDITION, ""))
    if shown is None:
        raise Http404
    request.campaign = shown.campaign  # type: ignore[attr-defined]
    edition = shown.edition
    lines, few = selectors.told_and_few(selectors.by_region(edition) if edition else [])
    context = {
        "edition": edition,
        "lines": lines,
        "few": french.join(few),
        "whole": selectors.of(edition) if edition else None,
        "endings": selectors.endings(edition) if edition else [],
    }
    return render(request, "campaign/public_answers.html", context)
