"""What everybody sees of an edition: its page, the map, the agenda, the calendar, a page per action."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, etag, require_safe
from django.views.decorators.vary import vary_on_headers

from essaim.areas.campaign import feed, structured
from essaim.areas.campaign.domain import publication
from essaim.areas.campaign.domain.publication import Action
from essaim.areas.campaign.enums import Band, Kind, Moment
from essaim.areas.campaign.forms.public import EDITION, ActionSearch, Layout
from essaim.areas.campaign.models import Edition
from essaim.areas.campaign.selectors import editions
from essaim.areas.campaign.selectors import public as selectors
from essaim.areas.campaign.selectors import public_editions as told
from essaim.commons.territory import outlines
from essaim.foundation.kernel import french
from essaim.foundation.web.maps import Datum, MapView
from essaim.foundation.web.pagination import sequence_page
from essaim.foundation.web.requests import template_for

PER_PAGE = 24
DOORS = (Kind.TEAM, Kind.ACTOR, Kind.SHOWCASE)
CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Door:
    """One of the three registrations, as an entrance: what it is and what it takes."""

    icon: str
    title: str
    note: str
    url: str

    @classmethod
    def to(cls, kind: Kind) -> Self:
        """The door of this registration."""
        return cls(*_DOORS[kind], reverse(f"campaign:registration-begin-{kind.value}"))


_DOORS: Mapping[Kind, tuple[str, str, str]] = {
    Kind.TEAM: ("school", "Inscrire ma classe", "Une équipe éducative demande une rencontre : 3 minutes"),
    Kind.ACTOR: ("hands", "Proposer une rencontre", "Un acteur de l’ESS se met à disposition : 3 minutes"),
    Kind.SHOWCASE: ("cell", "Montrer une action d’élèves", "Une classe fait connaître ce qu’elle a fait : 3 minutes"),
}


@require_safe
@conditional_page
def edition(request: HttpRequest) -> HttpResponse:
    """The edition of today, what one can do there, and those before."""
    current = asked_edition(request)
    moment = told.moment(current, timezone.localdate()) if current else None
    latest = editions.current() if EDITION in request.GET else current
    context = {
        "edition": current,
        "is_latest": current == latest,
        "moment": moment,
        "doors": [Door.to(kind) for kind in DOORS] if moment is Moment.OPEN else [],
        "figures": told.figures(current) if current else [],
        "past": told.past(current),
        "kept": _kept(request),
    }
    return render(request, "campaign/public_edition.html", context)


@require_safe
@conditional_page
@vary_on_headers("HX-Request")
def action_map(request: HttpRequest) -> HttpResponse:
    """What happens near a reader: cells by région, then the actions themselves."""
    context = _searched(request, reverse("campaign:public-map"), dated=False)
    search = context["search"]
    if search:
        context |= {"map": _map(search), "page": sequence_page(request, search.found, PER_PAGE)}
    return render(request, template_for(request, "campaign/public_map.html", "results"), context)


@require_safe
@conditional_page
@vary_on_headers("HX-Request")
def agenda(request: HttpRequest) -> HttpResponse:
    """What has a day: by day, as a list, or by place."""
    context = _searched(request, reverse("campaign:public-agenda"), dated=True)
    search = context["search"]
    if search:
        by_place = search.layout is Layout.PLACE
        rows = publication.by_place(search.found) if by_place else search.found
        page = sequence_page(request, rows, PER_PAGE)
        feed_url = settings.BASE_URL + reverse("campaign:public-feed") + search.kept
        groups = publication.grouped(page.rows, by_place=by_place)
        context |= {"page": page, "groups": groups, "feed_url": feed_url}
    return render(request, template_for(request, "campaign/public_agenda.html", "results"), context)


def _feed_version(request: HttpRequest) -> str | None:
    current = asked_edition(request)
    return f'"{selectors.version(current)}-{request.GET.urlencode()[:200]}"' if current else None


@require_safe
@cache_control(public=True, no_cache=True)
@etag(_feed_version)
def calendar(request: HttpRequest) -> HttpResponse:
    """The agenda for other programs, cancelled dates included; the same filters as the page."""
    current = asked_edition(request)
    rows = selectors.dated(current) if current else []
    kept = ActionSearch(request.GET, rows, words=_words(current), regions=told.regions()).found
    name = current.title if current else "Semaine de l’ESS à l’école"
    return _calendar(name, kept, "semaine.ics")


@require_safe
@conditional_page
def action(request: HttpRequest, reference: str) -> HttpResponse:
    """One action: what, where, when, for whom; and how to come, when one may."""
    current, found = _published(reference)
    url = _address(found)
    words = editions.labels(current)
    is_current = current == editions.current()
    context = {
        "edition": current,
        "action": found,
        "theme_words": french.join(words[code] for code in words if code in found.themes),
        "type_words": french.join(words[code] for code in words if code in found.types),
        "bands": "" if found.audience else french.join(band.label for band in Band if band in found.bands),
        "modes": french.join((mode.label for mode in found.modes), "ou"),
        "url": url,
        "share": "mailto:?" + urlencode({"subject": found.title, "body": url}, quote_via=quote),
        "team_url": Door.to(Kind.TEAM).url if current.is_open else "",
        "kept": "" if is_current else f"?{urlencode({EDITION: current.slug})}",
        "event": structured.block(structured.event(found, url=url, organizer=current.title)),
    }
    return render(request, "campaign/public_action.html", context)


@require_safe
def action_calendar(request: HttpRequest, reference: str) -> HttpResponse:  # noqa: ARG001 (a view)
    """One action, for a reader's own calendar."""
    _, found = _published(reference)
    if found.when is None:
        raise Http404
    return _calendar(found.title, [found], f"{reference}.ics")


