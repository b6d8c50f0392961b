"""The gestures of the protocol by screens, for the national coordination: successions, ends, commitments, words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from essaim.commons.protocol import policies, selectors, services
from essaim.commons.protocol.forms import (
    CommitmentEndForm,
    CommitmentForm,
    PartyEndForm,
    SuccessionForm,
    WordingForm,
)
from essaim.commons.protocol.models import Agreement, Axis, Commitment, Party
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who


@dataclass(frozen=True, slots=True)
class Screen:
    """What one form says: of what, the gesture, what it means, its button, and what is said once done."""

    about: str
    title: str
    meaning: str
    submit: str
    done: str


def keep(request: HttpRequest) -> HttpResponse:
    """Everything one may note of the protocol, and what was noted."""
    policies.ensure_can_keep(who(request))
    agreement = _protocol()
    commitments = list(selectors.every_commitment(agreement))
    axes = list(selectors.axes(agreement))
    for axis in axes:
        axis.listed = [one for one in commitments if one.axis_id == axis.pk]  # type: ignore[attr-defined]
    context = {"parties": selectors.every_party(agreement), "axes": axes, "history": selectors.history()}
    return render(request, "protocol/keep.html", context)


def party_succeed(request: HttpRequest, pk: int) -> HttpResponse:
    """Another organisation carries the protocol from a date on."""
    party = _party(request, pk)
    form = SuccessionForm(request.POST or None, initial={"on": timezone.localdate(), "capacity": party.capacity})
    screen = Screen(
        about=party.organisation.label,
        title="Noter qui lui succède",
        meaning="La partie d'aujourd'hui prend fin ce jour-là, la suivante commence. Le passé reste vrai.",
        submit="Noter la succession",
        done="La succession est notée. Les bilans à venir seront signés par la nouvelle partie.",
    )
    return _page(request, screen, form, services.succeed_party, party=party)


def party_end(request: HttpRequest, pk: int) -> HttpResponse:
    """An organisation stops carrying the protocol."""
    party = _party(request, pk)
    form = PartyEndForm(request.POST or None, initial={"on": timezone.localdate()})
    screen = Screen(
        about=party.organisation.label,
        title="Noter la fin de cette partie",
        meaning="À partir de ce jour, elle ne signe plus. Si une autre la suit, notez plutôt qui lui succède.",
        submit="Noter la fin",
        done="La fin est notée. Ce qui a été signé le reste.",
    )
    return _page(request, screen, form, services.end_party, party=party)


def axis_reword(request: HttpRequest, number: int) -> HttpResponse:
    """Correct the words of an axis."""
    axis = _axis(request, number)
    form = WordingForm(request.POST or None, initial={"title": axis.title, "wording": axis.wording})
    screen = Screen(
        about=f"Axe {axis.number}",
        title="Corriger le texte de l'axe",
        meaning="Écrivez les mots que les parties ont acceptés. Les bilans déjà arrêtés gardent les leurs.",
        submit="Enregistrer ce texte",
        done="Le texte de l'axe est corrigé.",
    )
    return _page(request, screen, form, services.reword, thing=axis)


def commitment_open(request: HttpRequest, number: int) -> HttpResponse:
    """The parties undertake something more."""
    axis = _axis(request, number)
    initial = {"code": selectors.next_code(axis), "on": timezone.localdate()}
    form = CommitmentForm(request.POST or None, initial=initial)
    screen = Screen(
        about=f"Axe {axis.number} : {axis.title}",
        title="Ouvrir un engagement",
        meaning="Dès ce jour, une édition, une classe ou une rencontre peut dire qu'elle le sert.",
        submit="Ouvrir cet engagement",
        done="L'engagement est ouvert : on peut le choisir dès sa date.",
    )
    return _page(request, screen, form, services.open_commitment, axis=axis)


def commitment_reword(request: HttpRequest, code: str) -> HttpResponse:
    """Correct the words of a commitment."""
    commitment = _commitment(request, code)
    form = WordingForm(request.POST or None, initial={"title": commitment.title, "wording": commitment.wording})
    screen = Screen(
        about=f"Engagement {commitment.code}",
        title="Corriger le texte de l'engagement",
        meaning="Écrivez les mots que les parties ont acceptés. Les bilans déjà arrêtés gardent les leurs.",
        submit="Enregistrer ce texte",
        done="Le texte de l'engagement est corrigé.",
    )
    return _page(request, screen, form, services.reword, thing=commitment)


def commitment_close(request: HttpRequest, code: str) -> HttpResponse:
    """The parties no longer undertake this."""
    commitment = _commitment(request, code)
    form = CommitmentEndForm(request.POST or None, initial={"on": timezone.localdate()})
    screen = Screen(
        about=str(commitment),
        title="Noter la fin de cet engagement",
        meaning="On ne pourra plus le choisir à partir de ce jour. Ce qui l'a servi reste compté.",
        submit="Noter la fin",
        done="La fin de l'engagement est notée.",
    )
    return _page(request, screen, form, services.close_commitment, commitment=commitment)


def _page(
    request: HttpRequest, screen: Screen, form: forms.Form, gesture: Callable[..., Any], **about: Any
) -> HttpResponse:
    """The form, then the gesture with its answers, then back to the page that tells what was noted."""
    if form.is_valid():
        try:
            gesture(by=who(request), **about, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, screen.done)
            return redirect("protocol:keep")
    context: Mapping[str, Any] = {
        "form": form,
        "about": screen.about,
        "title": screen.title,
        "meaning": screen.meaning,
        "submit": screen.submit,
    }
    return render(request, "protocol/keep_form.html", dict(context))


def _protocol() -> Agreement:
    agreement = selectors.current()
    if agreement is None:
        raise Http404("Le protocole n'est pas encore chargé : lancez « script/run prepare ».")
    return agreement


def _party(request: HttpRequest, pk: int) -> Party:
    policies.ensure_can_keep(who(request))
    party = selectors.party(pk)
    if party is None:
        raise Http404("Cette partie n'existe pas.")
    return party


def _axis(request: HttpRequest, number: int) -> Axis:
    policies.ensure_can_keep(who(request))
    try:
        return selectors.axis(number)
    except Axis.DoesNotExist:
        raise Http404("Cet axe n'existe pas.") from None


def _commitment(request: HttpRequest, code: str) -> Commitment:
    policies.ensure_can_keep(who(request))
    try:
        return selectors.commitment(code)
    except Commitment.DoesNotExist:
        raise Http404("Cet engagement n'existe pas.") from None
