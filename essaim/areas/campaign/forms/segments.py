"""A letter to a segment: to whom, where, of which edition, and its words."""

from collections.abc import Sequence

from django import forms
from django.db.models import QuerySet

from essaim.areas.campaign.enums import Audience
from essaim.areas.campaign.models import Edition


class SegmentForm(forms.Form):
    """Everything is read again with the count before it leaves."""

    audience = forms.ChoiceField(
        label="À qui",
        choices=[(one.value, one.label[0].upper() + one.label[1:]) for one in Audience],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites à qui vous écrivez."},
    )
    scope = forms.ChoiceField(label="Dans quel territoire")
    edition = forms.ModelChoiceField(
        label="De quelle édition",
        queryset=Edition.objects.none(),
        to_field_name="slug",
        empty_label=None,
        help_text="Pour les équipes et les acteurs : ceux qui s’y sont inscrits.",
    )
    subject = forms.CharField(
        label="Sujet", max_length=150, error_messages={"required": "Donnez un sujet, en quelques mots."}
    )
    body = forms.CharField(
        label="Message",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Texte simple. Les adresses de pages deviennent des liens. Signez de votre nom et de votre siège.",
        error_messages={"required": "Écrivez le message."},
    )

    def __init__(
        self, *args: object, editions: QuerySet[Edition], scopes: Sequence[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]
