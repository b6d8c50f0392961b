"""The pages of what went wrong: what happened, what to do now, and the reference to quote."""

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from essaim.foundation.kernel.errors import EssaimError

logger = logging.getLogger("essaim.request")


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form cannot be read."""
    return render(request, "web/errors/400.html", {"reason": _reason(exception)}, status=400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this reader may not do this; our own refusals say why."""
    return render(request, "web/errors/403.html", {"reason": _reason(exception)}, status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """404: nothing at this address, or nothing this reader may know of."""
    return render(request, "web/errors/404.html", status=404)


@requires_csrf_token
def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. If the page itself cannot be drawn, a sentence without any tool is still sent."""
    try:
        return render(request, "web/errors/500.html", status=500)
    except Exception:
        logger.exception("error page")
        context = {"request_id": getattr(request, "request_id", "")}
        return HttpResponseServerError(render_to_string("web/errors/500_bare.html", context))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose proof of origin is missing or too old: nothing was saved, going back is enough."""
    logger.warning("csrf %s", reason)
    return render(request, "web/errors/csrf.html", status=403)


def _reason(exception: Exception) -> str:
    """The sentence of our own refusals, whatever Django wrapped them in."""
    found = exception if isinstance(exception, EssaimError) else exception.__cause__
    return str(found) if isinstance(found, EssaimError) else ""
