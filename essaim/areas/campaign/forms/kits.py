"""The text of a sheet."""

from django import forms

from essaim.areas.campaign.models.kit import MOST_WORDS


class KitForm(forms.Form):
    """A title and a text, in plain signs."""

    title = forms.CharField(label="Titre", max_length=150)
    body = forms.CharField(
        label="Texte",
        help_text="« ## » au début d’une ligne fait un titre, « - » une liste, une ligne vide un nouveau paragraphe.",
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 28}),
    )
