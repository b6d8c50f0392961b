"""The editions, for the national coordination: their dates, their words, what is open."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from essaim.areas.campaign.domain import lifecycle
from essaim.areas.campaign.enums import EditionState
from essaim.areas.campaign.forms.editions import EditionForm, WordsForm
from essaim.areas.campaign.models import Campaign, Edition, Term
from essaim.areas.campaign.policies import editions as policies
from essaim.areas.campaign.selectors import editions as selectors
from essaim.areas.campaign.services import editions as services
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who

DETAIL = "campaign:edition-detail"
DONE = {
    "ouvrir": "Les inscriptions sont ouvertes.",
    "fermer": "Les inscriptions sont closes.",
    "archiver": "L’édition est archivée.",
}


def edition_list(request: HttpRequest) -> HttpResponse:
    """Every edition, the latest first."""
    policies.ensure_can_keep(who(request))
    context = {"editions": selectors.editions(), "campaigns": Campaign.objects.order_by("pk")}
    return render(request, "campaign/edition_list.html", context)


def edition_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One edition: dates, words, and the gesture that comes next."""
    policies.ensure_can_keep(who(request))
    edition = get_object_or_404(selectors.by_slug(slug))
    moves = lifecycle.EDITION_MOVES[EditionState(edition.state)]
    context = {
        "edition": edition,
        "words": [(kind, selectors.terms(edition, kind)) for kind in Term.Kind],
        "can_open": EditionState.OPEN in moves,
        "can_close": EditionState.CLOSED in moves,
        "can_archive": EditionState.ARCHIVED in moves and timezone.localdate() > edition.ends_on,
    }
    return render(request, "campaign/edition_detail.html", context)


def edition_new(request: HttpRequest) -> HttpResponse:
    """Prepare an edition: it stays unseen until it is opened."""
    policies.ensure_can_keep(who(request))
    campaign = get_object_or_404(Campaign, slug=selectors.SEMAINE)
    form = EditionForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        try:
            edition = services.create(by=who(request), campaign=campaign, slug=form.slug, fields=form.values())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "L’édition est prête. Elle s’ouvre quand vous le décidez.")
            return redirect(DETAIL, edition.slug)
    return render(request, "campaign/edition_edit.html", {"form": form})


def edition_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct an edition."""
    policies.ensure_can_keep(who(request))
    edition = get_object_or_404(selectors.by_slug(slug))
    form = EditionForm(request.POST or None, instance=edition, campaign=edition.campaign)
    if form.is_valid():
        try:
            services.edit(by=who(request), edition=edition, fields=form.values())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "L’édition est à jour.")
            return redirect(DETAIL, edition.slug)
    return render(request, "campaign/edition_edit.html", {"form": form, "edition": edition})


def edition_words(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the words of an edition, one a line."""
    policies.ensure_can_keep(who(request))
    edition = get_object_or_404(selectors.by_slug(slug))
    form = WordsForm(request.POST or None, edition=edition)
    if form.is_valid():
        for kind in Term.Kind:
            services.set_terms(by=who(request), edition=edition, kind=kind, terms=form.terms(kind))
        messages.success(request, "Les mots de l’édition sont à jour.")
        return redirect(DETAIL, edition.slug)
    return render(request, "campaign/edition_words.html", {"form": form, "edition": edition})


@require_POST
def edition_move(request: HttpRequest, slug: str, gesture: str) -> HttpResponse:
    """Open, close or archive."""
    edition = get_object_or_404(selectors.by_slug(slug))
    try:
        _move(request, edition, gesture)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, DONE[gesture])
    return redirect(DETAIL, edition.slug)


def _move(request: HttpRequest, edition: Edition, gesture: str) -> None:
    by = who(request)
    match gesture:
        case "ouvrir":
            services.open(by=by, edition=edition)
        case "fermer":
            services.close(by=by, edition=edition)
        case "archiver":
            services.archive(by=by, edition=edition, on=timezone.localdate())
        case _:
            raise Http404
