"""Prepare an event, invite, answer, tick who came."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from essaim.commons.directory.enums import OrganisationKind
from essaim.commons.directory.models import Organisation
from essaim.commons.directory.scoping import scope_of
from essaim.commons.encounters.domain import programme
from essaim.commons.encounters.models import Event
from essaim.commons.encounters.services.events import MAX_OTHERS, EventPlan
from essaim.commons.protocol import selectors as protocol
from essaim.commons.protocol.models import Commitment
from essaim.commons.territory.models import Academie, Region
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.web.forms import ParsedField

HOSTS = (OrganisationKind.NATIONAL, OrganisationKind.CRESS, OrganisationKind.INSTITUTION)
FRANCE = ("france", "Toute la France")
WHOLE = {"inputmode": "numeric"}
PARIS = "Europe/Paris"


class EventForm(forms.Form):
    """An event: what, when, where, for whom, and its programme."""

    title = forms.CharField(label="Titre", max_length=150)
    territory = forms.ChoiceField(label="Pour quel territoire ?")
    host = forms.ModelChoiceField(label="Qui accueille ?", queryset=Organisation.objects.none(), empty_label=None)
    commitment = forms.ModelChoiceField(label="Engagement servi", queryset=Commitment.objects.none(), empty_label=None)
    day = forms.DateField(label="Quel jour ?")
    starts = forms.TimeField(label="Heure de début")
    ends = forms.TimeField(label="Heure de fin")
    last_day = forms.DateField(label="Dernier jour", required=False, help_text="S’il dure plus d’une journée.")
    place = forms.CharField(label="Où ?", max_length=200, required=False)
    link = forms.URLField(label="Adresse en ligne", max_length=300, required=False, assume_scheme="https")
    capacity = forms.IntegerField(
        label="Combien de places ?",
        required=False,
        min_value=1,
        max_value=MAX_OTHERS,
        help_text="Vide : pas de limite. Au-delà, les personnes attendent qu’une place se libère.",
        widget=forms.NumberInput(attrs=WHOLE),
    )
    summary = forms.CharField(
        label="Présentation", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    moments = ParsedField(
        parse=programme.parse,
        label="Programme",
        required=False,
        help_text="Une ligne par moment, l’heure d’abord : « 10 h 30 Table ronde | avec la rectrice ».",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    is_public = forms.BooleanField(label="L’annoncer en public", required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].choices = _territories(by)  # type: ignore[attr-defined]
        hosts = Organisation.objects.filter(kind__in=HOSTS, ending="").order_by("sort_key")
        self.fields["host"].queryset = hosts  # type: ignore[attr-defined]
        self.fields["commitment"].queryset = protocol.commitments()  # type: ignore[attr-defined]

    @classmethod
    def known(cls, event: Event) -> dict[str, Any]:
        """An event as it is."""
        zone = ZoneInfo(event.timezone)
        starts, ends = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
        moments = [
            programme.Moment(item.starts_at, item.title, item.detail) for item in event.programme.order_by("starts_at")
        ]
        names = ("title", "host", "commitment", "place", "link", "capacity", "summary", "is_public")
        return {name: getattr(event, name) for name in names} | {
            "territory": _code(event),
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "last_day": ends.date() if ends.date() != starts.date() else None,
            "moments": programme.written(moments),
        }

    def clean(self) -> dict[str, Any]:
        """The end after the start."""
        found = super().clean() or {}
        day, last = found.get("day"), found.get("last_day") or found.get("day")
        if day and last and last < day:
            self.add_error("last_day", "Le dernier jour vient avant le premier : inversez-les.")
        elif day and day == last and found.get("starts") and found.get("ends") and found["ends"] <= found["starts"]:
            self.add_error("ends", "La fin vient avant le début : inversez les deux heures.")
        return found

    def plan(self) -> EventPlan:
        """What the service takes; hours are read on the clock of the territory."""
        said = self.cleaned_data
        kind, _, code = said["territory"].partition(":")
        region = Region.objects.get(pk=code) if kind == "region" else None
        academie = Academie.objects.get(pk=code) if kind == "academie" else None
        zone = _timezone(region, academie)
        last = said["last_day"] or said["day"]
        names = ("title", "host", "commitment", "place", "link", "capacity", "summary", "is_public")
        return EventPlan(
            **{name: said[name] for name in names},
            region=region,
            academie=academie,
            timezone=zone,
            starts_at=dt.datetime.combine(said["day"], said["starts"], ZoneInfo(zone)),
            ends_at=dt.datetime.combine(last, said["ends"], ZoneInfo(zone)),
        )

    @property
    def programme(self) -> tuple[programme.Moment, ...]:
        """The moments typed."""
        return self.cleaned_data["moments"] or ()


class InviteForm(forms.Form):
    """Addresses to invite, one a line."""

    addresses = forms.CharField(
        label="Adresses électroniques",
        help_text="Une par ligne. Les personnes déjà invitées ne reçoivent rien de nouveau.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def values(self) -> list[str]:
        """The addresses typed, whatever stands between them."""
        lines = self.cleaned_data["addresses"].replace(",", "\n").replace(";", "\n").split()
        return [line.strip("<>") for line in lines]


class AttendanceForm(forms.Form):
    """How many came without an invitation; those invited are ticked in the list."""

    others = forms.IntegerField(
        label="Combien de personnes sont venues sans invitation ?",
        min_value=0,
        max_value=MAX_OTHERS,
        initial=0,
        widget=forms.NumberInput(attrs=WHOLE),
    )


class EventReasonForm(forms.Form):
    """Why an event is off."""

    reason = forms.CharField(
        label="Pourquoi ?",
        help_text="Une phrase. Les personnes invitées la liront.",
        max_length=200,
        error_messages={"required": "Écrivez une phrase : les personnes invitées la liront."},
    )


def _territories(by: Actor) -> list[Any]:
    """The territories this person may hold an event in."""
    scope = scope_of(by)
    regions, academies = Region.objects.order_by("sort_key"), Academie.objects.on(timezone.localdate())
    if not scope.is_national:
        regions = regions.filter(pk__in=scope.regions)
        academies = academies.filter(pk__in=scope.academies) | academies.filter(region__in=scope.regions)
    groups: list[Any] = [FRANCE] if scope.is_national else []
    if found := [(f"region:{row.pk}", row.name) for row in regions]:
        groups.append(("Régions", found))
    if found := [(f"academie:{row.pk}", _name_of(row)) for row in academies.order_by("sort_key")]:
        groups.append(("Académies", found))
    return groups


def _name_of(academie: Academie) -> str:
    """« Académie de Dijon »."""
    name = academie.full_name
    return f"{name[0].upper()}{name[1:]}"


def _code(event: Event) -> str:
    if event.academie_id:
        return f"academie:{event.academie_id}"
    return f"region:{event.region_id}" if event.region_id else FRANCE[0]


def _timezone(region: Region | None, academie: Academie | None) -> str:
    place = academie or region
    first = place.departements.order_by("code").first() if place else None
    return first.timezone if first else PARIS
