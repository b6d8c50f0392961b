"""The board of who waits, and what the network decides of one pair."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from essaim.areas.campaign.enums import MatchState
from essaim.areas.campaign.forms.matching import PairForm
from essaim.areas.campaign.models import ClassRequest, Match, Offer
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.policies.editions import can_keep
from essaim.areas.campaign.selectors import editions, instances, places
from essaim.areas.campaign.selectors import matching as selectors
from essaim.areas.campaign.selectors import runs as run_selectors
from essaim.areas.campaign.services import matching as services
from essaim.areas.campaign.views import territories
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who

LOCKS = {
    "garder": (services.lock, "Cette proposition ne bougera plus, quel que soit le prochain rapprochement."),
    "laisser": (services.unlock, "Un prochain rapprochement peut de nouveau la faire bouger."),
}


def matching_board(request: HttpRequest) -> HttpResponse:
    """Who waits for an answer in one's territory: requests without meeting, proposals sent, holes of the map."""
    by = who(request)
    policies.ensure_can_open_board(by)
    edition, shown = editions.current(), territories.asked(request, by)
    context: dict[str, Any] = {"edition": edition, "can_keep": can_keep(by), **territories.told(by, shown)}
    if edition:
        context |= {
            "waiting": instances.waiting_in(edition, *shown),
            "proposals": selectors.proposals_in(edition, *shown),
            "runs": run_selectors.runs_in(edition, *shown)[: run_selectors.LAST],
        }
    return render(request, "campaign/matching_board.html", context)


def request_match(request: HttpRequest, reference: str) -> HttpResponse:
    """One request that waits: the offers that fit, those that nearly do, and the pair one decides by hand."""
    by = who(request)
    asking = get_object_or_404(
        ClassRequest.objects.select_related("edition", "school__academie", "departement"), reference=reference
    )
    policies.ensure_covers(by, asking)
    if request.method == "POST":
        return _decided(request, by, asking)
    match = selectors.of_request(asking)
    context = {
        "asking": asking,
        "edition": asking.edition,
        "match": match,
        "places": places.near_places(asking),
        "can_change": match is not None and match.state == MatchState.PROPOSED,
        "forbidden": asking.forbidden.filter(slot="").select_related("offer__organisation").order_by("created_at"),
        "history": selectors.history_of(asking),
    }
    return render(request, "campaign/request_match.html", context)


@require_POST
def match_lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a proposal whatever a new run would prefer, or let it move again."""
    by = who(request)
    match = get_object_or_404(selectors.by_id(pk))
    policies.ensure_covers_match(by, match)
    gesture, told = LOCKS["laisser" if request.POST.get("geste") == "laisser" else "garder"]
    try:
        gesture(by=by, match=match)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, told)
    return redirect("campaign:match-detail", match.pk)


def _decided(request: HttpRequest, by: Actor, asking: ClassRequest) -> HttpResponse:
    form = PairForm(request.POST)
    offer = get_object_or_404(Offer, reference=request.POST.get("offer", ""), edition=asking.edition)
    gesture = request.POST.get("geste", "")
    try:
        if gesture == "ecarter":
            services.forbid(by=by, request=asking, offer=offer, reason=request.POST.get("reason", ""))
            messages.success(request, "Cette offre ne sera plus proposée à cette classe.")
        elif gesture == "permettre":
            services.allow(by=by, request=asking, offer=offer)
            messages.success(request, "Cette offre peut de nouveau être proposée à cette classe.")
        elif form.is_valid():
            match = _proposed(by, asking, offer, form.cleaned_data)
            messages.success(request, "La rencontre est proposée. L’équipe et l’acteur reçoivent un courriel.")
            return redirect("campaign:match-detail", match.pk)
        else:
            messages.warning(request, "Choisissez une offre et une demi-journée.")
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("campaign:request-match", asking.reference)


def _proposed(by: Actor, asking: ClassRequest, offer: Offer, said: Mapping[str, Any]) -> Match:
    """In place of what waits for an answer, when something does."""
    match = selectors.of_request(asking)
    if match is not None and match.state == MatchState.PROPOSED:
        return services.change(by=by, match=match, offer=offer, slot=said["slot"], reason=said["reason"])
    return services.pair(by=by, request=asking, offer=offer, slot=said["slot"], reason=said["reason"])
