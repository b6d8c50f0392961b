"""The gallery of components and the choice of display."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from essaim.foundation.web import gallery as examples
from essaim.foundation.web.context import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 3600


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "web/gallery.html", {"chapters": examples.chapters()})


@csrf_exempt  # a display preference: nothing to forge, and no cookie for readers who never use it
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen display for a year, and come back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("theme", "")
    if chosen and chosen in {value for value, _ in THEMES}:
        response.set_cookie(THEME_COOKIE, chosen, A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie(THEME_COOKIE)
    return response
