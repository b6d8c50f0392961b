"""Input of calendars: dates an académie fixed itself."""

import datetime as dt

from django import forms

from essaim.foundation.kernel.text import squeeze

LABELS = (
    "Vacances de la Toussaint",
    "Vacances de Noël",
    "Vacances d'hiver",
    "Vacances de printemps",
    "Pont de l'Ascension",
    "Vacances d'été",
    "Vacances de Carnaval",
    "Vacances de Pâques",
    "Vacances après la première période",
    "Vacances de l'été austral",
    "Vacances après la troisième période",
    "Vacances après la quatrième période",
    "Vacances de l'hiver austral",
)
"""Names proposed: those of the national calendar (the same name replaces the zone's dates), then those of overseas."""


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class HolidayForm(forms.Form):
    """Dates of one holiday of one académie."""

    label = forms.CharField(
        label="Nom des vacances",
        max_length=60,
        help_text="Sous un nom du calendrier national, vos dates remplacent celles de la zone.",
        widget=forms.TextInput(attrs={"list": "noms-de-vacances", "autocomplete": "off"}),
        error_messages={"required": "Écrivez le nom des vacances, par exemple « Vacances de Noël »."},
    )
    valid_from = forms.DateField(
        label="Premier jour sans classe",
        widget=DateInput(),
        error_messages={
            "required": "Écrivez le premier jour sans classe.",
            "invalid": "Écrivez une date, par exemple 19/12/2026.",
        },
    )
    valid_until = forms.DateField(
        label="Jour de la reprise",
        widget=DateInput(),
        error_messages={
            "required": "Écrivez le jour où les cours reprennent.",
            "invalid": "Écrivez une date, par exemple 04/01/2027.",
        },
    )
    source_url = forms.URLField(
        label="Adresse du texte qui fixe ces dates",
        max_length=300,
        assume_scheme="https",
        help_text="L’arrêté du recteur ou la page de l’académie.",
        error_messages={
            "required": "Écrivez l’adresse de la page où ces dates se lisent.",
            "invalid": "Écrivez une adresse complète, par exemple https://www.ac-corse.fr/calendrier.",
        },
    )

    def clean_label(self) -> str:
        """The name on one line, with the straight apostrophe of the national table."""
        return squeeze(self.cleaned_data["label"].replace("’", "'"))

    def clean(self) -> dict[str, object]:
        """Classes start again after the holiday began."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end <= start:
            self.add_error("valid_until", "La reprise doit suivre le premier jour sans classe.")
        return cleaned


class CompleteForm(forms.Form):
    """That a year is fully known, and from which text."""

    source_url = forms.URLField(
        label="Adresse du calendrier de l’année",
        max_length=300,
        assume_scheme="https",
        error_messages={
            "required": "Écrivez l’adresse de la page où le calendrier se lit.",
            "invalid": "Écrivez une adresse complète, par exemple https://www.ac-reunion.fr/calendrier.",
        },
    )
