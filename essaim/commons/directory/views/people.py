"""Who covers what, in public; who holds which seat, for those who keep them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from essaim.commons.directory import papers
from essaim.commons.directory.forms.people import AppointmentForm, VacatingForm
from essaim.commons.directory.models import Seat, Tenure
from essaim.commons.directory.policies import people as policies
from essaim.commons.directory.selectors import people as selectors
from essaim.commons.directory.services import people as services
from essaim.foundation.documents import downloads
from essaim.foundation.kernel.actor import Role
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.web.requests import who

FILES = ("csv", "ods", "pdf")
"""The formats in which « Qui couvre quoi » is handed out."""

SEAT_PLACE = (
    "school__academie",
    "organisation__commune__departement",
    "organisation__academie",
    "departement",
    "academie",
)


def coverage(request: HttpRequest) -> HttpResponse:
    """Who answers where: each région, its CRESS, its académies, its départements; vacancies are said."""
    regions = selectors.coverage()
    academies = [academie for region in regions for academie in region.academies]
    departements = list(selectors.departements())
    here = next((d for d in departements if d.code == request.GET.get("departement")), None)
    context = {
        "departements": departements,
        "here": selectors.answers_in(here) if here else None,
        "regions": regions,
        "academies": len(academies),
        "held": sum(academie.is_held for academie in academies),
        "cress_held": sum(region.is_held for region in regions),
    }
    return render(request, "directory/coverage.html", context)


def coverage_file(request: HttpRequest, extension: str) -> HttpResponseBase:  # noqa: ARG001 (Django's signature)
    """The same answers to keep: a table for a spreadsheet, a paper for a board."""
    on = timezone.localdate()
    if extension not in FILES:
        raise Http404
    table = papers.coverage_on_paper(on) if extension == "pdf" else papers.coverage_table(on)
    return downloads.tables_as(extension, [table], name=f"qui-couvre-quoi-{on}")


def seat_list(request: HttpRequest) -> HttpResponse:
    """Every seat and who holds it today, vacant ones first."""
    if not policies.can_see_people(who(request)):
        raise Forbidden("Les noms se lisent dans le réseau : correspondances, CRESS, coordinations.")
    role = request.GET.get("role", "")
    seats = [seat for seat in selectors.seats_with_holders() if not role or seat.role == role]
    if "vacants" in request.GET:
        seats = [seat for seat in seats if not seat.tenures.all()]
    shown = [r for r in Role if r not in {Role.TEAM, Role.ESS_ACTOR}]
    context = {"seats": seats, "roles": shown, "role": role, "vacant_only": "vacants" in request.GET}
    return render(request, "directory/seat_list.html", context)


def seat_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One seat: who held it, and the gestures of those who fill it."""
    if not policies.can_see_people(who(request)):
        raise Forbidden("Les noms se lisent dans le réseau : correspondances, CRESS, coordinations.")
    seat = get_object_or_404(Seat.objects.select_related(*SEAT_PLACE, "region"), pk=pk)
    context = {
        "seat": seat,
        "tenures": selectors.tenures_of(seat),
        "can_appoint": policies.can_appoint(who(request), seat),
    }
    return render(request, "directory/seat_detail.html", context)


def seat_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a seat to somebody who has an account."""
    seat = get_object_or_404(Seat.objects.select_related(*SEAT_PLACE, "region"), pk=pk)
    policies.ensure_can_appoint(who(request), seat)
    form = AppointmentForm(request.POST or None)
    if form.is_valid() and form.user:
        try:
            services.appoint(
                by=who(request),
                seat=seat,
                user=form.user,
                on=form.cleaned_data["on"],
                is_delegate=form.cleaned_data["is_delegate"],
            )
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, "Le siège est pourvu. Les demandes y arrivent dès la date choisie.")
            return redirect("directory:seat-detail", seat.pk)
    return render(request, "directory/seat_appoint.html", {"form": form, "seat": seat})


def tenure_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves a seat."""
    tenure = get_object_or_404(
        Tenure.objects.select_related("user", *(f"seat__{place}" for place in SEAT_PLACE), "seat__region"), pk=pk
    )
    policies.ensure_can_appoint(who(request), tenure.seat)
    form = VacatingForm(request.POST or None)
    if form.is_valid():
        try:
            services.vacate(by=who(request), tenure=tenure, on=form.cleaned_data["on"])
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, "C’est noté. Tant que le siège est vacant, le niveau au-dessus répond.")
            return redirect("directory:seat-detail", tenure.seat_id)
    return render(request, "directory/tenure_end.html", {"form": form, "tenure": tenure, "seat": tenure.seat})
