"""The screens of an open event: what it is, when and where everybody may come."""

import datetime as dt
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms

from essaim.areas.campaign.forms.steps import StepForm
from essaim.areas.campaign.models import OpenEvent, Term
from essaim.areas.campaign.selectors import editions
from essaim.commons.territory.domain import timezones
from essaim.commons.territory.domain.names import place_key
from essaim.commons.territory.models import Commune
from essaim.commons.territory.selectors import communes

BOXES = forms.CheckboxSelectMultiple
PROPOSED = 6


class EventStep(StepForm):
    """What the event is."""

    question = "Quel est votre évènement ?"

    title = forms.CharField(
        label="Titre de l'évènement",
        max_length=150,
        help_text="Il sera public.",
        error_messages={"required": "Donnez un titre, par exemple « Portes ouvertes de la recyclerie »."},
    )
    action_types = forms.MultipleChoiceField(label="Type d'évènement", widget=BOXES, required=False)
    story = forms.CharField(
        label="En quelques mots", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    themes = forms.MultipleChoiceField(label="Thèmes", widget=BOXES, required=False)
    website = forms.URLField(
        label="Page de l'évènement",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="Où l'on s'inscrit, où l'on en lit plus.",
        error_messages={"invalid": "Écrivez l'adresse ainsi : https://exemple.fr/evenement."},
    )

    def prepare(self) -> None:
        """The words of the edition."""
        self.choose("action_types", editions.terms(self.edition, Term.Kind.EVENT))
        self.choose("themes", editions.terms(self.edition, Term.Kind.THEME))


class EventMeetingStep(StepForm):
    """A day and hours on the clock of the place, inside the edition."""

    question = "Quand et où peut-on venir ?"

    day = forms.DateField(
        label="Jour",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Choisissez le jour."},
    )
    begins = forms.TimeField(
        label="Début",
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"required": "Écrivez l'heure du début, par exemple 14:00."},
    )
    ends = forms.TimeField(label="Fin", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    is_remote = forms.BooleanField(label="En ligne", required=False, help_text="Le lieu peut alors rester vide.")
    place = forms.CharField(label="Lieu", max_length=300, required=False, help_text="Nom du lieu et adresse.")
    town = forms.CharField(label="Commune", max_length=80, required=False, help_text="Nom ou code postal.")
    commune = forms.ChoiceField(label="Quelle commune ?", required=False, widget=forms.RadioSelect)

    def prepare(self) -> None:
        """What was kept, on the clock of the place; the commune of the organisation unless said otherwise."""
        event = cast("OpenEvent", self.registration)
        for name, moment in (("begins", event.starts_at), ("ends", event.ends_at)):
            if moment:
                local = moment.astimezone(event.zone)
                self.initial.update({name: local.time(), "day": self.initial.get("day", local.date())})
        self.initial["town"] = event.commune.name if event.commune else ""
        self.initial["commune"] = event.commune_id or ""
        typed = str(self.data.get("town", "") if self.is_bound else self.initial["town"]).strip()
        self.communes = communes.search(typed, limit=PROPOSED) if typed else []
        self.choose("commune", [(one.pk, f"{one.name} ({one.departement.name})") for one in self.communes])
        if len(self.communes) < 2 or not self.is_bound:  # noqa: PLR2004 (a choice needs two)
            del self.fields["commune"]

    def clean(self) -> dict[str, Any]:
        """Inside the dates of the edition, the end after the beginning, in a commune unless it is online."""
        cleaned = super().clean() or {}
        day, begins, ends = cleaned.get("day"), cleaned.get("begins"), cleaned.get("ends")
        if day and not self.edition.starts_on <= day <= self.edition.ends_on:
            self.add_error("day", f"Choisissez un jour de l'édition : {self.edition.dates}.")
        if begins and ends and ends <= begins:
            self.add_error("ends", "La fin vient après le début : vérifiez les heures.")
        cleaned["found"] = self._commune(cleaned)
        return cleaned

    def answers(self) -> dict[str, Any]:
        """Moments with their zone, and the place."""
        given = self.cleaned_data
        zone = _zone(given["found"])
        ends = dt.datetime.combine(given["day"], given["ends"], tzinfo=zone) if given["ends"] else None
        return {
            "starts_at": dt.datetime.combine(given["day"], given["begins"], tzinfo=zone),
            "ends_at": ends,
            "place": given["place"],
            "is_remote": given["is_remote"],
            "commune": given["found"],
        }

    def _commune(self, cleaned: dict[str, Any]) -> Commune | None:
        typed = cleaned.get("town", "")
        if not typed:
            if not cleaned.get("is_remote"):
                self.add_error("town", "Écrivez la commune, ou cochez « En ligne ».")
            return None
        kept = cast("OpenEvent", self.registration).commune
        exact = [one for one in self.communes if one.search_key == place_key(typed)]
        chosen = next((one for one in self.communes if one.pk == cleaned.get("commune")), None)
        same = kept if kept and kept.name == typed else None
        only = self.communes[0] if len(self.communes) == 1 else None
        found = chosen or same or only or (exact[0] if len(exact) == 1 else None)
        if found is None:
            missing = "Choisissez la commune dans la liste." if self.communes else "Cette commune n'est pas reconnue."
            self.add_error("commune" if "commune" in self.fields else "town", missing)
        return found


def _zone(commune: Commune | None) -> ZoneInfo:
    return ZoneInfo(timezones.of_commune(commune.pk, commune.departement.timezone) if commune else "Europe/Paris")
