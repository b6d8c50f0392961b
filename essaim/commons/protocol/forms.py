"""Dates, successions and commitments, as people enter them."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from essaim.commons.directory.enums import OrganisationKind
from essaim.commons.directory.models import Organisation
from essaim.commons.directory.selectors import organisations

CARRIERS = (OrganisationKind.NATIONAL, OrganisationKind.CRESS, OrganisationKind.INSTITUTION)
DATE = {"type": "date"}


class DayForm(forms.Form):
    """A day in the address: who carried the protocol then."""

    le = forms.DateField(label="À la date du", required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))

    @classmethod
    def read(cls, data: Any) -> tuple["DayForm", dt.date]:
        """The form and the day it gives: today when none is given or it cannot be read."""
        today = timezone.localdate()
        form = cls(data if "le" in data else None, initial={"le": today})
        chosen = form.cleaned_data["le"] if form.is_valid() else None
        return form, chosen or today


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        error_messages={"required": "Donnez une date.", "invalid": "Écrivez une date, par exemple 22/03/2027."},
    )


def _act() -> forms.CharField:
    return forms.CharField(
        label="L’acte qui le dit",
        max_length=300,
        help_text="Par exemple « Délibération du conseil d’administration du 12 janvier 2027 ».",
        error_messages={"required": "Indiquez l’acte qui le dit : statuts, délibération, avenant, avec sa date."},
    )


class SuccessionForm(forms.Form):
    """Who carries the agreement next, from when, in which capacity, by which act."""

    organisation = forms.ModelChoiceField(
        label="Qui prend la suite ?",
        queryset=Organisation.objects.none(),
        empty_label="Choisissez",
        error_messages={"required": "Choisissez l’organisation qui prend la suite."},
    )
    on = _day("À partir du")
    capacity = forms.CharField(
        label="En qualité de",
        max_length=120,
        help_text="Par exemple « tête de réseau des CRESS ».",
        error_messages={"required": "Dites en quelle qualité elle porte le protocole."},
    )
    act = _act()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["organisation"]
        choice.queryset = organisations.organisations().filter(kind__in=CARRIERS).order_by("kind", "name")  # type: ignore[attr-defined]


class PartyEndForm(forms.Form):
    """When a party stops, and by which act."""

    on = _day("Premier jour sans cette partie")
    act = _act()


class WordingForm(forms.Form):
    """The words of an axis or of a commitment."""

    title = forms.CharField(
        label="Titre court", max_length=120, error_messages={"required": "Donnez un titre, en quelques mots."}
    )
    wording = forms.CharField(
        label="Texte",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Écrivez le texte, tel que les parties l’ont accepté."},
    )


class CommitmentForm(WordingForm):
    """Something more that the parties undertake: its code, its words, its first day."""

    code = forms.CharField(label="Code", max_length=10, widget=forms.TextInput(attrs={"class": "short"}))
    on = _day("À partir du")

    field_order = ["code", "title", "wording", "on"]


class CommitmentEndForm(forms.Form):
    """When the parties no longer undertake this."""

    on = _day("Premier jour sans cet engagement")
