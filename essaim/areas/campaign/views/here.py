"""Which campaign an address speaks of: ``/semaine/…`` is the Semaine's, ``/campagnes/<slug>/…`` any other's.

The same views serve both. ``of_campaign`` puts the row on the request (``request.campaign``), where templates read its
name and address; ``here`` gives it to a view.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from essaim.areas.campaign.addresses import address
from essaim.areas.campaign.models import Campaign
from essaim.areas.campaign.selectors import campaigns

__all__ = ["address", "here", "of_campaign"]

View = Callable[..., HttpResponse]


def of_campaign(view: View) -> View:
    """The view, with the campaign of its address on the request; 404 for an address nobody opened."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, campaign: str = campaigns.SEMAINE, **more: Any) -> HttpResponse:
        found = campaigns.of_address(campaign)
        if found is None:
            raise Http404
        if campaign == campaigns.SEMAINE and not request.path.startswith(reverse("campaign:public-edition")):
            return redirect(reverse("campaign:public-edition"), permanent=True)
        request.campaign = found  # type: ignore[attr-defined]
        return view(request, *args, **more)

    return page


def here(request: HttpRequest) -> Campaign:
    """The campaign of this address."""
    return cast("Campaign", request.campaign)  # type: ignore[attr-defined]
