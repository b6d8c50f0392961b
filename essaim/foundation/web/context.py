"""What every template may use: where the reader can go, what the house is, how the page is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

THEMES = (("", "Automatique"), ("light", "Clair"), ("dark", "Sombre"))
THEME_COOKIE = "essaim_affichage"


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the header or the footer; ``current`` is the value of aria-current, or nothing."""

    label: str
    url: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A titled list of links of the footer."""

    label: str
    items: tuple[NavItem, ...]


def site(request: HttpRequest) -> dict[str, object]:
    """Navigation, the state of the house, the chosen display."""
    return {
        "navigation": navigation(request),
        "is_demo": settings.DEMO,
        "request_id": getattr(request, "request_id", ""),
        "theme": chosen_theme(request),
        "themes": THEMES,
    }


def chosen_theme(request: HttpRequest) -> str:
    """Light, dark, or nothing: the device decides."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in {value for value, _ in THEMES} else ""


def navigation(request: HttpRequest) -> dict[str, object]:
    """The links declared in config/navigation.py, less those whose page is not there yet."""
    declared: Mapping = settings.ESSAIM_NAVIGATION
    user = getattr(request, "user", None)
    account = "member" if user is not None and user.is_authenticated else "visitor"
    groups = ((label, _items(request, links)) for label, links in declared.get("footer", ()))
    return {
        "main": _items(request, declared.get("main", ())),
        "account": _items(request, declared.get(account, ())),
        "footer": tuple(NavGroup(label, items) for label, items in groups if items),
        "tools": lambda: _tools(request),  # asked only where it is shown: reading roles costs a query
        "legal": _items(request, declared.get("legal", ())),
    }


def _tools(request: HttpRequest) -> tuple[NavItem, ...]:
    """The pages of work that the roles of this reader open."""
    declared: Mapping = settings.ESSAIM_NAVIGATION
    links = declared.get("tools", ())
    return _items(request, [(label, name) for label, name, roles in links if request.user.holds(*roles)])  # type: ignore[union-attr]


def _items(request: HttpRequest, links: Iterable[tuple[str, str]]) -> tuple[NavItem, ...]:
    found = ((label, resolve(name)) for label, name in links)
    return tuple(NavItem(label, url, _current(request.path, url)) for label, url in found if url)


def resolve(name: str) -> str:
    """The address of a page, or nothing when it does not exist here."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _current(path: str, url: str) -> str:
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""
