"""Imports on screen: choose, match the columns, read the trial, apply, undo."""

import csv
import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from essaim.foundation.intake import policies, registry, selectors, services
from essaim.foundation.intake.domain.lifecycle import RETENTION_DAYS, WORKING
from essaim.foundation.intake.enums import BatchState
from essaim.foundation.intake.forms import MappingForm, UploadForm
from essaim.foundation.intake.models import Batch
from essaim.foundation.intake.presenting import batch_card, cards_of, labelled, sections_of
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.pagination import paginate
from essaim.foundation.web.requests import who

NOTHING_WRITTEN = "Rien n’a été modifié."
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_GET
def batch_list(request: HttpRequest) -> HttpResponse:
    """The imports this person may see, the latest first."""
    policies.ensure_can_import_something(who(request))
    page = paginate(request, selectors.batches_of(who(request)))
    return render(request, "intake/batch_list.html", {"page": page, "cards": [batch_card(batch) for batch in page]})


@require_GET
def batch_choose(request: HttpRequest) -> HttpResponse:
    """Which kind of file."""
    policies.ensure_can_import_something(who(request))
    return render(request, "intake/batch_choose.html", {"importers": registry.offered_to(who(request))})


@require_http_methods(["GET", "POST"])
def batch_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the files; when every column is recognised the trial follows at once."""
    policies.ensure_can_import(who(request), kind)
    importer = registry.get(kind)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(importer, *given)
    if form.is_valid():
        files = [services.Upload(file.name or "fichier", file.chunks()) for file in form.cleaned_data["uploads"]]
        try:
            batch = services.upload(by=who(request), kind=kind, files=files, options=form.options())
        except Refused as refusal:
            form.add_error("uploads", f"{refusal} {NOTHING_WRITTEN}")
        else:
            return _after_mapping(request, batch)
    context = {"form": form, "importer": importer}
    return render(request, "intake/batch_new.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def batch_mapping(request: HttpRequest, pk: int) -> HttpResponse:
    """Which column holds what, file by file."""
    batch = _batch(request, pk)
    importer = selectors.importer_of(batch)
    data = request.POST if request.method == "POST" else None
    forms = [MappingForm(file, selectors.choices_of(file, importer), data) for file in batch.files.all()]
    refusal = ""
    if data is not None and all([form.is_valid() for form in forms]):  # noqa: C419 (every form shows its errors)
        try:
            chosen = {form.file.position: form.mapping() for form in forms}
            return _after_mapping(request, services.map_columns(by=who(request), batch=batch, mappings=chosen))
        except Refused as error:
            refusal = f"{error} {NOTHING_WRITTEN}"
    wrong = bool(refusal) or any(form.errors for form in forms)
    context = {"batch": batch, "importer": importer, "forms": forms, "refusal": refusal, "has_errors": wrong}
    return render(request, "intake/batch_mapping.html", context, status=400 if wrong else 200)


@require_http_methods(["GET", "POST"])
def batch_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The trial: asked for by POST, read by GET; before and after, line by line."""
    batch = _batch(request, pk)
    if request.method == "POST":
        return _after_mapping(request, batch)
    if batch.state in WORKING:
        return _working(request, batch)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    if batch.state != BatchState.PLANNED:
        return redirect("intake:batch-detail", pk)
    summary, importer = selectors.summary_of(batch), selectors.importer_of(batch)
    context = {
        "batch": batch,
        "importer": importer,
        "summary": summary,
        "cards": cards_of(summary),
        "sections": sections_of(selectors.samples_of(batch), summary),
        "refusals": labelled(summary.refusals, importer) if summary else [],
        "remarks": labelled(summary.remarks, importer) if summary else [],
        "warnings": summary.warnings if summary else [],
    }
    return render(request, "intake/batch_plan.html", context)


