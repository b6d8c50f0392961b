"""The printable programme of a région."""

from django.http import Http404, HttpRequest, HttpResponse

from essaim.areas.campaign import paper
from essaim.areas.campaign.selectors.published import Published
from essaim.areas.campaign.views.serving import public_feed
from essaim.foundation.documents import downloads


@public_feed
def programme(request: HttpRequest, shown: Published, region: str) -> HttpResponse:  # noqa: ARG001 (a view)
    """What happens in a région, day by day, on A4; made once for each version of what is published."""
    code = next((code for code, slug in shown.slugs.items() if slug == region), None)
    if code is None or shown.edition is None:
        raise Http404
    written = paper.programme(shown, code)
    return downloads.file(written, f"programme {shown.edition.title} {shown.regions[code]}", "pdf")
