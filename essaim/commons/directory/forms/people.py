"""Who takes or leaves a seat."""

from typing import Any

from django import forms
from django.utils import timezone

from essaim.foundation.accounts.models import User


class AppointmentForm(forms.Form):
    """Give a seat to somebody who has an account, by their address."""

    email = forms.EmailField(
        label="Adresse électronique de la personne",
        help_text="Elle doit avoir ouvert un compte avec cette adresse.",
    )
    on = forms.DateField(label="À partir du", widget=forms.DateInput(attrs={"type": "date"}))
    is_delegate = forms.BooleanField(label="Par délégation de la personne titulaire", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        self.user: User | None = None

    def clean_email(self) -> str:
        """Somebody who has an account."""
        email = self.cleaned_data["email"]
        self.user = User.objects.filter(email=email.strip().casefold(), is_active=True).first()
        if self.user is None:
            raise forms.ValidationError(
                "Aucun compte n'a cette adresse. Demandez à la personne d'ouvrir un compte, puis revenez ici."
            )
        return email


class VacatingForm(forms.Form):
    """Say when somebody leaves."""

    on = forms.DateField(
        label="Premier jour sans cette personne",
        widget=forms.DateInput(attrs={"type": "date"}),
        initial=timezone.localdate,
    )
