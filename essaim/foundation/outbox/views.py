"""The letters that leave, and on a demonstration what they say."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from csp.constants import SELF
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from essaim.foundation.outbox import policies, selectors, services
from essaim.foundation.outbox.forms import LetterSearch
from essaim.foundation.outbox.models import Enclosure, Letter
from essaim.foundation.web.pagination import paginate

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""A letter is somebody else's page: no script, no form, no origin of its own; its links open beside it."""


def for_readers(view: View[P]) -> View[P]:
    """Open to administrators, and to everybody on a demonstration."""

    @wraps(view)
    def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if policies.can_read_envelopes(request.user if request.user.is_authenticated else None):
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied("Le courrier n’est ouvert qu’à l’administration.")

    return checked


@require_GET
@for_readers
def inbox(request: HttpRequest) -> HttpResponse:
    """The letters, latest first, as a page or as the list alone for htmx."""
    search = LetterSearch(request.GET)
    context = {
        "search": search,
        "page": paginate(request, selectors.letters(search.criteria())),
        "counts": selectors.count_by_state(),
    }
    return render(request, "outbox/letter_list.html" + ("#results" if request.htmx else ""), context)  # type: ignore[attr-defined]


@require_GET
@for_readers
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: where it stands, and on a demonstration what it says."""
    found = get_object_or_404(selectors.letter(pk))
    may = request.user.is_authenticated
    context = {
        "letter": found,
        "can_read": policies.can_read_text() and found.purged_at is None,
        "can_retry": may and policies.can_retry(request.user, found),  # type: ignore[arg-type]
        "can_cancel": may and policies.can_cancel(request.user, found),  # type: ignore[arg-type]
    }
    response = render(request, "outbox/letter_detail.html", context)
    response._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]  # noqa: SLF001 (what django-csp reads)
    return response


@require_GET
@for_readers
@xframe_options_sameorigin
def page(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """The page of a letter, alone and inert, for the frame of its detail."""
    found = get_object_or_404(selectors.letter(pk))
    if not policies.can_read_text() or not found.html:
        raise Http404
    response = HttpResponse(found.html.replace("<head>", '<head><base target="_blank">', 1))
    response.headers["Content-Security-Policy"] = LETTER_POLICY
    return response


@require_GET
@for_readers
def enclosure(request: HttpRequest, pk: int, enclosure: int) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """A file that travels with a letter, always as a download."""
    if not policies.can_read_text():
        raise Http404
    found = get_object_or_404(Enclosure, pk=enclosure, letter=pk)
    response = HttpResponse(bytes(found.content), content_type=found.content_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name) or ""
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
@login_required
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a failed letter again."""
    services.retry(by=request.user, letter=get_object_or_404(Letter, pk=pk))  # type: ignore[arg-type]
    messages.success(request, "La lettre repart dans la minute.")
    return redirect("outbox:letter", pk=pk)


@require_POST
@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a letter from leaving."""
    services.cancel(by=request.user, letter=get_object_or_404(Letter, pk=pk))  # type: ignore[arg-type]
    messages.success(request, "La lettre est annulée : elle ne partira pas.")
    return redirect("outbox:letter", pk=pk)
