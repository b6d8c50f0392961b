"""Who sees other people's data has a second factor: without it, every page leads to setting it up."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch

from essaim.foundation.accounts import doors, selectors
from essaim.foundation.accounts.models import User

OWN_NAMESPACES = frozenset({"accounts"})
OWN_PREFIXES = ("account_", "mfa_", "socialaccount_", "proconnect_")
SENTENCE = (
    "Votre rôle donne accès à des données d’autres personnes : "
    "ajoutez d’abord un second facteur, cela prend deux minutes."
)


class SecondFactorMiddleware:
    """Sends a person who holds a staff role and has no second factor to set it up; the account's pages stay open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, _args: tuple, _kwargs: dict) -> HttpResponse | None:
        """Let the page answer, or lead to the set-up page.

        A page marked ``login_not_required`` (health, robots) says the same to everybody: nobody is looked up for it.
        """
        if not getattr(view, "login_required", True):
            return None
        user = request.user
        match = request.resolver_match
        if not isinstance(user, User) or match is None or _is_own_page(match):
            return None
        if not selectors.is_second_factor_missing(user, is_local_demo=doors.is_allowed(request)):
            return None
        messages.warning(request, SENTENCE)
        return redirect("mfa_activate_totp")


def _is_own_page(match: ResolverMatch) -> bool:
    """The account's own pages, by which one adds the second factor or signs out."""
    return bool(OWN_NAMESPACES.intersection(match.namespaces)) or (match.url_name or "").startswith(OWN_PREFIXES)
