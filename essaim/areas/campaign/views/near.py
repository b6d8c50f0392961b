"""What happens near a commune that one types: nothing asks where the reader is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaim.areas.campaign import cards, nearby
from essaim.areas.campaign.selectors.published import Published
from essaim.areas.campaign.views.public import PER_PAGE, kept_edition, team_url
from essaim.areas.campaign.views.serving import public_page
from essaim.commons.territory.selectors import communes
from essaim.foundation.web.pagination import sequence_page
from essaim.foundation.web.requests import template_for

COMMUNE, TYPED = "code", "commune"
MOST_LIKELY = 6


@public_page
def near(request: HttpRequest, shown: Published) -> HttpResponse:
    """The actions around a commune, the nearest first, with their distance; badly typed names are understood."""
    typed = request.GET.get(TYPED, "").strip()[:80]
    likely = communes.search(typed, limit=MOST_LIKELY) if typed else []
    chosen = next((one for one in likely if one.pk == request.GET.get(COMMUNE)), likely[0] if likely else None)
    found = nearby.around(shown.atlas, chosen) if chosen and shown.edition else nearby.NOWHERE
    page = sequence_page(request, found, PER_PAGE)
    told = cards.drawn(shown, [near.action for near in page.rows], tag="div")
    context = {
        "edition": shown.edition,
        "typed": typed,
        "commune": chosen,
        "others": [one for one in likely if one != chosen],
        "page": page,
        "cards": list(zip((near.km for near in page.rows), told, strict=True)),
        "kept": kept_edition(request),
        "team_url": team_url(shown.edition, shown.campaign) if shown.edition else "",
    }
    return render(request, template_for(request, "campaign/public_near.html", "results"), context)
