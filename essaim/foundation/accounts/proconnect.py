"""ProConnect, the State's sign-in for professionals: OpenID Connect with a signed userinfo.

Beyond allauth's OpenID Connect: a nonce bound to the session, PKCE, both tokens verified against the published keys,
the provider's own sign-out, and only the claims we need (no SIRET, no level of assurance, no telephone).
"""

from typing import Any
from urllib.parse import urlencode

import requests
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string

from essaim.foundation.accounts import tokens

PROVIDER_ID = "proconnect"
ID_TOKEN_KEY = "proconnect_id_token"  # noqa: S105 (the name of a session key)
CONFIG_SECONDS = 3600
SIGNED = "application/jwt"


class ProConnectOAuth2Adapter(OpenIDConnectOAuth2Adapter):
    """The conversation with ProConnect's servers."""

    state: dict[str, Any]

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's description of itself, read once an hour."""
        url = self.get_provider().server_url
        return cache.get_or_set(f"oidc:config:{url}", lambda: self._get(url), CONFIG_SECONDS)  # type: ignore[return-value]

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:  # noqa: ARG002 (allauth’s)
        """The address declared to ProConnect: it must never depend on the request's host."""
        return settings.BASE_URL + reverse("proconnect_callback")

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Verify who signed in, then what is said of that person."""
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise tokens.TokenRefused("absent")
        keys = self._get(self.openid_config["jwks_uri"])
        expected = {"keys": keys, "issuer": self.openid_config["issuer"], "audience": app.client_id}
        identity = tokens.verify_identity(id_token, nonce=self.state.get("nonce", ""), **expected)
        claims = tokens.verify_userinfo(self._signed_userinfo(token.token), subject=identity["sub"], **expected)
        request.session[ID_TOKEN_KEY] = id_token
        return self.get_provider().sociallogin_from_response(request, {"userinfo": claims})

    def _signed_userinfo(self, access_token: str) -> str:
        with get_adapter().get_requests_session() as session:
            answer = session.get(
                self.profile_url, headers={"Authorization": f"Bearer {access_token}", "Accept": SIGNED}
            )
        answer.raise_for_status()
        if answer.headers.get("Content-Type", "").split(";")[0].strip() != SIGNED:
            raise tokens.TokenRefused("unsigned")
        return answer.text

    @staticmethod
    def _get(url: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(url)
        answer.raise_for_status()
        return answer.json()


class ProConnectCallbackView(OAuth2CallbackView):
    """Hands the state of this sign-in, with its nonce, to the adapter."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[dict | None, HttpResponse | None]:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, response

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As allauth's; a provider that does not answer in its own format is an error of sign-in, not of the site."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except (KeyError, ValueError) as error:
            return render_authentication_error(request, self.adapter.get_provider(), exception=error)


def _view(view_class: type[OAuth2LoginView | ProConnectCallbackView], request: HttpRequest) -> HttpResponse:
    adapter = ProConnectOAuth2Adapter(request, PROVIDER_ID)
    try:
        return view_class.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist:
        raise Http404("ProConnect is not configured") from None
    except requests.RequestException as error:
        return render_authentication_error(request, adapter.get_provider(), exception=error)


@login_not_required
def login(request: HttpRequest) -> HttpResponse:
    """GET: say where the button leads; POST: go there."""
    return _view(OAuth2LoginView, request)


@login_not_required
def callback(request: HttpRequest) -> HttpResponse:
    """Back from ProConnect, with a code or a refusal."""
    return _view(ProConnectCallbackView, request)


def is_configured(request: HttpRequest) -> bool:
    """Whether this site offers ProConnect."""
    return bool(get_adapter().list_apps(request, provider=PROVIDER_ID))


def sign_out_url(request: HttpRequest) -> str | None:
    """Where to go to close the session at ProConnect too; None when one did not come from there.

    To be called before the local sign-out, which forgets the identity token.
    """
    id_token = request.session.get(ID_TOKEN_KEY)
    if not id_token or not is_configured(request):
        return None
    try:
        end = ProConnectOAuth2Adapter(request, PROVIDER_ID).openid_config["end_session_endpoint"]
    except (KeyError, requests.RequestException):
        return None
    query = {
        "id_token_hint": id_token,
        "state": get_random_string(32),
        "post_logout_redirect_uri": settings.BASE_URL + "/",
    }
    return f"{end}?{urlencode(query)}"
