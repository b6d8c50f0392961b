"""Which colleague follows a registration."""

from typing import Any

from django import forms

from essaim.areas.campaign.models import Registration
from essaim.areas.campaign.selectors.colleagues import colleagues
from essaim.foundation.accounts.models import User


class AssignForm(forms.Form):
    """A colleague whose seat covers the place, or nobody."""

    assigned_to = forms.ModelChoiceField(
        label="Suivie par", queryset=User.objects.none(), required=False, empty_label="Personne en particulier"
    )

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = colleagues(registration)  # type: ignore[attr-defined]
        self.fields["assigned_to"].label_from_instance = lambda user: user.name or user.email  # type: ignore[attr-defined]
        self.initial.setdefault("assigned_to", registration.assigned_to_id)
