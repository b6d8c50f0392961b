"""Screens where national coordinations correct the calendar of an académie."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from essaim.commons.territory import policies
from essaim.commons.territory.forms import LABELS, CompleteForm, HolidayForm
from essaim.commons.territory.selectors import areas, calendars
from essaim.commons.territory.services import calendars as gestures
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear
from essaim.foundation.web.requests import who


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The dates proper to an académie in one school year: see them, add some."""
    policies.ensure_can_edit_calendar(who(request))
    academie = get_object_or_404(areas.every_academie(), slug=slug)
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            gestures.add_override(by=who(request), academie=academie, school_year=year, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Les dates sont enregistrées. Elles remplacent celles de la zone de même nom.")
            return redirect("territory:calendar-edit", slug=slug, year=year)
    return _page(request, slug, year, form=form)


@require_POST
def complete(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Declare that every holiday of the year is known."""
    policies.ensure_can_edit_calendar(who(request))
    academie = get_object_or_404(areas.every_academie(), slug=slug)
    form = CompleteForm(request.POST)
    if not form.is_valid():
        return _page(request, slug, year, complete_form=form)
    gestures.complete_calendar(by=who(request), academie=academie, school_year=year, **form.cleaned_data)
    messages.success(request, "L’année est déclarée complète : les autres jours sont des jours de classe.")
    return redirect("territory:calendar-edit", slug=slug, year=year)


@require_POST
def reopen(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Say that dates are missing after all."""
    academie = get_object_or_404(areas.every_academie(), slug=slug)
    gestures.reopen_calendar(by=who(request), academie=academie, school_year=year)
    messages.success(request, "L’année n’est plus déclarée complète.")
    return redirect("territory:calendar-edit", slug=slug, year=year)


@require_POST
def remove(request: HttpRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """Take back dates entered by hand."""
    academie = get_object_or_404(areas.every_academie(), slug=slug)
    holiday = get_object_or_404(calendars.overrides(academie, year), pk=pk)
    gestures.remove_override(by=who(request), holiday=holiday)
    messages.success(request, "Les dates sont retirées. Celles de la zone s’appliquent de nouveau, s’il y en a.")
    return redirect("territory:calendar-edit", slug=slug, year=year)


def _page(
    request: HttpRequest,
    slug: str,
    year: int,
    form: HolidayForm | None = None,
    complete_form: CompleteForm | None = None,
) -> HttpResponse:
    academie = get_object_or_404(areas.every_academie(), slug=slug)
    has_errors = bool((form and form.errors) or (complete_form and complete_form.errors))
    context = {
        "academie": academie,
        "year": SchoolYear(year),
        "overrides": calendars.overrides(academie, year),
        "holidays": calendars.holidays(academie, year),
        "is_complete": calendars.is_complete(academie, year),
        "form": form or HolidayForm(),
        "complete_form": complete_form or CompleteForm(auto_id="id_annee_%s"),
        "labels": LABELS,
        "has_errors": has_errors,
    }
    return render(request, "territory/calendar_edit.html", context, status=422 if has_errors else 200)
