"""The page of a head of school, without account: what would be public, and two buttons. Reading it changes nothing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from essaim.areas.campaign import attestation_links
from essaim.areas.campaign.enums import AttestationState
from essaim.areas.campaign.models.registration import OfClass
from essaim.areas.campaign.selectors import registrations
from essaim.areas.campaign.services import attestations as services
from essaim.areas.campaign.views.hands import holder
from essaim.areas.campaign.views.here import address, here
from essaim.foundation.kernel.errors import Refused

GONE = 404


@require_http_methods(["GET", "POST"])
def attestation(request: HttpRequest, token: str) -> HttpResponse:
    """Attest, or take back."""
    try:
        link = attestation_links.read(token)
        registration = attestation_links.registration_of(link)
    except Refused as refused:
        return render(request, "campaign/match_link_closed.html", {"why": str(refused)}, status=GONE)
    if request.method == "POST":
        if request.POST.get("geste") == "retirer":
            services.take_back(by=link.actor, registration=registration)
            messages.success(request, "C’est noté. Plus rien de cette classe n’est public.")
        else:
            services.attest(by=link.actor, registration=registration)
            messages.success(request, "Merci. L’équipe en est informée.")
        return redirect(request.path)
    context = {
        "registration": registration,
        "school": registration.school,
        "edition": registration.edition,
        "is_given": registration.attestation == AttestationState.GIVEN,
        "is_withdrawn": registration.attestation == AttestationState.WITHDRAWN,
    }
    return render(request, "campaign/attestation.html", context)


@require_POST
def attestation_ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the letter to the school, again if need be."""
    registration = get_object_or_404(registrations.by_reference(reference))
    if not isinstance(registration, OfClass):
        raise Http404
    try:
        services.ask(by=holder(request, registration), registration=registration)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "La lettre est partie à l’adresse de l’établissement.")
    return redirect(address("registration-detail", here(request), reference=reference))
