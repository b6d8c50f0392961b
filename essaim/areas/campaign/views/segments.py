"""Write to a segment of one's territory: read again with the count, then sent; and the page that stops such letters."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from essaim.areas.campaign import segment_letters
from essaim.areas.campaign.enums import Audience
from essaim.areas.campaign.forms.segments import SegmentForm
from essaim.areas.campaign.models import LetterRefusal, SegmentLetter
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.selectors import editions
from essaim.areas.campaign.selectors import segments as selectors
from essaim.areas.campaign.services import segments as services
from essaim.foundation.figures import indicators
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who

GONE = 404
SHOWN = 20


@require_http_methods(["GET", "POST"])
def segment_list(request: HttpRequest) -> HttpResponse:
    """The letters already written, and one to write: « Relire » shows it with its count, « Envoyer » sends it."""
    by = who(request)
    policies.ensure_can_open_board(by)
    own = policies.scopes_of(by)
    scopes = [(str(scope), indicators.scope_name(scope)) for scope in own]
    form = SegmentForm(request.POST or None, editions=editions.public(), scopes=scopes)
    context: dict[str, Any] = {"form": form, "written": selectors.letters_in(*own)[:SHOWN], "names": dict(scopes)}
    if form.is_valid():
        said = form.cleaned_data
        audience, scope = Audience(said["audience"]), Scope.parse(said["scope"])
        policies.ensure_can_match_in(by, scope)
        if request.POST.get("geste") == "envoyer" and _sent(request, by, said):
            return redirect("campaign:segment-list")
        letter = SegmentLetter(audience=audience, subject=said["subject"], body=said["body"], edition=said["edition"])
        context |= {
            "segment": selectors.segment(said["edition"], audience, scope),
            "basis": selectors.BASIS[audience],
            "audience": audience,
            "scope_name": indicators.scope_name(scope),
            "letter": letter,
        }
    return render(request, "campaign/segment_list.html", context)


@csrf_exempt  # mail programs post here without a page (RFC 8058); the signed token of the address is the proof
@require_http_methods(["GET", "POST"])
def segment_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop these letters: reading the page changes nothing, its button, or the mail program's, does."""
    try:
        address_digest, actor = segment_letters.read(token)
    except Refused as refused:
        return render(request, "campaign/match_link_closed.html", {"why": str(refused)}, status=GONE)
    if request.method == "POST":
        services.stop(by=actor, address_digest=address_digest)
    is_stopped = LetterRefusal.objects.filter(address_digest=address_digest).exists()
    return render(request, "campaign/segment_stop.html", {"is_stopped": is_stopped})


def _sent(request: HttpRequest, by: Actor, said: dict[str, Any]) -> bool:
    shown = request.POST.get("adresses", "")
    try:
        letter = services.send(
            by=by,
            edition=said["edition"],
            audience=Audience(said["audience"]),
            scope=Scope.parse(said["scope"]),
            subject=said["subject"],
            body=said["body"],
            shown=int(shown) if shown.isdecimal() else -1,
        )
    except Refused as refused:
        messages.warning(request, str(refused))
        return False
    messages.success(request, f"La lettre part à {letter.addresses} adresses.")
    return True
