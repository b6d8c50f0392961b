"""How public pages are served: what a reader already has is answered before anything is read, usual answers are kept.

A page for a visitor depends on what is published, on the address, on the display chosen and on nothing else: its ETag
says these four. Only what several people ask is kept in memory (``ActionSearch.is_usual``): a robot that walks every
combination of filters gets its answers, a few milliseconds each, and pushes nobody's page out.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.http import conditional_page, require_safe

from essaim import __version__
from essaim.areas.campaign.search import EDITION
from essaim.areas.campaign.selectors import campaigns, published
from essaim.areas.campaign.selectors.published import Published
from essaim.foundation.web.context import chosen_theme

View = Callable[..., HttpResponse]

MOST_KEPT: Final = 256
"""Answers kept by a process: every usual page of two editions, and a few feeds."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that others may have."""

    content: bytes
    headers: tuple[tuple[str, str], ...]


class Memory:
    """The last answers asked for, by what they depend on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> HttpResponse | None:
        """The answer again, or None."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            self._kept.move_to_end(key)
        return HttpResponse(kept.content, headers=dict(kept.headers))

    def keep(self, key: str, response: HttpResponse) -> None:
        """Keep an answer; the one asked for the longest ago leaves."""
        kept = Kept(response.content, tuple(response.headers.items()))
        with self._lock:
            self._kept[key] = kept
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Keep nothing more."""
        with self._lock:
            self._kept.clear()


memory = Memory(MOST_KEPT)


def public_page(view: View) -> View:
    """A page of a campaign, given what is published there; 404 for a campaign or an edition nobody opened.

    Whoever is signed in gets their own page each time; visitors share theirs.
    """

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, campaign: str = campaigns.SEMAINE, **more: Any) -> HttpResponse:
        shown = _shown(request, campaign)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return conditional_page(_whole(view))(request, shown, **more)
        response = _shared(request, shown, view, more, chosen_theme(request), request.headers.get("HX-Request", ""))
        patch_vary_headers(response, ("Cookie", "HX-Request"))
        return response

    return page


def public_feed(view: View) -> View:
    """What programs read: the same to everybody, from any site, without a cookie."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, campaign: str = campaigns.SEMAINE, **more: Any) -> HttpResponse:
        response = _shared(request, _shown(request, campaign), view, more)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return page


def _shown(request: HttpRequest, campaign: str) -> Published:
    shown = published.find(campaign, request.GET.get(EDITION, ""))
    if shown is None:
        raise Http404
    request.campaign = shown.campaign  # type: ignore[attr-defined]
    return shown


def _shared(request: HttpRequest, shown: Published, view: View, more: dict[str, Any], *depends: str) -> HttpResponse:
    """The answer everybody gets: not again if they have it, from memory if it is usual, else made now."""
    told = "\n".join((shown.version, __version__, settings.BASE_URL, _static(), request.get_full_path(), *depends))
    key = hashlib.sha256(told.encode()).hexdigest()[:32]
    etag, modified = f'"{key}"', int(shown.changed_at.timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=modified) or memory.get(key)
    if response is None:
        response = _whole(view)(request, shown, **more)
        if response.status_code == 200 and settings.ESSAIM_PUBLIC_SECONDS and _is_usual(request, shown):  # noqa: PLR2004 (OK)
            memory.keep(key, response)
    if response.status_code in {200, 304}:
        response.headers.setdefault("ETag", etag)
        response.headers.setdefault("Last-Modified", http_date(modified))
        patch_cache_control(response, public=True, no_cache=True)
    return response


def _is_usual(request: HttpRequest, shown: Published) -> bool:
    return shown.search(request.GET).is_usual


def _whole(view: View) -> View:
    """The view, its template rendered."""

    def page(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        response = view(request, *args, **more)
        return response.render() if isinstance(response, TemplateResponse) else response

    return page


def _static() -> str:
    """What changes when the sheets and scripts of the page do."""
    return str(getattr(staticfiles_storage, "manifest_hash", ""))
