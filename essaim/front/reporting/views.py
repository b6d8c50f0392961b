"""Bilans: the list, one of them, and what those who answer for it do."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from essaim.foundation.documents import downloads
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who
from essaim.front.reporting import comparing, papers, policies, selectors, services, showing
from essaim.front.reporting.forms import BilanForm, CompareForm, EventForm, ReasonForm, SignForm
from essaim.front.reporting.models import Bilan
from essaim.front.reporting.selectors import Reading


@require_GET
def bilan_list(request: HttpRequest) -> HttpResponse:
    """The bilans everyone may read: those their parties validated; the networks also see those under way."""
    by = who(request)
    context = {
        "lines": selectors.lines(sealed_only=not policies.can_read(by, is_sealed=False)),
        "can_begin": policies.can_begin(by),
    }
    return render(request, "reporting/bilan_list.html", context)


def bilan_new(request: HttpRequest) -> HttpResponse:
    """Choose what to tell, where, and over which period."""
    by = who(request)
    policies.ensure_can_begin(by)
    form = BilanForm(request.POST or None, by=by)
    if form.is_valid():
        try:
            bilan = services.begin(by=by, spec=form.spec)
        except Refused as refused:
            form.add_error("objet", str(refused))
        else:
            messages.success(request, "Le bilan est prêt à relire. Il se recalcule tant que vous ne l’arrêtez pas.")
            return redirect("reporting:bilan-detail", bilan.pk)
    return render(request, "reporting/bilan_new.html", {"form": form})


@require_GET
def edition_compare(request: HttpRequest) -> HttpResponse:
    """Editions side by side, on the figures their bilans froze."""
    form = _compared(request)
    context = {"form": form, "compared": form.compared, "lines": form.lines, "scope_name": form.scope_name}
    context["chart"] = comparing.chart(form.compared, form.code)
    return render(request, "reporting/edition_compare.html", context)


@require_GET
def edition_sheet(request: HttpRequest) -> HttpResponseBase:
    """The same for a spreadsheet."""
    form = _compared(request)
    if not form.compared:
        raise Http404
    table = comparing.sheet(form.compared, form.scope_name)
    return downloads.tables_as("ods", [table], name=f"editions comparees {form.scope_name}")


@require_GET
def bilan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A bilan, figure by figure, and what its seal says of it."""
    return _shown(request, _allowed(request, pk))


@require_POST
def bilan_freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Fix the figures and submit the text to the parties."""
    bilan = get_object_or_404(Bilan, pk=pk)
    try:
        services.freeze(by=who(request), bilan=bilan)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Le bilan est arrêté. Chaque partenaire peut maintenant le valider.")
    return redirect("reporting:bilan-detail", pk)


@require_POST
def bilan_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Validate for a party."""
    bilan, form = get_object_or_404(Bilan, pk=pk), SignForm(request.POST)
    if form.is_valid():
        try:
            services.sign(by=who(request), bilan=bilan, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Votre validation est enregistrée, avec l’empreinte de ce texte.")
            return redirect("reporting:bilan-detail", pk)
    return _shown(request, _allowed(request, pk), signing=form)


def bilan_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a frozen bilan again, and say why."""
    by, bilan = who(request), get_object_or_404(Bilan, pk=pk)
    policies.ensure_can_compose(by, bilan.parsed_scope)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services.take_back(by=by, bilan=bilan, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error("reason", str(refused))
        else:
            messages.success(request, "Le bilan est rouvert : il se recalcule à chaque lecture.")
            return redirect("reporting:bilan-detail", pk)
    return render(request, "reporting/bilan_take_back.html", {"form": form, "bilan": bilan})


def bilan_event(request: HttpRequest, pk: int) -> HttpResponse:
    """Say at which event the bilan is signed."""
    by, bilan = who(request), get_object_or_404(Bilan, pk=pk)
    policies.ensure_can_compose(by, bilan.parsed_scope)
    form = EventForm(request.POST or None, by=by)
    if form.is_valid():
        services.sign_at(by=by, bilan=bilan, event=form.cleaned_data["event"])
        messages.success(request, "Le bilan dit maintenant à quel évènement il se signe.")
        return redirect("reporting:bilan-detail", pk)
    return render(request, "reporting/bilan_event.html", {"form": form, "bilan": bilan})


@require_GET
def bilan_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The bilan to print and sign."""
    reading = _allowed(request, pk)
    content = papers.as_pdf(
        reading.document, on=_day(reading), given=showing.given(reading), warning=showing.warning(reading)
    )
    return downloads.file(content, _name(reading), "pdf")


@require_GET
def bilan_odt(request: HttpRequest, pk: int) -> HttpResponse:
    """The bilan to go on writing."""
    reading = _allowed(request, pk)
    return downloads.file(papers.as_odt(reading.document, on=_day(reading)), _name(reading), "odt")


@require_GET
def bilan_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The canonical text, whose SHA-256 is the digest: anyone checks it without Essaim."""
    reading = _allowed(request, pk)
    text = reading.seal.text if reading.seal else reading.document.text
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def _compared(request: HttpRequest) -> CompareForm:
    return CompareForm(request.GET, sealed_only=not policies.can_read(who(request), is_sealed=False))


def _allowed(request: HttpRequest, pk: int) -> Reading:
    """The bilan, if this reader may open it."""
    bilan = get_object_or_404(Bilan, pk=pk)
    by = who(request)
    policies.ensure_can_read(by, is_sealed=policies.can_read(by, is_sealed=False) or selectors.is_public(bilan))
    return selectors.read(bilan)


def _shown(request: HttpRequest, reading: Reading, signing: SignForm | None = None) -> HttpResponse:
    return render(request, "reporting/bilan_detail.html", showing.context(who(request), reading, signing))


def _name(reading: Reading) -> str:
    return f"{reading.document.title} {reading.document.scope_name} {reading.document.end:%Y}"


def _day(reading: Reading) -> dt.date:
    return timezone.localdate(reading.seal.frozen_at) if reading.seal else timezone.localdate()
