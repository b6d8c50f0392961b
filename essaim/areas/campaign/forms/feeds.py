"""Follow an agenda: its name, its address, and whether what it says is published at once."""

from typing import Any

from django import forms


class FeedForm(forms.Form):
    """What is needed to read an agenda by itself."""

    title = forms.CharField(
        label="Nom de l’agenda",
        max_length=120,
        error_messages={"required": "Donnez-lui un nom, par exemple « Agenda de la CRESS »."},
    )
    url = forms.CharField(
        label="Adresse du flux",
        max_length=500,
        widget=forms.URLInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        help_text="Un flux iCalendar (.ics) ou un export OpenAgenda en JSON, à une adresse publique.",
        error_messages={"required": "Collez l’adresse du flux, qui commence par https://."},
    )
    is_trusted = forms.BooleanField(
        label="Publier sans relecture",
        required=False,
        help_text="Ce que cet agenda annonce est public aussitôt. Vous en répondez.",
    )

    def __init__(self, *args: Any, can_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_publish:
            del self.fields["is_trusted"]

    def values(self) -> dict[str, Any]:
        """What the service needs."""
        return dict(self.cleaned_data)
