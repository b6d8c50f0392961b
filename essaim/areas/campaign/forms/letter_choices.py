"""How often one wants to be written to."""

from django import forms

from essaim.areas.campaign.enums import Rhythm


class LetterChoiceForm(forms.Form):
    """One rhythm among four."""

    rhythm = forms.ChoiceField(
        label="Les lettres sur ce qui attend dans votre territoire",
        choices=[(one.value, one.label[:1].upper() + one.label[1:]) for one in Rhythm],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un rythme."},
    )
