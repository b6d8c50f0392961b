"""Pages of an encounter, for its two sides and the network; the same ones by account and by signed link."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from essaim.commons.encounters import calendars, documents, origins
from essaim.commons.encounters.enums import EncounterState
from essaim.commons.encounters.forms.encounters import DateForm, EncounterSearch, PlanForm, ReasonForm, ReportForm
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.policies import encounters as policies
from essaim.commons.encounters.selectors import encounters as selectors
from essaim.commons.encounters.services import encounters as services
from essaim.commons.encounters.views.doors import Door, expired, through_a_door
from essaim.foundation.documents import downloads
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.pagination import paginate
from essaim.foundation.web.requests import template_for, who

EXPORTS = ("csv", "ods")


@require_GET
def encounter_list(request: HttpRequest) -> HttpResponse:
    """The encounters of one's territories, schools or organisation."""
    by = who(request)
    policies.ensure_can_list(by)
    search = EncounterSearch(request.GET)
    today = timezone.localdate()
    context = {
        "search": search,
        "page": paginate(request, selectors.filtered(by, **search.criteria())),
        "late": selectors.to_report(by, today).count(),
        "today": today,
    }
    return render(request, template_for(request, "encounters/encounter_list.html", "results"), context)


@require_GET
def encounter_export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The same list for a spreadsheet, without contact nor words."""
    by = who(request)
    policies.ensure_can_list(by)
    if extension not in EXPORTS:
        raise Http404
    rows = selectors.filtered(by, **EncounterSearch(request.GET).criteria())
    return downloads.tables_as(extension, [documents.table(rows.iterator())], name=f"rencontres {timezone.localdate()}")


def encounter_new(request: HttpRequest) -> HttpResponse:
    """Note an encounter that comes from no campaign."""
    by = who(request)
    policies.ensure_can_list(by)
    form = PlanForm(request.POST or None, network=by.holds(*policies.NETWORK))
    if form.is_valid():
        try:
            encounter = services.plan(by=by, channel=form.channel, **form.values())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, "La rencontre est notée. Après le jour dit, il restera à dire comment ça s’est passé."
            )
            return redirect(encounter)
    return render(request, "encounters/encounter_new.html", {"form": form})


@require_GET
@through_a_door
def encounter_detail(request: HttpRequest, door: Door) -> HttpResponse:
    """Where an encounter stands, and what may be done next. A link opened changes nothing."""
    encounter = door.encounter
    today = timezone.now().astimezone(ZoneInfo(encounter.timezone)).date()
    context = {
        "door": door,
        "encounter": encounter,
        "can_change": policies.can_change(door.by, encounter) and encounter.state != EncounterState.CANCELLED,
        "can_report": encounter.state != EncounterState.CANCELLED,
        "is_past": encounter.planned_on is not None and encounter.planned_on <= today,
        "history": selectors.history(encounter) if door.network else [],
        "readings": origins.readings(encounter.origin, door.side),
    }
    return render(request, "encounters/encounter_detail.html", context)


@through_a_door
def encounter_report(request: HttpRequest, door: Door) -> HttpResponse:
    """Say how it went, or correct it: three numbers, in under a minute."""
    encounter = door.encounter
    if encounter.state == EncounterState.CANCELLED:
        return redirect(door.detail)
    form = ReportForm(request.POST or None, initial=ReportForm.known(encounter), network=door.network)
    gesture = services.correct if encounter.state == EncounterState.HELD else services.hold
    thanks = "C’est noté, merci. La rencontre est comptée, une fois."
    return _answered(request, door, form, "report", gesture, thanks)


@through_a_door
def encounter_reschedule(request: HttpRequest, door: Door) -> HttpResponse:
    """Set another date, or hours."""
    form = DateForm(request.POST or None, initial=DateForm.known(door.encounter), network=door.network)
    form.timezone = door.encounter.timezone
    thanks = "La nouvelle date est notée. L’autre côté reçoit un courriel si son adresse est connue."
    return _answered(request, door, form, "reschedule", services.reschedule, thanks)


@through_a_door
def encounter_postpone(request: HttpRequest, door: Door) -> HttpResponse:
    """Take the date away until another is found."""
    form = ReasonForm(request.POST or None, network=door.network)
    thanks = "La rencontre est reportée. Fixez une autre date dès que vous la connaissez."
    return _answered(request, door, form, "postpone", services.postpone, thanks)


@through_a_door
def encounter_cancel(request: HttpRequest, door: Door) -> HttpResponse:
    """Say that it will not be."""
    form = ReasonForm(request.POST or None, network=door.network)
    return _answered(
        request, door, form, "cancel", services.cancel, "La rencontre est annulée. La raison est transmise."
    )


@require_GET
@through_a_door
def encounter_sheet(request: HttpRequest, door: Door) -> HttpResponse:  # noqa: ARG001 (a view)
    """The *fiche de rencontre*, without contacts: who composes it with them passes them."""
    return downloads.file(documents.fiche(door.encounter), f"fiche de rencontre {door.encounter.pk}", "pdf")


@require_GET
@through_a_door
def encounter_ics(request: HttpRequest, door: Door) -> HttpResponse:  # noqa: ARG001 (a view)
    """The date for a calendar."""
    if door.encounter.planned_on is None:
        raise Http404
    return downloads.file(calendars.encounter_ics(door.encounter), f"rencontre {door.encounter.pk}", "ics")


@require_GET
@through_a_door
def encounter_thanks(request: HttpRequest, door: Door) -> HttpResponse:  # noqa: ARG001 (a view)
    """The paper that thanks the actor; only of an encounter that was held with one."""
    if door.encounter.state != EncounterState.HELD or door.encounter.organisation is None:
        raise Http404
    return downloads.file(documents.thanks(door.encounter), f"remerciement {door.encounter.pk}", "pdf")


@require_POST
def encounter_link_again(request: HttpRequest, token: str) -> HttpResponse:
    """Send a fresh link to the address already known, when the one in hand is over."""
    try:
        encounter, side, by = expired(token)
        services.send_link(by=by, encounter=encounter, side=side)
    except Refused as refused:
        return render(request, "encounters/link_closed.html", {"why": str(refused)}, status=404)
    return render(request, "encounters/link_sent.html")


def _answered(
    request: HttpRequest, door: Door, form: Any, page: str, gesture: Callable[..., Encounter], thanks: str
) -> HttpResponse:
    """The form of a gesture, then the gesture; a refusal is told above the form, and nothing is written."""
    if form.is_valid():
        said = form.values() if hasattr(form, "values") else {"reason": form.cleaned_data["reason"]}
        try:
            gesture(by=door.by, encounter=door.encounter, channel=form.channel, **said)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, thanks)
            return redirect(door.detail)
    return render(
        request, f"encounters/encounter_{page}.html", {"form": form, "door": door, "encounter": door.encounter}
    )
