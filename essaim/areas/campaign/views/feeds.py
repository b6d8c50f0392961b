"""What other programs read: calendars, news, points; and the page that says which to take."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from essaim.areas.campaign import feed, news, school_feeds
from essaim.areas.campaign import geojson as points
from essaim.areas.campaign.addresses import address
from essaim.areas.campaign.domain.publication import Action, Facet
from essaim.areas.campaign.models import Campaign
from essaim.areas.campaign.search import ActionSearch
from essaim.areas.campaign.selectors import public as selectors
from essaim.areas.campaign.selectors.published import Published
from essaim.areas.campaign.views.public import page_of, published_action
from essaim.areas.campaign.views.serving import public_feed, public_page
from essaim.foundation.kernel.errors import Refused

CALENDAR = "text/calendar; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
GEOJSON = "application/geo+json"


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one may follow: everything, a territory, a theme; its three addresses, and the one calendars take."""

    name: str
    count: int
    query: str
    campaign: Campaign

    @property
    def calendar(self) -> str:
        """The calendar to subscribe to."""
        return settings.BASE_URL + address("public-feed", self.campaign) + self.query

    @property
    def rss(self) -> str:
        """The news."""
        return settings.BASE_URL + address("public-rss", self.campaign) + self.query

    @property
    def geojson(self) -> str:
        """The points."""
        return settings.BASE_URL + address("public-geojson", self.campaign) + self.query


@public_page
def subscribe(request: HttpRequest, shown: Published) -> HttpResponse:
    """Which agenda to follow, and how: by région, by académie, by theme, or with the filters one came with."""
    search = shown.dates(request.GET)
    groups = [
        ("Par région", _choices(shown, search, Facet.REGION)),
        ("Par académie", _choices(shown, search, Facet.ACADEMIE)),
        ("Par thème", _choices(shown, search, Facet.THEME)),
    ]
    own = Subscription("L’agenda entier", len(search.found), search.canonical, shown.campaign)
    context = {"edition": shown.edition, "search": search, "groups": groups, "own": own}
    return render(request, "campaign/public_subscribe.html", context)


@public_feed
def calendar(request: HttpRequest, shown: Published) -> HttpResponse:
    """The agenda for other programs, cancelled dates included; the same filters as the page."""
    return _calendar(_title(shown, request), shown.dates(request.GET).found, shown.campaign, shown.campaign.slug)


@public_feed
def rss(request: HttpRequest, shown: Published) -> HttpResponse:
    """What changed last, for a reader of news."""
    search = shown.dates(request.GET)
    told = news.feed(
        search.found,
        lambda action: page_of(action, shown.campaign),
        title=_title(shown, request),
        link=settings.BASE_URL + address("public-agenda", shown.campaign) + search.canonical,
        here=settings.BASE_URL + request.get_full_path(),
        changed_at=shown.changed_at,
    )
    return HttpResponse(told, content_type=RSS)


@public_feed
def geojson(request: HttpRequest, shown: Published) -> HttpResponse:
    """Every action of the map as points, for whoever draws their own."""
    told = points.collection(shown.search(request.GET).found, lambda action: page_of(action, shown.campaign))
    return HttpResponse(told, content_type=GEOJSON)


@public_feed
def action_calendar(request: HttpRequest, shown: Published, reference: str) -> HttpResponse:  # noqa: ARG001 (a view)
    """One action, for a reader's own calendar."""
    _, found = published_action(shown, reference)
    if found.when is None:
        raise Http404
    return _calendar(found.title, [found], shown.campaign, reference)


@public_feed
def school_calendar(request: HttpRequest, shown: Published, token: str) -> HttpResponse:  # noqa: ARG001 (a view)
    """The dates of one school, by the link given to its teams: the public does not know which school a class is of."""
    try:
        school = school_feeds.read(token)
    except Refused as refused:
        raise Http404 from refused
    rows = selectors.of_school(school, shown.edition) if shown.edition else []
    return _calendar(f"{shown.campaign.name}, {school.name}", rows, shown.campaign, "etablissement")


def _choices(shown: Published, search: ActionSearch, facet: Facet) -> list[Subscription]:
    """One subscription a value, with what it counts today; a territory or a theme of nothing is left out."""
    counted = search.counts(facet)
    return [
        Subscription(label, counted[value], search.with_only(facet, value), shown.campaign)
        for value, label in shown.labels[facet].items()
        if counted.get(value)
    ]


def _title(shown: Published, request: HttpRequest) -> str:
    """The name of the agenda, and of what it was narrowed to."""
    name = shown.edition.title if shown.edition else shown.campaign.name
    return ", ".join([name, *(chip.label for chip in shown.dates(request.GET).chips)])


def _calendar(name: str, actions: Iterable[Action], campaign: Campaign, filename: str) -> HttpResponse:
    written = feed.calendar(name, actions, lambda action: page_of(action, campaign))
    response = HttpResponse(written, content_type=CALENDAR)
    response["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    return response
