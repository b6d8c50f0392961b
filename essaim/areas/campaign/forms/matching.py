"""What one answers to a proposal, and what the network decides of a pair."""

from collections.abc import Sequence

from django import forms

from essaim.areas.campaign.enums import Motive
from essaim.areas.campaign.services.handshake import MAX_REASON

CHOOSE = "Choisissez dans la liste."


class DeclineForm(forms.Form):
    """No, and why: one tap, and a sentence if one wishes."""

    motive = forms.ChoiceField(
        label="Pourquoi",
        choices=Motive.chips(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une raison : l’autre côté la lira."},
    )
    words = forms.CharField(label="Un mot de plus, si vous voulez", required=False, max_length=MAX_REASON)

    def clean(self) -> None:
        """Another reason is said in a sentence."""
        super().clean()
        if self.cleaned_data.get("motive") == Motive.OTHER and not self.cleaned_data.get("words", "").strip():
            self.add_error("words", "Dites pourquoi, en une phrase : l’autre côté la lira.")


class DateForm(forms.Form):
    """Another half-day, among those both had given."""

    slot = forms.ChoiceField(
        label="Autre demi-journée",
        widget=forms.RadioSelect,
        error_messages={
            "required": CHOOSE,
            "invalid_choice": "Cette demi-journée n’est plus libre. Choisissez-en une.",
        },
    )

    def __init__(self, *args: object, choices: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["slot"].choices = choices  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why a proposal is taken back."""

    words = forms.CharField(
        label="Pourquoi",
        max_length=MAX_REASON,
        help_text="Une phrase : l’équipe et l’acteur la liront.",
        error_messages={"required": "Dites pourquoi, en une phrase."},
    )


class PairForm(forms.Form):
    """One place chosen by hand: its offer, its half-day, and the reason when something is missing."""

    offer = forms.CharField(max_length=8)
    slot = forms.CharField(max_length=20)
    reason = forms.CharField(max_length=MAX_REASON, required=False)
