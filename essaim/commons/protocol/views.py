"""The protocol as anyone reads it: who carries it on a date, its axes, and what served each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from essaim.commons.protocol import measures, policies, selectors
from essaim.commons.protocol.forms import DayForm
from essaim.commons.protocol.models import Commitment
from essaim.foundation.web.requests import who


@require_GET
def agreement_detail(request: HttpRequest) -> HttpResponse:
    """The protocol on a date: parties, axes with their wording, commitments, and the figures of this school year."""
    agreement = selectors.current()
    if agreement is None:
        raise Http404("Le protocole n'est pas encore chargé : lancez « script/run prepare ».")
    form, day = DayForm.read(request.GET)
    context = {
        "agreement": agreement,
        "form": form,
        "day": day,
        "parties": selectors.parties(agreement, day),
        "history": selectors.every_party(agreement),
        "axes": measures.with_figures(selectors.axes(agreement, day), day),
        "frameworks": selectors.frameworks(),
        "period": measures.year_of(day),
        "can_keep": policies.can_keep(who(request)),
    }
    return render(request, "protocol/agreement_detail.html", context)


@require_GET
def commitment_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One commitment: its words, its dates, its axis and what served the axis this year."""
    try:
        commitment = selectors.commitment(code)
    except Commitment.DoesNotExist:
        raise Http404("Cet engagement n'existe pas.") from None
    _, day = DayForm.read(request.GET)
    context = {
        "commitment": commitment,
        "axis": commitment.axis,
        "figures": measures.of_axis(commitment.axis, day),
        "period": measures.year_of(day),
    }
    return render(request, "protocol/commitment_detail.html", context)
