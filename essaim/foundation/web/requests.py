"""What a request says: who is at the other end, as an actor policies can be asked about, and what is wanted back."""

from typing import cast

from django.http import HttpRequest

from essaim.foundation.kernel.actor import Actor, Visitor


def who(request: HttpRequest) -> Actor:
    """The signed-in person, or a visitor. A policy that refuses a visitor sends them to sign in (middleware)."""
    return cast("Actor", request.user) if request.user.is_authenticated else Visitor()


def template_for(request: HttpRequest, page: str, fragment: str) -> str:
    """The page, or only one of its fragments when htmx asks: ``template_for(request, "x/list.html", "results")``."""
    return f"{page}#{fragment}" if getattr(request, "htmx", False) else page
