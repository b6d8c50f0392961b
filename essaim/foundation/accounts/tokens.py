"""Signed answers of an identity provider, verified against the keys it publishes.

OpenID Connect Core 1.0, 3.1.3.7 (identity token) and 5.3.2 (user information, here always a signed token as ProConnect
sends it). Only asymmetric signatures are accepted, whatever the token announces about itself.
"""

import json
import secrets
from collections.abc import Mapping
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

ALGORITHMS = ("RS256", "ES256")
LEEWAY_SECONDS = 30


class TokenRefused(OAuth2Error):  # noqa: N818 (named as kernel.errors names refusals)
    """What the provider sent cannot be trusted; the message says why in one word, without a person in it."""


def verify(token: str, *, keys: Mapping[str, Any], issuer: str, audience: str, required: tuple[str, ...]) -> dict:
    """The claims of a token signed by one of these keys, for us, by that issuer; raises ``TokenRefused`` otherwise."""
    try:
        header = jwt.get_unverified_header(token)
        return jwt.decode(
            token,
            key=_key(header, keys),
            algorithms=list(ALGORITHMS),
            issuer=issuer,
            audience=audience,
            leeway=LEEWAY_SECONDS,
            options={"require": list(required)},
        )
    except jwt.PyJWTError as error:
        raise TokenRefused(type(error).__name__) from error


def verify_identity(token: str, *, keys: Mapping[str, Any], issuer: str, audience: str, nonce: str) -> dict:
    """The claims of the identity token of *this* sign-in: the nonce we drew must come back."""
    claims = verify(token, keys=keys, issuer=issuer, audience=audience, required=("exp", "iat", "aud", "iss", "sub"))
    if not nonce or not secrets.compare_digest(str(claims.get("nonce", "")), nonce):
        raise TokenRefused("nonce")
    return claims


def verify_userinfo(token: str, *, keys: Mapping[str, Any], issuer: str, audience: str, subject: str) -> dict:
    """The claims about the person who signed in, and nobody else: same subject as the identity token."""
    claims = verify(token, keys=keys, issuer=issuer, audience=audience, required=("aud", "iss", "sub"))
    if claims["sub"] != subject:
        raise TokenRefused("subject")
    return claims


def _key(header: Mapping[str, Any], keys: Mapping[str, Any]) -> Any:
    if header.get("alg") not in ALGORITHMS:
        raise TokenRefused("algorithm")
    known = [key for key in keys.get("keys", []) if key.get("use", "sig") == "sig" and key.get("kty") in {"RSA", "EC"}]
    kid = header.get("kid")
    fitting = [key for key in known if key.get("kid") == kid] if kid else known
    if len(fitting) != 1:
        raise TokenRefused("key")
    return jwt.PyJWK.from_json(json.dumps(fitting[0]), algorithm=header["alg"]).key
