"""What one looks for in the trail."""

import datetime as dt
from typing import Any

from django import forms

from essaim.foundation.audit import presenters, selectors
from essaim.foundation.audit.selectors import Criteria
from essaim.foundation.kernel import french


class JournalSearch(forms.Form):
    """Filters of the trail, in its address: a search can be kept and sent."""

    qui = forms.CharField(label="Personne", required=False, max_length=120)
    quoi = forms.CharField(label="Objet", required=False, max_length=120)
    domaine = forms.ChoiceField(label="Domaine", required=False)
    du = forms.DateField(label="Du", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    au = forms.DateField(label="Au", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domaine"].choices = [("", "Tous les domaines"), *selectors.areas()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a period upside down."""
        found = super().clean() or {}
        first: dt.date | None = found.get("du")
        last: dt.date | None = found.get("au")
        if first and last and last < first:
            self.add_error("au", french.typeset("La fin vient avant le début : inversez les deux dates."))
        return found

    def criteria(self) -> Criteria:
        """The search, typed; what is not understood is left out, and said beside its field."""
        self.is_valid()
        found = self.cleaned_data
        return Criteria(
            actors=frozenset(presenters.find_actors(found["qui"])) if found.get("qui") else None,
            targets=frozenset(presenters.find_targets(found["quoi"])) if found.get("quoi") else None,
            area=found.get("domaine", ""),
            first=found.get("du"),
            last=found.get("au"),
        )

    @property
    def told(self) -> list[str]:
        """The references that were followed rather than typed, in words."""
        found = getattr(self, "cleaned_data", {})
        who, what = found.get("qui", ""), found.get("quoi", "")
        told = [presenters.label_of_actor(who)] if ":" in who else []
        told += [presenters.label_of_target(what)] if ":" in what else []
        return [label.text for label in told]
