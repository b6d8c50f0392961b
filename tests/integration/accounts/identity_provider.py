"""A local ProConnect: oidc-provider-mock, made to sign its userinfo, to check PKCE, and to lie when a test asks."""

import base64
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import jwt
import oidc_provider_mock
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from oidc_provider_mock._app import storage
from oidc_provider_mock._server import _threaded_server

CLIENT_ID = "essaim"
SECRET = "secret of the client"


@dataclass
class Provider:
    """What the provider says of each person, and the lies it is told to tell."""

    url: str = ""
    people: dict[str, dict] = field(default_factory=dict)
    lies: dict = field(default_factory=dict)
    seen: list[dict] = field(default_factory=list)
    challenges: dict[str, str] = field(default_factory=dict)
    key: Any = None

    def knows(self, sub: str, **claims: object) -> None:
        self.people[sub] = claims
        requests.put(f"{self.url}/users/{sub}", json=claims, timeout=5).raise_for_status()

    def consent(self, address: str, sub: str) -> str:
        """The person agrees at the provider; the path by which the browser comes back."""
        answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"

    def refuse(self, address: str) -> str:
        query = parse_qs(urlsplit(address).query)
        return f"/compte/proconnect/retour/?error=access_denied&state={query['state'][0]}"

    def signed(self, claims: dict) -> str:
        key = self.lies.get("key") or _private(self.key)
        algorithm = self.lies.get("algorithm", "RS256")
        headers = {"kid": self.key.as_dict(add_kid=True)["kid"]}
        return jwt.encode(claims | self.lies.get("claims", {}), key, algorithm=algorithm, headers=headers)

    def userinfo(self, sub: str) -> flask.Response:
        claims = {"sub": sub, "iss": self.url, "aud": CLIENT_ID, "exp": int(time.time()) + 60, **self.people[sub]}
        if self.lies.get("unsigned"):
            return flask.jsonify(claims)
        return flask.Response(self.signed(claims), content_type="application/jwt")


def _private(key: Any) -> rsa.RSAPrivateKey:
    """Its private half: an Authlib key in the releases for Python 3.11, a joserfc key in the later ones."""
    return key.get_private_key() if hasattr(key, "get_private_key") else key.private_key


def other_key() -> rsa.RSAPrivateKey:
    """A key the provider never published."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@contextmanager
def running() -> Iterator[Provider]:
    """The provider, on a free port of localhost."""
    provider = Provider()
    app = oidc_provider_mock.app(require_nonce=True)

    @app.before_request
    def remember() -> None:
        provider.key = storage.jwk
        asked = {"path": flask.request.path, **flask.request.values.to_dict()}
        provider.seen.append(asked)
        if asked["path"] == "/oauth2/token" and provider.challenges.get("S256") != challenge_of(asked["code_verifier"]):
            flask.abort(400)
        if asked["path"] == "/oauth2/authorize":
            provider.challenges[asked["code_challenge_method"]] = asked["code_challenge"]

    @app.after_request
    def sign(response: flask.Response) -> flask.Response:
        if flask.request.path == "/userinfo" and response.status_code == 200:
            return provider.userinfo(response.get_json()["sub"])
        if flask.request.path == "/oauth2/token" and "id_token" in provider.lies and response.status_code == 200:
            return flask.jsonify(response.get_json() | {"id_token": provider.lies["id_token"]})
        return response

    with _threaded_server(app=app, poll_interval=0.01) as server:
        provider.url = f"http://localhost:{server.server_port}"
        yield provider


def challenge_of(verifier: str) -> str:
    """RFC 7636, S256."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
