"""How often one is written to: a page of one's account, and the page of the link at the foot of each digest."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from essaim.areas.campaign import letter_links
from essaim.areas.campaign.enums import Rhythm
from essaim.areas.campaign.forms.letter_choices import LetterChoiceForm
from essaim.areas.campaign.policies import letter_choices as policies
from essaim.areas.campaign.selectors import digests
from essaim.areas.campaign.services import letter_choices as services
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who

GONE = 404


@require_http_methods(["GET", "POST"])
def letter_choice(request: HttpRequest) -> HttpResponse:
    """Choose one's rhythm."""
    policies.ensure_can_choose(who(request))
    user = cast("User", request.user)
    form = LetterChoiceForm(request.POST or None, initial={"rhythm": digests.choice_of(user)})
    if form.is_valid():
        services.choose(by=user, user=user, rhythm=Rhythm(form.cleaned_data["rhythm"]))
        messages.success(request, "C’est noté. Le nouveau rythme s’applique dès maintenant.")
        return redirect("campaign:letter-choice")
    return render(request, "campaign/letter_choice.html", {"form": form})


@csrf_exempt  # mail programs post here without a page (RFC 8058); the signed token of the address is the proof
@require_http_methods(["GET", "POST"])
def letter_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one's digests: reading the page changes nothing, its button, or the mail program's, does."""
    try:
        pk, actor = letter_links.read(token)
    except Refused as refused:
        return render(request, "campaign/match_link_closed.html", {"why": str(refused)}, status=GONE)
    user = get_object_or_404(User, pk=pk, is_active=True)
    is_stopped = request.method == "POST"
    if is_stopped:
        services.stop(by=actor, user=user)
    is_stopped = is_stopped or digests.choice_of(user) is Rhythm.NEVER
    return render(request, "campaign/letter_stop.html", {"is_stopped": is_stopped})
