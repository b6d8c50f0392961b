"""The board of who waits, the dry run before anybody is written to, and pairs chosen by hand."""

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
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who


def matching_board(request: HttpRequest) -> HttpResponse:
    """Who waits for an answer in one's territory: requests without meeting, proposals sent, holes of the map."""
    by = who(request)
    policies.ensure_can_open_board(by)
    edition, scope = editions.current(), _scope(request, by)
    context: dict[str, Any] = {"edition": edition, **_territory(by, scope)}
    if edition:
        context |= {
            "waiting": instances.waiting_in(edition, scope),
            "proposals": selectors.proposals_in(edition, scope),
        }
    return render(request, "campaign/matching_board.html", context)


def matching_run(request: HttpRequest) -> HttpResponse:
    """« Rapprocher » shows what would be proposed; « Proposer » does it, if nothing changed meanwhile."""
    by = who(request)
    scope = _scope(request, by)
    policies.ensure_can_match_in(by, scope)
    edition = get_object_or_404(editions.public(), pk=getattr(editions.current(), "pk", None))
    if request.method == "POST":
        try:
            run = services.run(by=by, edition=edition, scope=scope, shown=request.POST.get("empreinte", ""))
        except Refused as refused:
            messages.warning(request, str(refused))
            return redirect(f"{request.path}?perimetre={scope}")
        messages.success(request, f"C’est parti : {run.matches.count()} propositions envoyées à chaque côté.")
        return redirect("campaign:matching-board")
    context = {"edition": edition, "preview": selectors.preview(edition, scope), **_territory(by, scope)}
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


def _scope(request: HttpRequest, by: Actor) -> Scope:
    """The territory asked for; else the widest one holds."""
    asked = request.GET.get("perimetre") or request.POST.get("perimetre")
    if asked:
        scope = Scope.parse(asked)
        policies.ensure_can_match_in(by, scope)
        return scope
    own = policies.scopes_of(by)
    return own[0] if own else Scope("france")


def _territory(by: Actor, scope: Scope) -> dict[str, Any]:
    choices = [(str(one), indicators.scope_name(one)) for one in policies.scopes_of(by)]
    return {"scope": str(scope), "scope_name": indicators.scope_name(scope), "scopes": choices}
