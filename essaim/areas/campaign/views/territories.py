"""Which territories a page of the network is about: the one asked for, else all those one answers for."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from essaim.areas.campaign.policies import matching as policies
from essaim.foundation.figures import indicators
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor


def asked(request: HttpRequest, by: Actor) -> list[Scope]:
    """The territory asked for; else all those one answers for, together."""
    wanted = request.GET.get("perimetre") or request.POST.get("perimetre")
    if not wanted:
        return policies.scopes_of(by)
    scope = Scope.parse(wanted)
    policies.ensure_can_match_in(by, scope)
    return [scope]


def told(by: Actor, shown: Sequence[Scope]) -> dict[str, Any]:
    """What the page says of territories: those shown, those one may choose, and each with its name."""
    named = {str(scope): indicators.scope_name(scope) for scope in {*policies.scopes_of(by), *shown}}
    return {
        "scope": str(shown[0]) if len(shown) == 1 else "",
        "scope_name": french.join(named[str(scope)] for scope in shown),
        "shown": [(str(scope), named[str(scope)]) for scope in shown],
        "scopes": [(str(scope), named[str(scope)]) for scope in policies.scopes_of(by)],
    }
