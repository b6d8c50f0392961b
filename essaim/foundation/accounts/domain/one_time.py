"""One-time links: a secret travels by mail, its digest alone is kept, and a link is in one of four states."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping

from essaim.foundation.accounts.enums import LinkState

SECRET_BYTES = 32

SENTENCES: Mapping[LinkState, str] = {
    LinkState.UNKNOWN: "Ce lien de connexion n’existe pas. Vérifiez qu’il est entier, ou demandez-en un nouveau.",
    LinkState.USED: "Ce lien a déjà servi : il n’ouvre qu’une fois. Demandez-en un nouveau, il arrive en une minute.",
    LinkState.EXPIRED: "Ce lien a expiré. Demandez-en un nouveau, il arrive en une minute.",
}
"""Why a link does not open, and what to do."""


def new_secret() -> str:
    """Two hundred and fifty-six bits, fit for an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest(secret: str) -> str:
    """What is kept of a secret; the secret is drawn at random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def state(*, used_at: dt.datetime | None, expires_at: dt.datetime, now: dt.datetime) -> LinkState:
    """Where a link stands; one that served says so even when its time is over."""
    if used_at is not None:
        return LinkState.USED
    return LinkState.READY if now < expires_at else LinkState.EXPIRED
