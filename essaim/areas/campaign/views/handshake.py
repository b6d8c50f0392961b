"""The pages of a match: by its link without account, by account, and the places still free. GET changes nothing."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from essaim.areas.campaign import keys, kit_hooks, match_letters, match_links
from essaim.areas.campaign.enums import MatchState, Motive, Party
from essaim.areas.campaign.forms.matching import DateForm, DeclineForm, PairForm, ReasonForm
from essaim.areas.campaign.match_links import Way
from essaim.areas.campaign.models import AGREED, ClassRequest, Match, Offer
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.selectors import matching as selectors
from essaim.areas.campaign.selectors import places, reminders
from essaim.areas.campaign.services import handshake
from essaim.commons.encounters import access
from essaim.commons.encounters.enums import Side
from essaim.foundation.accounts import links
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who

GONE, LATE, CONFLICT = 404, 410, 409
ACCEPT, DECLINE, DATE, WITHDRAW = "accepter", "decliner", "date", "reprendre"


def match_answer(request: HttpRequest, token: str) -> HttpResponse:
    """One side of a proposal, by the link of its letter: reading it changes nothing, its buttons answer."""
    try:
        way = match_links.read(token)
    except links.LinkExpired:
        return render(request, "campaign/match_link_expired.html", {"token": token}, status=LATE)
    except Refused as refused:
        return render(request, "campaign/match_link_closed.html", {"why": str(refused)}, status=GONE)
    match = get_object_or_404(selectors.by_id(way.match_pk))
    if request.method == "POST":
        return _answered(request, way.actor, match, way.party, f"{request.path}#suite")
    return render(request, "campaign/match_answer.html", _context(match, way.actor, way.party))


@require_POST
def match_link_again(request: HttpRequest, token: str) -> HttpResponse:
    """A fresh link, to the address already known of that side."""
    try:
        way = _way(token)
        match = get_object_or_404(selectors.by_id(way.match_pk))
        handshake.send_link(by=way.actor, match=match, party=way.party)
    except Refused as refused:
        return render(request, "campaign/match_link_closed.html", {"why": str(refused)}, status=GONE)
    return render(request, "campaign/match_link_sent.html")


def match_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The same by account: one's own side, or both for the network, who notes what is said on the telephone."""
    match = get_object_or_404(selectors.by_id(pk))
    by = who(request)
    policies.ensure_can_see(by, match)
    if request.method == "POST":
        party = Party.ACTOR if request.POST.get("cote") == Party.ACTOR else Party.TEAM
        return _answered(request, by, match, party, request.path)
    sides = [_context(match, by, party) for party in (Party.TEAM, Party.ACTOR) if policies.channel(by, match, party)]
    covers = policies.covers_match(by, match)
    if covers and match.state == MatchState.PROPOSED:
        reminded = reminders.days_of(match)
        sides = [side | {"reminded": reminded[Party(side["party"])]} for side in sides]
    context = {
        **match_letters.facts(match),
        "sides": sides,
        "covers": covers,
        "reason_form": ReasonForm(auto_id="network_%s"),
    }
    if covers and match.state in AGREED:
        context["contacts"] = match_letters.contacts(match).values()
    return render(request, "campaign/match_detail.html", context)


def place_list(request: HttpRequest, token: str) -> HttpResponse:
    """The places still free for a team that waits; taking one says yes to it. The last one goes to one team only."""
    try:
        link = links.read(token, keys.PURPOSE)
    except Refused as refused:
        return render(request, "campaign/match_link_closed.html", {"why": str(refused)}, status=GONE)
    asking = get_object_or_404(ClassRequest.objects.select_related("edition", "school"), pk=link.urn.partition(":")[2])
    taken, status = "", 200
    form = PairForm(request.POST or None)
    if form.is_valid():
        offer = get_object_or_404(Offer, reference=form.cleaned_data["offer"], edition=asking.edition)
        try:
            match = handshake.claim(by=link.actor, request=asking, offer=offer, slot=form.cleaned_data["slot"])
        except Refused as refused:
            taken, status = str(refused), CONFLICT
        else:
            messages.success(request, "La place est à vous. L’acteur de l’ESS reçoit votre demande et vous répond.")
            return redirect(match_links.path(match, Party.TEAM))
    context = {
        "asking": asking,
        "match": selectors.of_request(asking),
        "places": places.open_places(asking),
        "taken": taken,
    }
    return render(request, "campaign/place_list.html", context, status=status)


def _way(token: str) -> Way:
    try:
        return match_links.read(token)
    except links.LinkExpired as expired:
        return match_links.way(expired.link)


def _answered(request: HttpRequest, by: Actor, match: Match, party: Party, back: str) -> HttpResponse:
    """One gesture, then the page again, which says how things stand; nothing happens twice."""
    gesture = request.POST.get("geste", "")
    ids = f"{party}_%s"
    decline = DeclineForm(request.POST if gesture == DECLINE else None, auto_id=ids)
    dates = selectors.free_slots(match)
    date = DateForm(request.POST if gesture == DATE else None, auto_id=ids, choices=dates)
    try:
        if gesture == ACCEPT:
            match = handshake.accept(by=by, match=match, party=party, slot=request.POST.get("slot", ""))
            messages.success(request, _thanks(match))
        elif gesture == DECLINE and decline.is_valid():
            said = decline.cleaned_data
            handshake.decline(by=by, match=match, party=party, motive=Motive(said["motive"]), words=said["words"])
            messages.success(request, "C’est noté, et dit à l’autre côté avec votre raison.")
        elif gesture == DATE and date.is_valid():
            handshake.propose_date(by=by, match=match, party=party, slot=date.cleaned_data["slot"])
            messages.success(request, "Votre date est proposée. L’autre côté reçoit un courriel pour répondre.")
        elif gesture == WITHDRAW:
            handshake.withdraw(by=by, match=match, words=request.POST.get("words", ""))
            messages.success(request, "La proposition est reprise. L’équipe et l’acteur le savent.")
        else:
            return _with_errors(request, by, match, party, {"decline": decline, "date": date})
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect(back)


def _with_errors(request: HttpRequest, by: Actor, match: Match, party: Party, forms: Mapping[str, Any]) -> HttpResponse:
    """The page of that side again, with what is missing beside the field."""
    has_errors = any(form.errors for form in forms.values())
    context = {**_context(match, by, party), **forms, "has_errors": has_errors}
    return render(request, "campaign/match_answer.html", context)


def _context(match: Match, by: Actor, party: Party) -> dict[str, Any]:
    agreed = match.state in AGREED
    dates = selectors.free_slots(match) if match.state == MatchState.PROPOSED else []
    return {
        **match_letters.facts(match),
        "party": party.value,
        "other": party.other.label,
        "how": policies.channel(by, match, party),
        "awaited": match.awaits(party),
        "mine": match.reply_of(party),
        "theirs": match.reply_of(party.other),
        "contact": match_letters.contacts(match)[party.other] if agreed else None,
        "readings": kit_hooks.of_match(match, party) if agreed else (),
        "follow": access.encounter_address(match.encounter, Side(party.value)) if match.encounter else "",
        "decline": DeclineForm(auto_id=f"{party}_%s"),
        "date": DateForm(auto_id=f"{party}_%s", choices=dates),
        "places": match_letters.places_path(match, party) if not match.is_active else "",
    }


def _thanks(match: Match) -> str:
    if match.state == MatchState.CONFIRMED:
        return "La rencontre est confirmée. Vous recevez chacun le contact de l’autre, la fiche et la date."
    return "Votre accord est noté. Dès que l’autre côté répond, vous recevez un courriel."
