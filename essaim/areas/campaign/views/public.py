"""What everybody sees of an edition: its page, the map, the agenda, a page per action."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from essaim.areas.campaign import cards, maps, structured
from essaim.areas.campaign.addresses import address
from essaim.areas.campaign.domain import publication
from essaim.areas.campaign.domain.publication import Action
from essaim.areas.campaign.enums import Band, Kind, Moment
from essaim.areas.campaign.models import Campaign, Edition
from essaim.areas.campaign.search import EDITION, ActionSearch, Layout
from essaim.areas.campaign.selectors import editions
from essaim.areas.campaign.selectors import public as selectors
from essaim.areas.campaign.selectors import public_editions as told
from essaim.areas.campaign.selectors.published import Published
from essaim.areas.campaign.views.serving import public_page
from essaim.foundation.kernel import french
from essaim.foundation.web.pagination import sequence_page
from essaim.foundation.web.requests import template_for

PER_PAGE = 24


@dataclass(frozen=True, slots=True)
class Door:
    """One of the registrations, as an entrance: what it is and what it takes."""

    icon: str
    title: str
    note: str
    url: str

    @classmethod
    def to(cls, kind: Kind, campaign: Campaign) -> Self:
        """The door of this registration."""
        return cls(*_DOORS[kind], address(f"registration-begin-{kind.value}", campaign))


_DOORS: Mapping[Kind, tuple[str, str, str]] = {
    Kind.TEAM: ("school", "Inscrire ma classe", "Une équipe éducative demande une rencontre : 3 minutes"),
    Kind.ACTOR: ("hands", "Proposer une rencontre", "Un acteur de l’ESS se met à disposition : 3 minutes"),
    Kind.SHOWCASE: ("cell", "Montrer une action d’élèves", "Une classe fait connaître ce qu’elle a fait : 3 minutes"),
    Kind.EVENT: ("calendar", "Annoncer un évènement", "Portes ouvertes, débat, atelier, où tout le monde peut venir"),
}


@public_page
def edition(request: HttpRequest, shown: Published) -> HttpResponse:
    """The edition of today, what one can do there, and those before."""
    current = shown.edition
    moment = shown.moment
    context = {
        "edition": current,
        "is_latest": shown.is_current,
        "moment": moment,
        "doors": [Door.to(kind, shown.campaign) for kind in current.offered]
        if current and moment is Moment.OPEN
        else [],
        "figures": told.figures(current) if current else [],
        "past": told.past(current, shown.campaign),
        "kept": kept_edition(request),
        "commune": "",
    }
    return render(request, "campaign/public_edition.html", context)


@public_page
def action_map(request: HttpRequest, shown: Published) -> HttpResponse:
    """What happens near a reader: cells and points on the map, then the actions themselves."""
    context = searched(request, shown, "public-map")
    if search := context["search"]:
        context |= {
            "map": maps.of(shown.atlas, search),
            "page": (page := sequence_page(request, search.found, PER_PAGE)),
            "cards": cards.drawn(shown, page.rows),
            "programme": _programme(shown, search),
        }
    return render(request, template_for(request, "campaign/public_map.html", "results"), context)


@public_page
def agenda(request: HttpRequest, shown: Published) -> HttpResponse:
    """What has a day: by day, as a list, or by place."""
    context = searched(request, shown, "public-agenda", dated=True)
    if search := context["search"]:
        page = sequence_page(request, search.found, PER_PAGE)
        by_day = search.layout is Layout.DAY
        rows = publication.grouped(page.rows, by_place=not by_day) if search.layout is not Layout.LIST else []
        groups = [(title, cards.drawn(shown, group, by_day=by_day)) for title, group in rows]
        context |= {"page": page, "groups": groups, "programme": _programme(shown, search)}
    return render(request, template_for(request, "campaign/public_agenda.html", "results"), context)


@public_page
def action(request: HttpRequest, shown: Published, reference: str) -> HttpResponse:
    """One action: what, where, when, for whom; and how to come, when one may."""
    current, found = published_action(shown, reference)
    url = page_of(found, shown.campaign)
    is_current = current == shown.edition
    words = shown.words if is_current else editions.labels(current)
    context = {
        "edition": current,
        "action": found,
        "theme_words": french.join(words[code] for code in words if code in found.themes),
        "type_words": french.join(words[code] for code in words if code in found.types),
        "bands": "" if found.audience else french.join(band.label for band in Band if band in found.bands),
        "modes": french.join((mode.label for mode in found.modes), "ou"),
        "url": url,
        "share": "mailto:?" + urlencode({"subject": found.title, "body": url}, quote_via=quote),
        "team_url": team_url(current, shown.campaign),
        "kept": "" if is_current else f"?{urlencode({EDITION: current.slug})}",
        "event": structured.block(structured.event(found, url=url, organizer=current.title)),
    }
    return render(request, "campaign/public_action.html", context)


def searched(request: HttpRequest, shown: Published, name: str, *, dated: bool = False) -> dict[str, Any]:
    """What the map and the agenda share: the edition, what was asked, and where each link leads."""
    current = shown.edition
    if current is None:
        return {"edition": None, "search": None}
    search, here = shown.search(request.GET, dated=dated), address(name, shown.campaign)
    return {
        "edition": current,
        "moment": shown.moment,
        "search": search,
        "here": here,
        "canonical": settings.BASE_URL + here + search.canonical,
        "cleared": kept_edition(request),
        "without_region": here + search.address(region="", zone=""),
        "in_region": publication.in_region(search.region_name),
        "addresses": {layout.value: search.address(vue=layout.value) for layout in Layout},
        "team_url": team_url(current, shown.campaign),
    }


def kept_edition(request: HttpRequest) -> str:
    """The edition asked for, for another page of it."""
    slug = request.GET.get(EDITION, "")
    return f"?{urlencode({EDITION: slug})}" if slug else ""


def team_url(current: Edition, campaign: Campaign) -> str:
    """Where a team registers, when it may."""
    return Door.to(Kind.TEAM, campaign).url if current.is_open and Kind.TEAM in current.offered else ""


def published_action(shown: Published, reference: str) -> tuple[Edition, Action]:
    """A published action of this campaign and its edition; without a query when it is of the edition shown."""
    known = shown.action(reference)
    if known is not None and shown.edition is not None:
        return shown.edition, known
    found = selectors.action(reference)
    if found is None or found[0].campaign_id != shown.campaign.pk:
        raise Http404
    return found


def page_of(found: Action, campaign: Campaign) -> str:
    """The whole address of an action's page."""
    return settings.BASE_URL + address("public-action", campaign, reference=found.reference)


def _programme(shown: Published, search: ActionSearch) -> str:
    """The printable programme of the only région asked for."""
    if not search.region or shown.edition is None:
        return ""
    return address("public-programme", shown.campaign, region=shown.slugs[search.region]) + search.only_edition
