"""Home, health, legal pages, and what robots read."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from essaim.foundation.accounts import duties
from essaim.foundation.web.context import resolve
from essaim.foundation.web.requests import who
from essaim.front.portal import health, season, selectors

DOORS = (
    # icon, title, what it takes, URL name
    (
        "school",
        "Enseignante ou enseignant",
        "Trouver mon établissement et qui m’accompagne : 2 minutes",
        "directory:school-list",
    ),
    (
        "hands",
        "Actrice ou acteur de l’ESS",
        "Retrouver ma structure dans l’annuaire : 2 minutes",
        "directory:organisation-list",
    ),
    ("cell", "Dans une CRESS, à L’ESPER ou à l’OCCE", "Me connecter", "account_login"),
)
PUBLIC_PAGES = (
    # title, URL name: what the plan of the site and the sitemap list
    ("Accueil", "portal:home"),
    ("La Semaine de l’ESS à l’école", "campaign:public-edition"),
    ("La carte de la Semaine", "campaign:public-map"),
    ("L’agenda de la Semaine", "campaign:public-agenda"),
    ("Établissements", "directory:school-list"),
    ("Acteurs de l’ESS", "directory:organisation-list"),
    ("Qui couvre quoi", "directory:coverage"),
    ("Territoires", "territory:index"),
    ("Se connecter", "account_login"),
    ("Galerie des composants", "web:gallery"),
    ("Accessibilité", "portal:accessibility"),
    ("Données personnelles", "portal:privacy"),
    ("Mentions légales", "portal:legal-notice"),
    ("Plan du site", "portal:site-plan"),
)
SECURITY_TERM = dt.timedelta(days=180)
PLAIN = "text/plain; charset=utf-8"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the reader who signed in; else what Essaim is for, and the right door for each."""
    doors = [(icon, title, note, resolve(name)) for icon, title, note, name in DOORS]
    counted = selectors.counts()
    figures = [(figure, resolve(figure.link)) for figure in selectors.figures(counted)]
    coverage = resolve("directory:coverage")
    edition = season.edition_of_today()
    context = {
        "map": None if request.user.is_authenticated else selectors.schools_map(counted),
        "duties": duties.waiting_for(who(request)),
        "edition": edition,
        "dates": season.next_dates(edition),
        "doors": [door for door in doors if door[-1]],
        "figures": figures,
        "coverage": coverage,
    }
    return render(request, "portal/home.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement of accessibility (RGAA 4.1; loi 2005-102, article 47)."""
    return render(request, "portal/accessibility.html", {"contact": settings.ESSAIM_CONTACT})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, on which basis, how long: written from the models themselves."""
    context = {"register": list(selectors.personal_register()), "contact": settings.ESSAIM_CONTACT}
    return render(request, "portal/privacy.html", context)


@require_safe
def legal_notice(request: HttpRequest) -> HttpResponse:
    """Who publishes, who hosts, under which licences."""
    context = {
        "contact": settings.ESSAIM_CONTACT,
        "publisher": settings.ESSAIM_PUBLISHER,
        "hosting": settings.ESSAIM_HOSTING,
    }
    return render(request, "portal/legal_notice.html", context)


@require_safe
def site_plan(request: HttpRequest) -> HttpResponse:
    """Every page that needs no account."""
    return render(request, "portal/site_plan.html", {"pages": _public_pages()})


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """The same pages, for search engines."""
    urls = [settings.BASE_URL + url for _, url in _public_pages()]
    return _bare("portal/sitemap.xml", {"urls": urls}, "application/xml; charset=utf-8")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """Robots may read public pages; never accounts, files or the trail. A demonstration asks to be left alone."""
    context = {"is_demo": settings.DEMO, "sitemap": settings.BASE_URL + reverse("portal:sitemap")}
    return _bare("portal/robots.txt", context, PLAIN)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """Whom to tell about a weakness (RFC 9116)."""
    if not settings.ESSAIM_CONTACT:
        return HttpResponse("", status=404, content_type=PLAIN)
    expires = (timezone.now() + SECURITY_TERM).replace(microsecond=0).astimezone(dt.UTC)
    context = {
        "contact": settings.ESSAIM_CONTACT,
        "expires": f"{expires:%Y-%m-%dT%H:%M:%SZ}",
        "base": settings.BASE_URL,
    }
    return _bare("portal/security.txt", context, PLAIN)


@login_not_required
@require_safe
@cache_control(no_store=True)
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """This process answers; it touches nothing else."""
    return HttpResponse("ok\n", content_type=PLAIN)


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """This process can serve: database, migrations, protected trail, cache table."""
    problems = health.problems()
    return JsonResponse({"ready": not problems, "problems": problems}, status=503 if problems else 200)


def _bare(template: str, context: dict, content_type: str) -> HttpResponse:
    """A text that says the same to everybody: no header, no navigation, nobody looked up."""
    return HttpResponse(render_to_string(template, context), content_type=content_type)


def _public_pages() -> list[tuple[str, str]]:
    return [(title, url) for title, name in PUBLIC_PAGES if (url := resolve(name))]