@require_GET
def batch_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an import stands: what it did, what can be done with it."""
    batch = _batch(request, pk)
    if batch.state in WORKING:
        return _working(request, batch)
    summary, importer = selectors.summary_of(batch), selectors.importer_of(batch)
    context = {
        "batch": batch,
        "importer": importer,
        "card": batch_card(batch),
        "summary": summary,
        "cards": cards_of(summary),
        "refusals": labelled(summary.refusals, importer) if summary else [],
        "remarks": labelled(summary.remarks, importer) if summary else [],
        "undo_report": selectors.undo_report_of(batch),
        "can_undo": selectors.is_undoable(batch),
        "retention": RETENTION_DAYS,
    }
    return render(request, "intake/batch_detail.html", context)


@require_POST
def batch_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the trial showed."""
    batch = _batch(request, pk)
    summary = selectors.summary_of(batch)
    if summary and summary.cautions and "confirme" not in request.POST:
        messages.warning(request, f"Cochez la case qui confirme, ou corrigez la déclaration. {NOTHING_WRITTEN}")
        return redirect("intake:batch-plan", pk)
    try:
        batch = services.apply(by=who(request), batch=batch)
    except Refused as refusal:
        messages.error(request, f"{refusal} {NOTHING_WRITTEN}")
    if batch.state == BatchState.PLANNED:
        return redirect("intake:batch-plan", pk)
    if batch.state == BatchState.APPLIED:
        messages.success(request, "L’import est appliqué. Vous pouvez l’annuler pendant 30 jours.")
    return redirect("intake:batch-detail", pk)


@require_http_methods(["GET", "POST"])
def batch_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put everything back, once it was said what that means."""
    batch = _batch(request, pk)
    if request.method == "POST":
        try:
            services.undo(by=who(request), batch=batch)
            messages.success(request, "L’import est annulé.")
        except Refused as refusal:
            messages.error(request, f"{refusal} {NOTHING_WRITTEN}")
        return redirect("intake:batch-detail", pk)
    if not selectors.is_undoable(batch):
        return redirect("intake:batch-detail", pk)
    context = {"batch": batch, "importer": selectors.importer_of(batch), "summary": selectors.summary_of(batch)}
    return render(request, "intake/batch_undo.html", context)


@require_POST
def batch_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the worker again."""
    try:
        services.resume(by=who(request), batch=_batch(request, pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("intake:batch-detail", pk)


@require_GET
def batch_refusals(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused lines as a file to correct; no cell of it can be taken for a formula."""
    batch = _batch(request, pk)
    summary = selectors.summary_of(batch)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["fichier", "ligne", "champ", "ce qui ne va pas, quoi faire"])
    for refusal in [*summary.refusals, *summary.remarks] if summary else []:
        writer.writerow([_inert(refusal.file), refusal.line, _inert(refusal.field), _inert(refusal.reason)])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{batch.pk}-lignes-refusees.csv"'
    return response


def _batch(request: HttpRequest, pk: int) -> Batch:
    batch = get_object_or_404(Batch, pk=pk)
    policies.ensure_can_import(who(request), batch.kind)
    return batch


def _after_mapping(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Try the import at once when its columns are known; else ask for them."""
    if batch.state == BatchState.UPLOADED:
        return redirect("intake:batch-mapping", batch.pk)
    try:
        batch = services.plan(by=who(request), batch=batch)
    except Refused as refusal:
        messages.error(request, f"{refusal} {NOTHING_WRITTEN}")
    return redirect("intake:batch-plan" if batch.state != BatchState.REFUSED else "intake:batch-detail", batch.pk)


def _working(request: HttpRequest, batch: Batch) -> HttpResponse:
    """The worker is at it: the page comes back by itself, with or without script."""
    template = "intake/batch_working.html" + ("#progress" if request.htmx else "")  # type: ignore[attr-defined]
    address = reverse("intake:batch-plan", args=[batch.pk])
    context = {
        "batch": batch,
        "importer": selectors.importer_of(batch),
        "address": address,
        "is_stalled": selectors.is_stalled(batch),
        "is_applying": batch.state == BatchState.APPLYING,
    }
    return render(request, template, context)


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
