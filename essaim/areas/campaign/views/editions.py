"""The editions, for the national coordination: dates, words, questions, counts, and what is open."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from essaim.areas.campaign.domain import lifecycle
from essaim.areas.campaign.enums import EditionState
from essaim.areas.campaign.forms.campaigns import CountsForm, QuestionAddForm
from essaim.areas.campaign.forms.editions import EditionForm, WordsForm
from essaim.areas.campaign.models import Campaign, Edition, Question, Term
from essaim.areas.campaign.policies import editions as policies
from essaim.areas.campaign.selectors import campaigns, wording
from essaim.areas.campaign.selectors import editions as selectors
from essaim.areas.campaign.services import editions as services
from essaim.areas.campaign.services import wording as writing
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who

DETAIL = "campaign:edition-detail"
DONE = {
    "annoncer": "L’édition est annoncée : ses dates sont publiques.",
    "reprendre": "L’édition est de nouveau en préparation.",
    "ouvrir": "Les inscriptions sont ouvertes.",
    "fermer": "Les inscriptions sont closes.",
    "archiver": "L’édition est archivée.",
}


def edition_list(request: HttpRequest) -> HttpResponse:
    """Every edition of every campaign, the latest first."""
    policies.ensure_can_keep(who(request))
    return render(request, "campaign/edition_list.html", {"campaigns": campaigns.campaigns()})


def edition_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One edition: dates, words, and the gesture that comes next."""
    policies.ensure_can_keep(who(request))
    edition = get_object_or_404(selectors.by_slug(slug))
    moves = lifecycle.EDITION_MOVES[EditionState(edition.state)]
    context = {
        "edition": edition,
        "words": [(kind, selectors.terms(edition, kind)) for kind in Term.Kind],
        "asked": wording.questions(edition),
        "counts": wording.counts(edition),
        "kinds": edition.offered,
        "can_announce": EditionState.ANNOUNCED in moves,
        "can_take_back": EditionState.DRAFT in moves,
        "can_open": EditionState.OPEN in moves,
        "can_close": EditionState.CLOSED in moves,
        "can_archive": EditionState.ARCHIVED in moves and timezone.localdate() > edition.ends_on,
    }
    return render(request, "campaign/edition_detail.html", context)


def edition_new(request: HttpRequest, campaign: str = campaigns.SEMAINE) -> HttpResponse:
    """Prepare an edition: everything of the last one but its dates; it stays unseen until it is announced."""
    policies.ensure_can_keep(who(request))
    found = get_object_or_404(Campaign, slug=campaign)
    last = selectors.editions(found.slug).first()
    form = EditionForm(request.POST or None, campaign=found, last=last)
    if form.is_valid():
        try:
            edition = services.create(by=who(request), campaign=found, slug=form.slug, fields=form.values())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            whence = f"Repris de « {last.title} »" if last else "Pour commencer, les mots de la Semaine"
            messages.success(request, f"L’édition est prête. {whence} : {wording.copied(edition)}.")
            return redirect(DETAIL, edition.slug)
    return render(request, "campaign/edition_edit.html", {"form": form, "campaign": found, "last": last})


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
            writing.set_terms(by=who(request), edition=edition, kind=kind, terms=form.terms(kind))
        messages.success(request, "Les mots de l’édition sont à jour.")
        return redirect(DETAIL, edition.slug)
    return render(request, "campaign/edition_words.html", {"form": form, "edition": edition})


def edition_questions(request: HttpRequest, slug: str) -> HttpResponse:
    """What the edition asks besides, and one more question."""
    policies.ensure_can_keep(who(request))
    edition = get_object_or_404(selectors.by_slug(slug))
    form = QuestionAddForm(request.POST or None, edition=edition)
    if form.is_valid():
        try:
            writing.add_question(by=who(request), edition=edition, kind=form.of, fields=form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "La question est posée.")
            return redirect("campaign:edition-questions", edition.slug)
    context = {"form": form, "edition": edition, "asked": wording.questions(edition)}
    return render(request, "campaign/edition_questions.html", context)


@require_POST
def edition_unask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a question off."""
    policies.ensure_can_keep(who(request))
    question = get_object_or_404(Question.objects.select_related("edition"), edition__slug=slug, pk=pk)
    writing.remove_question(by=who(request), question=question)
    messages.success(request, "La question est retirée. Les réponses déjà données ne sont plus montrées.")
    return redirect("campaign:edition-questions", slug)


def edition_counts(request: HttpRequest, slug: str) -> HttpResponse:
    """What the edition counts, and what each count means for it."""
    policies.ensure_can_keep(who(request))
    edition = get_object_or_404(selectors.by_slug(slug))
    form = CountsForm(request.POST or None, edition=edition)
    if form.is_valid():
        given = form.cleaned_data
        writing.set_counts(by=who(request), edition=edition, indicators=given["indicators"], refresh=given["refresh"])
        messages.success(request, "Les comptes de l’édition sont à jour.")
        return redirect(DETAIL, edition.slug)
    context = {"form": form, "edition": edition, "counts": wording.counts(edition)}
    return render(request, "campaign/edition_counts.html", context)


@require_POST
def edition_move(request: HttpRequest, slug: str, gesture: str) -> HttpResponse:
    """Announce, open, close, archive, or take back."""
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
        case "annoncer":
            services.announce(by=by, edition=edition)
        case "reprendre":
            services.take_back(by=by, edition=edition)
        case "ouvrir":
            services.open(by=by, edition=edition)
        case "fermer":
            services.close(by=by, edition=edition)
        case "archiver":
            services.archive(by=by, edition=edition, on=timezone.localdate())
        case _:
            raise Http404
