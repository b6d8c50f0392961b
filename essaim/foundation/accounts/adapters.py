"""Where allauth meets the house: our letters, our words, our caution."""

import base64
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.encoding import force_bytes

from essaim.foundation.accounts.models import User
from essaim.foundation.accounts.tokens import TokenRefused
from essaim.foundation.outbox import letters

logger = logging.getLogger("essaim.accounts")

LETTER_KEYS = (
    "activate_url",
    "password_reset_url",
    "signup_url",
    "timestamp",
    "to_email",
    "deleted_email",
)


class AccountAdapter(DefaultAccountAdapter):
    """Letters leave by the outbox; refusals say what to do."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Ce compte est fermé.",
        "cannot_remove_primary_email": "Cette adresse est celle de votre compte : remplacez-la plutôt.",
        "duplicate_email": "C’est déjà l’adresse de votre compte. Écrivez-en une autre.",
        "email_password_mismatch": (
            "L’adresse ou le mot de passe ne correspond pas. "
            "Vérifiez-les, ou demandez un lien de connexion par courriel."
        ),
        "email_taken": "Cette adresse est déjà celle d’un compte. Connectez-vous, ou écrivez-en une autre.",
        "enter_current_password": "Ce n’est pas votre mot de passe actuel. Écrivez-le à nouveau.",
        "incorrect_code": "Ce code n’est pas le bon, ou il a déjà changé. Écrivez celui qui s’affiche maintenant.",
        "incorrect_password": "Ce n’est pas votre mot de passe. Écrivez-le à nouveau.",
        "invalid_or_expired_key": "Ce lien n’est plus valable. Demandez-en un nouveau.",
        "invalid_password_reset": "Ce lien n’est plus valable. Demandez-en un nouveau.",
        "too_many_login_attempts": (
            "Trop d’essais en peu de temps. Attendez cinq minutes, ou demandez un lien de connexion par courriel."
        ),
        "unverified_primary_email": "Confirmez d’abord votre adresse, par la lettre que vous avez reçue.",
        "same_as_current": "C’est déjà l’adresse de votre compte. Écrivez-en une autre.",
        "rate_limited": "Trop d’essais en peu de temps. Attendez une minute, puis recommencez.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter in the outbox: ``account/email/x`` is written in ``accounts/letters/x``."""
        purpose = template_prefix.rpartition("/")[2]
        known = {key: context[key] for key in LETTER_KEYS if key in context}
        user = context.get("user")
        with transaction.atomic():
            letters.post(
                to=email,
                text=letters.compose(f"accounts/{purpose}", known),
                area="accounts",
                purpose=purpose,
                recipient=user.actor_ref if isinstance(user, User) and user.pk else "",
            )

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There is no user name: the address is enough."""


class SocialAdapter(DefaultSocialAccountAdapter):
    """ProConnect opens an account, or meets one whose address was confirmed on both sides."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": "Un compte existe déjà à cette adresse. Connectez-vous, puis reliez %s depuis « Mon compte ».",
        "invalid_token": "La réponse du service d’identité n’est pas valable. Recommencez.",
        "no_password": "Choisissez d’abord un mot de passe : sans lui, vous ne pourriez plus entrer.",
        "no_verified_email": "Confirmez d’abord votre adresse : sans elle, vous ne pourriez plus entrer.",
        "disconnect_last": "C’est votre seul moyen de connexion. Choisissez d’abord un mot de passe.",
        "connected_other": "Cette identité est déjà reliée à un autre compte.",
    }

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Any, str] | None:
        """Meet an open account only when the provider and the person both confirmed the address."""
        for address in sociallogin.email_addresses:
            if not address.verified:
                continue
            own = EmailAddress.objects.filter(email=address.email, verified=True, user__is_active=True)
            if known := own.select_related("user").first():
                return known.user, known.email
        return None

    def on_authentication_error(
        self,
        request: HttpRequest,  # noqa: ARG002
        provider: Any,  # noqa: ARG002
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,  # noqa: ARG002
    ) -> None:
        """Say in the log why, in one word: whoever keeps the platform needs it, the page stays kind."""
        reason = exception if isinstance(exception, TokenRefused) else type(exception).__name__
        logger.warning("identity provider: %s, %s", error, reason if exception else "state")

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """The name as one line; nothing else is taken."""
        user = super().populate_user(request, sociallogin, data)
        names = (data.get("first_name") or "", data.get("last_name") or "")
        user.name = " ".join(" ".join(names).split())[:150]
        return user


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of the second factor are sealed in the database with the site's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": "Ajoutez d’abord un second facteur : les codes de secours vont avec.",
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unverified_email": "Confirmez d’abord votre adresse, par la lettre que vous avez reçue.",
        "add_email_blocked": "Votre second facteur protège cette adresse.",
    }

    def encrypt(self, text: str) -> str:
        """Sealed with the present key."""
        return _sealer().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Opened with the present key, or one it replaced."""
        return _sealer().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the application shows."""
        return settings.MFA_TOTP_ISSUER


def _sealer() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(key: str | bytes) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"essaim second factor").derive(force_bytes(key))
    return Fernet(base64.urlsafe_b64encode(derived))
