"""Pages of events: announced, prepared, answered, and who came."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from essaim.commons.encounters import calendars
from essaim.commons.encounters.enums import EventState
from essaim.commons.encounters.forms.events import AttendanceForm, EventForm, EventReasonForm
from essaim.commons.encounters.policies import events as policies
from essaim.commons.encounters.selectors import events as selectors
from essaim.commons.encounters.services import events as services
from essaim.foundation.documents import downloads
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.pagination import paginate
from essaim.foundation.web.requests import who


@require_GET
def event_list(request: HttpRequest) -> HttpResponse:
    """Events to come, then those of the past, as far as one may see them."""
    by, now = who(request), timezone.now()
    context = {
        "upcoming": selectors.upcoming(by, now)[:50],
        "page": paginate(request, selectors.past(by, now)),
        "can_create": policies.can_create(by),
    }
    return render(request, "encounters/event_list.html", context)


@require_GET
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """An event: date, place, programme; one's own answer; counts for those who prepare it."""
    by = who(request)
    event = get_object_or_404(selectors.by_slug(), slug=slug)
    policies.ensure_can_see(by, event)
    answers = selectors.answers(event)
    context = {
        "event": event,
        "programme": event.programme.order_by("starts_at", "pk"),
        "answers": answers,
        "is_full": selectors.is_full(event, answers),
        "invitation": selectors.invitation_of(by, event),
        "can_edit": policies.can_edit(by, event),
        "is_over": event.ends_at <= timezone.now(),
        "has_begun": event.starts_at <= timezone.now(),
    }
    return render(request, "encounters/event_detail.html", context)


def event_new(request: HttpRequest) -> HttpResponse:
    """Announce an event."""
    by = who(request)
    policies.ensure_can_create(by)
    form = EventForm(request.POST or None, by=by)
    if form.is_valid():
        try:
            event = services.create(by=by, plan=form.plan(), programme=form.programme)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "L’évènement est créé. Invitez maintenant : chaque personne reçoit un courriel.")
            return redirect(event)
    return render(request, "encounters/event_edit.html", {"form": form, "event": None})


def event_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct an event."""
    by = who(request)
    event = get_object_or_404(selectors.by_slug(), slug=slug)
    policies.ensure_can_edit(by, event)
    form = EventForm(request.POST or None, by=by, initial=EventForm.known(event))
    if form.is_valid():
        try:
            services.update(by=by, event=event, plan=form.plan(), programme=form.programme)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, "L’évènement est à jour. Si la date ou le lieu change, chacun reçoit un courriel."
            )
            return redirect(event)
    return render(request, "encounters/event_edit.html", {"form": form, "event": event})


def event_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that an event will not be."""
    event = get_object_or_404(selectors.by_slug(), slug=slug)
    policies.ensure_can_edit(who(request), event)
    form = EventReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services.cancel(by=who(request), event=event, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "L’évènement est annulé. Les personnes invitées reçoivent la raison.")
            return redirect(event)
    return render(request, "encounters/event_cancel.html", {"form": form, "event": event})


def event_attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """The attendance sheet: tick who came, on the day or after."""
    event = get_object_or_404(selectors.by_slug(), slug=slug)
    policies.ensure_can_edit(who(request), event)
    form = AttendanceForm(request.POST or None, initial={"others": event.others})
    if form.is_valid():
        came = [int(pk) for pk in request.POST.getlist("came") if pk.isdigit()]
        try:
            services.hold(by=who(request), event=event, came=came, others=form.cleaned_data["others"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "La feuille de présence est enregistrée. L’évènement est compté.")
            return redirect(event)
    context = {
        "form": form,
        "event": event,
        "invitations": selectors.invitations(event),
        "ticked": request.POST.getlist("came"),
        "is_held": event.state == EventState.HELD,
    }
    return render(request, "encounters/event_attendance.html", context)


@require_GET
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The date for a calendar."""
    event = get_object_or_404(selectors.by_slug(), slug=slug)
    policies.ensure_can_see(who(request), event)
    return downloads.file(calendars.event_ics(event), event.slug, "ics")
