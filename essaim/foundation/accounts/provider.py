"""Declares ProConnect to allauth, which looks for a module of this name in each application."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import urlencode

from essaim.foundation.accounts.proconnect import PROVIDER_ID, ProConnectOAuth2Adapter

NONCE_LENGTH = 32


class ProConnectProvider(OpenIDConnectProvider):
    """What is asked of ProConnect, and what is kept: a subject, a name, an address."""

    id = PROVIDER_ID
    name = "ProConnect"
    oauth2_adapter_class = ProConnectOAuth2Adapter
    pkce_enabled_default = True
    supports_token_authentication = False

    def get_default_scope(self) -> list[str]:
        """The least: who, which name, which address."""
        return ["openid", "given_name", "usual_name", "email"]

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:  # noqa: ARG002 (allauth's signature)
        """Never what the address bar asks for."""
        return self.get_scope()

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:  # noqa: ARG002
        """Never what the address bar asks for."""
        return self.get_auth_params()

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Leave for ProConnect with a nonce that the session remembers beside the state and the PKCE verifier."""
        nonce = get_random_string(NONCE_LENGTH)
        auth_params = {**(kwargs.pop("auth_params", None) or self.get_auth_params()), "nonce": nonce}
        return super().redirect(request, process, next_url, data, auth_params=auth_params, nonce=nonce, **kwargs)

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:  # noqa: ARG002 (allauth's signature)
        """Our own address."""
        return reverse("proconnect_login") + (f"?{urlencode(kwargs)}" if kwargs else "")

    def get_callback_url(self) -> str:
        """Our own address."""
        return reverse("proconnect_callback")

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 (nothing of it is kept)
        """Nothing beyond the account's own fields: no SIRET, no level of assurance, no organisation."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """ProConnect says ``usual_name`` where others say ``family_name``."""
        claims = data["userinfo"]
        return {
            "email": claims.get("email"),
            "first_name": claims.get("given_name"),
            "last_name": claims.get("usual_name"),
        }

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address, held to be confirmed only when the provider says so in these words."""
        claims = data["userinfo"]
        if not (email := claims.get("email")):
            return []
        return [EmailAddress(email=email, verified=claims.get("email_verified") is True, primary=True)]


provider_classes = [ProConnectProvider]
