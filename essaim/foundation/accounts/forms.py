"""What is typed to come in: allauth's forms, with our words and without placeholders."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.socialaccount import forms as social_forms
from django import forms
from django.http import HttpRequest

from essaim.foundation.accounts import selectors
from essaim.foundation.accounts.enums import CHECK_LABELS
from essaim.foundation.accounts.models import User

ADDRESS = "Adresse électronique"
LONG_ENOUGH = "Douze caractères au moins. Une phrase de quatre ou cinq mots est plus sûre qu’un mot compliqué."
CODE_HINT = "Les six chiffres que montre votre application, ou l’un de vos codes de secours."


class Worded(forms.Form):
    """Gives allauth's fields our labels and hints, and takes placeholders away: a label that vanishes helps nobody."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class LoginForm(Worded, allauth_forms.LoginForm):
    """An address and a password."""

    words = {
        "login": (ADDRESS, ""),
        "password": ("Mot de passe", ""),
        "remember": ("Garder ma session quinze jours sur cet appareil", "À laisser vide sur un ordinateur partagé."),
    }


class SignupForm(Worded, allauth_forms.SignupForm):
    """An address, a name and a password: all that an account is."""

    name = forms.CharField(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["name", "email", "password1"]
    words = {
        "name": ("Prénom et nom", "Tels que vos partenaires vous connaissent."),
        "email": (ADDRESS, "De préférence celle de votre établissement ou de votre organisation."),
        "password1": ("Mot de passe", LONG_ENOUGH),
    }

    def clean_name(self) -> str:
        """A name on one line, spaces tidied."""
        return " ".join(self.cleaned_data["name"].split())

    def signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002 (allauth's signature)
        """Keep the name."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class SocialSignupForm(Worded, social_forms.SignupForm):
    """When ProConnect gives no address: only that is asked."""

    words = {"email": (ADDRESS, "Une lettre y sera envoyée pour la confirmer.")}


class AddEmailForm(Worded, allauth_forms.AddEmailForm):
    """The address that will replace the present one, once confirmed."""

    words = {"email": ("Nouvelle adresse", "Elle remplacera l’actuelle quand vous l’aurez confirmée.")}


class ChangePasswordForm(Worded, allauth_forms.ChangePasswordForm):
    """A new password, against the present one."""

    words = {
        "oldpassword": ("Mot de passe actuel", ""),
        "password1": ("Nouveau mot de passe", LONG_ENOUGH),
        "password2": ("Nouveau mot de passe, encore une fois", ""),
    }


class SetPasswordForm(Worded, allauth_forms.SetPasswordForm):
    """A first password, for whoever came by a link."""

    words = {
        "password1": ("Mot de passe", LONG_ENOUGH),
        "password2": ("Mot de passe, encore une fois", ""),
    }


class ResetPasswordForm(Worded, allauth_forms.ResetPasswordForm):
    """Where to send the link."""

    words = {"email": (ADDRESS, "Celle de votre compte.")}


class ResetPasswordKeyForm(Worded, allauth_forms.ResetPasswordKeyForm):
    """A new password, by the link received."""

    words = {
        "password1": ("Nouveau mot de passe", LONG_ENOUGH),
        "password2": ("Nouveau mot de passe, encore une fois", ""),
    }


class ReauthenticateForm(Worded, allauth_forms.ReauthenticateForm):
    """The password again, before a sensitive gesture."""

    words = {"password": ("Mot de passe", "")}


class AuthenticateForm(Worded, mfa_forms.AuthenticateForm):
    """The code of the second factor, to come in."""

    words = {"code": ("Code", CODE_HINT)}


class SecondFactorReauthenticateForm(Worded, mfa_forms.ReauthenticateForm):
    """The code of the second factor, before a sensitive gesture."""

    words = {"code": ("Code", CODE_HINT)}


class ActivateTotpForm(Worded, totp_forms.ActivateTOTPForm):
    """The first code, which proves that the application is set."""

    words = {"code": ("Code à six chiffres", "Celui que l’application montre maintenant.")}


class SignInLinkForm(forms.Form):
    """Where to send the one-time link."""

    email = forms.EmailField(
        label=ADDRESS,
        help_text="Celle de votre compte.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        """The address as accounts keep it."""
        return self.cleaned_data["email"].strip().lower()


class NameForm(forms.ModelForm):
    """One's own name."""

    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": "Prénom et nom"}
        help_texts = {"name": "Tels que vos partenaires vous connaissent."}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def clean_name(self) -> str:
        """A name on one line, spaces tidied."""
        return " ".join(self.cleaned_data["name"].split())


class CloseForm(forms.Form):
    """A box to tick: closing cannot be undone."""

    understood = forms.BooleanField(
        label="Je comprends que mon compte ne pourra pas être rouvert",
        error_messages={"required": "Cochez cette case pour fermer votre compte, ou revenez à « Mon compte »."},
    )


class SecondFactorResetForm(forms.Form):
    """Whose second factor, and how one made sure that the request comes from them."""

    email = forms.EmailField(
        label=ADDRESS,
        help_text="Celle du compte de la personne.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    check = forms.ChoiceField(
        label="Comment avez-vous vérifié que c’est elle ?",
        choices=[(check.value, label[:1].upper() + label[1:]) for check, label in CHECK_LABELS.items()],
        widget=forms.RadioSelect,
        help_text="Un courriel ne suffit pas : sa boîte est peut-être aux mains de quelqu’un d’autre.",
        error_messages={"required": "Dites comment vous avez vérifié : sans cela, rien n’est enlevé."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user: User | None = None

    def clean_email(self) -> str:
        """The address of an account."""
        email: str = self.cleaned_data["email"].strip().lower()
        self.user = selectors.person_at(email)
        if self.user is None:
            raise forms.ValidationError("Aucun compte ouvert n’a cette adresse : relisez-la avec la personne.")
        return email
