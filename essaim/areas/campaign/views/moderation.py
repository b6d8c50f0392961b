"""Reread: what waits in one's territory, and one page a registration."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from essaim.areas.campaign.enums import Kind
from essaim.areas.campaign.forms import moderation as forms
from essaim.areas.campaign.forms.assignments import AssignForm
from essaim.areas.campaign.forms.moderation import AnswerForm, AttachForm
from essaim.areas.campaign.models import Offer, Registration
from essaim.areas.campaign.policies import registrations as policies
from essaim.areas.campaign.policies.matching import ensure_covers
from essaim.areas.campaign.selectors import moderation as selectors
from essaim.areas.campaign.selectors import registrations, routing, telling
from essaim.areas.campaign.services import assignments
from essaim.areas.campaign.services import moderation as services
from essaim.commons.directory.scoping import scope_of
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.pagination import sequence_page
from essaim.foundation.web.requests import who

DETAIL = "campaign:moderation-detail"
PER_PAGE = 25
DONE = {
    forms.ACCEPT: "Acceptée. La personne qui l’a écrite reçoit une lettre.",
    forms.GIVE_BACK: "Rendue à la personne qui l’a écrite, avec la raison.",
    forms.REFUSE: "Refusée. La raison est envoyée.",
    forms.RAISE: "Confiée au niveau au-dessus, qui reçoit une lettre.",
    forms.UNDO: "Votre réponse est reprise : l’inscription est de nouveau à relire.",
}


def moderation_list(request: HttpRequest) -> HttpResponse:
    """« À relire »: the oldest first, with how long it waited and how many minutes it takes."""
    by = who(request)
    policies.ensure_in_network(by)
    nature = request.GET.get("nature", "")
    waiting = selectors.waiting(scope_of(by), kind=nature)
    page = sequence_page(request, waiting.references, PER_PAGE)
    rows = [(row, selectors.minutes(row)) for row in registrations.named(page.rows)]
    context = {"waiting": waiting, "page": page, "rows": rows, "nature": nature, "kinds": waiting.counts.items()}
    return render(request, "campaign/moderation_list.html", context)


def moderation_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One registration, everything it says, what may be its twin, and the answers one may give."""
    registration = get_object_or_404(registrations.by_reference(reference))
    policies.ensure_can_moderate(who(request), registration)
    return _page(request, registration, AnswerForm())


@require_POST
def moderation_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept, give back, refuse, send up, or undo: one button each."""
    by = who(request)
    registration = get_object_or_404(registrations.by_reference(reference))
    policies.ensure_can_moderate(by, registration)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, registration, form)
    gesture = form.cleaned_data["gesture"]
    try:
        _gesture(gesture, form.reason)(by=by, registration=registration)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, DONE[gesture])
    return redirect(DETAIL, registration.reference)


@require_POST
def moderation_attach(request: HttpRequest, reference: str) -> HttpResponse:
    """Say which organisation an offer comes from."""
    by = who(request)
    offer = get_object_or_404(registrations.of_kind(Kind.ACTOR), reference=reference)
    policies.ensure_can_moderate(by, offer)
    form = AttachForm(request.POST, offer=offer)
    if not form.is_valid():
        messages.error(request, "Choisissez une organisation, ou la nouvelle fiche.")
        return redirect(DETAIL, offer.reference)
    try:
        _attach(by, offer, form)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"L’offre est rattachée à « {offer.who} ».")
    return redirect(DETAIL, offer.reference)


@require_POST
def registration_assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Say which colleague follows a registration."""
    by = who(request)
    registration = get_object_or_404(registrations.by_reference(reference))
    ensure_covers(by, registration)
    form = AssignForm(request.POST, registration=registration)
    if not form.is_valid():
        messages.error(request, "Choisissez un collègue dans la liste.")
        return redirect(DETAIL, registration.reference)
    assignments.assign(by=by, registration=registration, to=form.cleaned_data["assigned_to"])
    messages.success(request, "C’est noté : cette personne suit l’inscription.")
    return redirect(DETAIL, registration.reference)


def _attach(by: Actor, offer: Offer, form: AttachForm) -> None:
    if form.organisation:
        services.attach(by=by, offer=offer, organisation=form.organisation)
    else:
        services.create_organisation(by=by, offer=offer)


def _gesture(name: str, reason: str) -> Callable[..., Registration]:
    gestures: dict[str, Callable[..., Registration]] = {
        forms.ACCEPT: services.accept,
        forms.GIVE_BACK: partial(services.give_back, reason=reason),
        forms.REFUSE: partial(services.refuse, reason=reason),
        forms.RAISE: services.raise_up,
        forms.UNDO: services.undo,
    }
    return gestures[name]


def _page(request: HttpRequest, registration: Registration, form: AnswerForm) -> HttpResponse:
    is_new = isinstance(registration, Offer) and registration.organisation_id is None
    context = {
        "registration": registration,
        "edition": registration.edition,
        "summary": telling.summary(registration),
        "twins": registrations.twins(registration),
        "answer": routing.answer_of(registration),
        "attach": AttachForm(offer=registration) if isinstance(registration, Offer) and is_new else None,
        "minutes": selectors.minutes(registration),
        "engaged": registrations.is_engaged(registration),
        "form": form,
        "assign": AssignForm(registration=registration),
    }
    return render(request, "campaign/moderation_detail.html", context)
