"""When and where pupils show their action."""

import datetime as dt
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms

from essaim.areas.campaign.forms.steps import StepForm
from essaim.areas.campaign.models import Showcase


class MeetingStep(StepForm):
    """A day and hours on the clock of the place; nothing at all when the action has no date yet."""

    question = "Quand et où cela se passe-t-il ?"

    day = forms.DateField(
        label="Jour",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Vide si l'action n'a pas de date : elle sera montrée sans.",
    )
    begins = forms.TimeField(label="Début", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label="Fin", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(
        label="Lieu",
        max_length=200,
        required=False,
        help_text="Par exemple « salle polyvalente ». Montré seulement si l'action est ouverte au public.",
    )
    is_open = forms.BooleanField(label="Ouverte au public", required=False, help_text="Familles, voisins, partenaires.")

    def prepare(self) -> None:
        """What was kept, on the clock of the school."""
        showcase = cast("Showcase", self.registration)
        for name, moment in (("begins", showcase.starts_at), ("ends", showcase.ends_at)):
            if moment:
                here = moment.astimezone(self._zone())
                self.initial.update({name: here.time(), "day": here.date()})

    def clean(self) -> dict[str, Any]:
        """A day comes with a beginning; the end comes after."""
        cleaned = super().clean() or {}
        day, begins, ends = cleaned.get("day"), cleaned.get("begins"), cleaned.get("ends")
        if day and not begins and "begins" not in self.errors:
            self.add_error("begins", "Écrivez l'heure du début, par exemple 14:00.")
        if (begins or ends) and not day and "day" not in self.errors:
            self.add_error("day", "Choisissez le jour.")
        if begins and ends and ends <= begins:
            self.add_error("ends", "La fin vient après le début : vérifiez les heures.")
        if day and not self._school_year(day):
            self.add_error("day", "Choisissez un jour de l'année scolaire de l'édition.")
        return cleaned

    def answers(self) -> dict[str, Any]:
        """Moments with their zone."""
        given = self.cleaned_data
        return {
            "starts_at": self._moment(given["day"], given["begins"]),
            "ends_at": self._moment(given["day"], given["ends"]),
            "place": given["place"],
            "is_open": given["is_open"],
        }

    def _school_year(self, day: dt.date) -> bool:
        return dt.date(self.edition.school_year, 9, 1) <= day < dt.date(self.edition.school_year + 1, 9, 1)

    def _moment(self, day: dt.date | None, time: dt.time | None) -> dt.datetime | None:
        return dt.datetime.combine(day, time, tzinfo=self._zone()) if day and time else None

    def _zone(self) -> ZoneInfo:
        departement = self.registration.departement
        return ZoneInfo(departement.timezone if departement else "Europe/Paris")
