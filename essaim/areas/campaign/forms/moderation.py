"""What one answers to a registration, and the common reasons for not accepting it."""

from typing import Any

from django import forms

from essaim.areas.campaign.models import Offer
from essaim.areas.campaign.selectors import registrations
from essaim.commons.directory.models import Organisation

ACCEPT, GIVE_BACK, REFUSE, RAISE, UNDO = "accepter", "rendre", "refuser", "confier", "reprendre"
NEED_REASON = frozenset({GIVE_BACK, REFUSE})
NEW = "nouvelle"

REASONS = (
    "Précisez le niveau ou le nombre d’élèves.",
    "Donnez d’autres demi-journées possibles.",
    "Décrivez en une phrase ce que vous proposez.",
    "Un nom d’élève est écrit : retirez-le.",
    "Cette inscription existe déjà.",
    "Ce n’est pas une structure ou une action de l’ESS.",
)


class AnswerForm(forms.Form):
    """One button, and a reason when it is not a yes."""

    gesture = forms.ChoiceField(choices=[(name, name) for name in (ACCEPT, GIVE_BACK, REFUSE, RAISE, UNDO)])
    chips = forms.MultipleChoiceField(
        label="Raisons courantes",
        choices=[(reason, reason) for reason in REASONS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sentence = forms.CharField(
        label="Ou une phrase",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="La personne la lira telle quelle. Dites ce qu’elle peut faire.",
    )

    def clean(self) -> dict[str, Any]:
        """No « no » without a reason."""
        cleaned = super().clean() or {}
        if cleaned.get("gesture") in NEED_REASON and not self.reason:
            self.add_error("sentence", "Dites pourquoi : cochez une raison, ou écrivez une phrase.")
        return cleaned

    @property
    def reason(self) -> str:
        """What the author reads."""
        return " ".join(filter(None, [*self.cleaned_data.get("chips", []), self.cleaned_data.get("sentence", "")]))


class AttachForm(forms.Form):
    """Which organisation an offer comes from: a look-alike, or a new entry."""

    organisation_choice = forms.ChoiceField(label="Organisation", widget=forms.RadioSelect)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lookalikes = registrations.lookalikes(offer)
        self.fields["organisation_choice"].choices = [  # type: ignore[attr-defined]
            *((str(look.organisation.pk), f"{look.organisation.name} ({look.reason})") for look in self.lookalikes),
            (NEW, f"Nouvelle fiche : {offer.organisation_name}"),
        ]
        self.initial.setdefault("organisation_choice", NEW if not self.lookalikes else "")

    @property
    def organisation(self) -> Organisation | None:
        """The one chosen; none for a new entry."""
        chosen = self.cleaned_data["organisation_choice"]
        return next((look.organisation for look in self.lookalikes if str(look.organisation.pk) == chosen), None)
