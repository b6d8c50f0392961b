"""The board of who waits, the dry run before anybody is written to, and pairs chosen by hand."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from essaim.areas.campaign.forms.matching import PairForm
from essaim.areas.campaign.models import ClassRequest, Offer
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.selectors import editions, instances, places
from essaim.areas.campaign.selectors import matching as selectors
from essaim.areas.campaign.services import matching as services
from essaim.foundation.figures import indicators
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who


def matching_board(request: HttpRequest) -> HttpResponse:
    """Who waits for an answer in one's territory: requests without meeting, proposals sent, holes of the map."""
    by = who(request)
    policies.ensure_can_open_board(by)
    edition, shown = editions.current(), _scopes(request, by)
    context: dict[str, Any] = {"edition": edition, **_territories(by, shown)}
    if edition:
        context |= {
            "waiting": instances.waiting_in(edition, *shown),
            "proposals": selectors.proposals_in(edition, *shown),
        }
    return render(request, "campaign/matching_board.html", context)


def matching_run(request: HttpRequest) -> HttpResponse:
    """« Rapprocher » shows what would be proposed; « Proposer » does it, if nothing changed meanwhile."""
    by = who(request)
    shown = _scopes(request, by)
    if len(shown) != 1:  # a run is of one territory: the board says which ones there are
        policies.ensure_can_open_board(by)
        return redirect("campaign:matching-board")
    scope = shown[0]
    edition = get_object_or_404(editions.public(), pk=getattr(editions.current(), "pk", None))
    if request.method == "POST":
        try:
            run = services.run(by=by, edition=edition, scope=scope, shown=request.POST.get("empreinte", ""))
        except Refused as refused:
            messages.warning(request, str(refused))
            return redirect(f"{request.path}?perimetre={scope}")
        messages.success(request, f"C’est parti : {run.matches.count()} propositions envoyées à chaque côté.")
        return redirect("campaign:matching-board")
    context = {"edition": edition, "preview": selectors.preview(edition, scope), **_territories(by, shown)}
    return render(request, "campaign/matching_run.html", context)


def request_match(request: HttpRequest, reference: str) -> HttpResponse:
    """One request that waits: the offers that fit, those that nearly do, and the pair one decides by hand."""
    by = who(request)
    asking = get_object_or_404(
        ClassRequest.objects.select_related("edition", "school__academie", "departement"), reference=reference
    )
    policies.ensure_covers(by, asking)
    if request.method == "POST":
        return _decided(request, by, asking)
    context = {
        "asking": asking,
        "edition": asking.edition,
        "match": selectors.of_request(asking),
        "places": places.near_places(asking),
        "forbidden": asking.forbidden.filter(slot="").select_related("offer__organisation").order_by("created_at"),
        "history": selectors.history_of(asking),
    }
    return render(request, "campaign/request_match.html", context)


def _decided(request: HttpRequest, by: Actor, asking: ClassRequest) -> HttpResponse:
    form = PairForm(request.POST)
    offer = get_object_or_404(Offer, reference=request.POST.get("offer", ""), edition=asking.edition)
    gesture = request.POST.get("geste", "")
    try:
        if gesture == "ecarter":
            services.forbid(by=by, request=asking, offer=offer)
            messages.success(request, "Cette offre ne sera plus proposée à cette classe.")
        elif gesture == "permettre":
            services.allow(by=by, request=asking, offer=offer)
            messages.success(request, "Cette offre peut de nouveau être proposée à cette classe.")
        elif form.is_valid():
            said = form.cleaned_data
            match = services.pair(by=by, request=asking, offer=offer, slot=said["slot"], reason=said["reason"])
            messages.success(request, "La rencontre est proposée. L’équipe et l’acteur reçoivent un courriel.")
            return redirect("campaign:match-detail", match.pk)
        else:
            messages.warning(request, "Choisissez une offre et une demi-journée.")
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("campaign:request-match", asking.reference)


def _scopes(request: HttpRequest, by: Actor) -> list[Scope]:
    """The territory asked for; else all those one answers for, together."""
    asked = request.GET.get("perimetre") or request.POST.get("perimetre")
    if not asked:
        return policies.scopes_of(by)
    scope = Scope.parse(asked)
    policies.ensure_can_match_in(by, scope)
    return [scope]


def _territories(by: Actor, shown: Sequence[Scope]) -> dict[str, Any]:
    """What the page says of territories: those shown, those one may choose, and each with its name."""
    named = {str(scope): indicators.scope_name(scope) for scope in {*policies.scopes_of(by), *shown}}
    return {
        "scope": str(shown[0]) if len(shown) == 1 else "",
        "scope_name": french.join(named[str(scope)] for scope in shown),
        "shown": [(str(scope), named[str(scope)]) for scope in shown],
        "scopes": [(str(scope), named[str(scope)]) for scope in policies.scopes_of(by)],
    }
