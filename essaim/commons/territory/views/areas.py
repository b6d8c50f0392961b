"""The territories, from the country down to the commune."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from essaim.commons.territory import policies
from essaim.commons.territory.domain import timezones
from essaim.commons.territory.outlines import Layer, layer
from essaim.commons.territory.selectors import areas, calendars, communes
from essaim.foundation.kernel.school_year import SchoolYear
from essaim.foundation.web.maps import Datum, MapView
from essaim.foundation.web.pagination import paginate
from essaim.foundation.web.requests import template_for, who

SUGGESTED = 10
LISTED = 50
RECENT_YEARS = 3
ONE_DAY = 24 * 3600


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The country: a map and a list of régions, then the territories outside them."""
    found = list(areas.regions())
    data = {region.code: Datum(len(region.departements.all()), href=region.get_absolute_url()) for region in found}
    view = MapView("De 1 à 13 départements par région", layer(Layer.REGIONS), data, "départements")
    context = {"map": view, "regions": found, "territories": areas.territories()}
    return render(request, "territory/territory_index.html", context)


@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """A région: its académies, and the départements of each."""
    found = get_object_or_404(areas.regions(), slug=slug)
    context = {"region": found, "academies": areas.academies_of(found), "seat": communes.by_code(found.seat_code)}
    return render(request, "territory/region_detail.html", context)


@require_safe
def academie(request: HttpRequest, slug: str) -> HttpResponse:
    """An académie: its départements, and its holidays of a school year."""
    found = get_object_or_404(areas.every_academie(), slug=slug)
    years = calendars.known_years(found)
    asked = request.GET.get("annee", "")
    today = SchoolYear.of(timezone.localdate()).starts
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else today
    context = {
        "academie": found,
        "departements": areas.departements_of(found),
        "year": SchoolYear(year),
        "years": [SchoolYear(known) for known in years if known != year][:RECENT_YEARS],
        "holidays": calendars.holidays(found, year),
        "is_complete": calendars.is_complete(found, year),
        "can_edit": policies.can_edit_calendar(who(request)),
    }
    return render(request, "territory/academie_detail.html", context)


@require_safe
def departement(request: HttpRequest, slug: str) -> HttpResponse:
    """A département: who it belongs to, its clock, its communes."""
    found = get_object_or_404(areas.departements(), slug=slug)
    context = {
        "departement": found,
        "seat": communes.by_code(found.seat_code),
        "clock": timezones.told(found.timezone, timezone.now()),
        "page": paginate(request, communes.of_departement(found), per_page=LISTED),
    }
    return render(request, "territory/departement_detail.html", context)


@require_safe
def commune_search(request: HttpRequest) -> HttpResponse:
    """Communes for a name typed badly, a postcode or an INSEE code."""
    typed = request.GET.get("q", "").strip()[:80]
    found = communes.search(typed, limit=LISTED) if typed else []
    context = {"typed": typed, "communes": found, "is_cut": len(found) == LISTED}
    return render(request, template_for(request, "territory/commune_search.html", "results"), context)


@require_safe
@cache_control(public=True, max_age=ONE_DAY)
def commune_suggest(request: HttpRequest) -> JsonResponse:
    """The same, for a form that completes a commune as it is typed: few rows, kept a day by the browser."""
    typed, within = request.GET.get("q", "").strip()[:80], request.GET.get("departement", "")[:3]
    found = communes.search(typed, departement=within, limit=SUGGESTED)
    rows = [
        {
            "code": commune.code,
            "name": commune.name,
            "departement": commune.departement_id,
            "postcodes": [postcode.code for postcode in commune.postcodes.all()],
            "latitude": commune.latitude,
            "longitude": commune.longitude,
        }
        for commune in found
    ]
    return JsonResponse({"results": rows})