def asked_edition(request: HttpRequest) -> Edition | None:
    """The edition of the address, else the one of today; a slug nobody knows is 404."""
    slug = request.GET.get(EDITION, "")
    if not slug:
        return editions.current()
    found = editions.public().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _searched(request: HttpRequest, here: str, *, dated: bool) -> dict[str, Any]:
    """What the map and the agenda share: the edition, what was asked, and where each link leads."""
    current = asked_edition(request)
    if current is None:
        return {"edition": None, "search": None}
    published = [found for found in selectors.actions(current) if found.when or not dated]
    search = ActionSearch(request.GET, published, words=_words(current), regions=told.regions())
    return {
        "edition": current,
        "moment": told.moment(current, timezone.localdate()),
        "search": search,
        "here": here,
        "cleared": _kept(request),
        "without_region": here + search.address(region=""),
        "in_region": publication.in_region(search.region_name),
        "addresses": {layout.value: search.address(vue=layout.value) for layout in Layout},
        "team_url": Door.to(Kind.TEAM).url if current.is_open else "",
    }


def _kept(request: HttpRequest) -> str:
    """The edition asked for, for another page of it."""
    slug = request.GET.get(EDITION, "")
    return f"?{urlencode({EDITION: slug})}" if slug else ""


def _words(current: Edition | None) -> dict[str, str]:
    return dict(editions.labels(current)) if current else {}


def _map(search: ActionSearch) -> MapView:
    counts = search.by_region()
    layer = outlines.layer(outlines.Layer.REGIONS)
    regions = {outline.code: outline.name for frame in layer.frames for outline in frame.outlines}
    data = {code: Datum(counts.get(code, 0), href=search.address(region=code) + "#actions") for code in regions}
    placed = sum(counts.get(code, 0) for code in regions)
    met = sum(1 for code in regions if counts.get(code))
    title = (
        f"{french.plural(placed, 'action')} dans {french.plural(met, 'région')}" if placed else "Aucune action placée"
    )
    return MapView(title, layer, data, "actions", current=search.region)


def _published(reference: str) -> tuple[Edition, Action]:
    found = selectors.action(reference)
    if found is None:
        raise Http404
    return found


def _address(found: Action) -> str:
    return settings.BASE_URL + reverse("campaign:public-action", args=[found.reference])


def _calendar(name: str, actions: list[Action], filename: str) -> HttpResponse:
    response = HttpResponse(feed.calendar(name, actions, _address), content_type=CALENDAR)
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    return response
