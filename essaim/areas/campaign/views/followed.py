"""The agendas an edition follows: which ones, how the last reading went, and how to follow one more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from essaim.areas.campaign.forms.feeds import FeedForm
from essaim.areas.campaign.models import Feed
from essaim.areas.campaign.policies import imports as policies
from essaim.areas.campaign.selectors import editions
from essaim.areas.campaign.selectors import feeds as selectors
from essaim.areas.campaign.services import feeds as services
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who

LIST = "campaign:feed-list"


def feed_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The agendas of an edition, and one more."""
    by = who(request)
    policies.ensure_can_follow(by)
    edition = get_object_or_404(editions.by_slug(slug))
    form = FeedForm(request.POST or None, can_publish=policies.can_publish(by))
    if form.is_valid():
        try:
            services.follow(by=by, edition=edition, **form.values())
        except Refused as refused:
            form.add_error("url", str(refused))
        else:
            messages.success(request, "L’agenda est suivi. Sa première lecture vient dans quelques minutes.")
            return redirect(LIST, edition.slug)
    context = {"edition": edition, "feeds": selectors.of_edition(edition), "form": form}
    return render(request, "campaign/feed_list.html", context)


@require_POST
def feed_hasten(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Read it again at the next round."""
    services.hasten(by=who(request), feed=_feed(request, slug, pk))
    messages.success(request, "Cet agenda est relu dans quelques minutes.")
    return redirect(LIST, slug)


@require_POST
def feed_stop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Follow it no more."""
    services.stop(by=who(request), feed=_feed(request, slug, pk))
    messages.success(request, "Cet agenda n’est plus suivi. Ses évènements restent.")
    return redirect(LIST, slug)


def _feed(request: HttpRequest, slug: str, pk: int) -> Feed:
    policies.ensure_can_follow(who(request))
    return get_object_or_404(Feed, edition__slug=slug, pk=pk)
