"""What one looks for among letters."""

from django import forms

from essaim.foundation.outbox.enums import State
from essaim.foundation.outbox.models import area_label
from essaim.foundation.outbox.selectors import Criteria, areas_with_letters


class LetterSearch(forms.Form):
    """Filters of the inbox; what is not understood is ignored, the list stays readable."""

    q = forms.CharField(label="Adresse ou sujet", required=False, max_length=100)
    etat = forms.ChoiceField(label="État", required=False)
    domaine = forms.ChoiceField(label="Domaine", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        states = [("", "Tous les états"), *State.choices]
        areas = [("", "Tous les domaines"), *((area, area_label(area)) for area in areas_with_letters())]
        self.fields["etat"].choices = states  # type: ignore[attr-defined]
        self.fields["domaine"].choices = areas  # type: ignore[attr-defined]

    def criteria(self) -> Criteria:
        """The search, typed."""
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        state = found.get("etat")
        return Criteria(State(state) if state else None, found.get("domaine", ""), found.get("q", "").strip())
