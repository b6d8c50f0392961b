"""This area's part of the demonstration: one account per role, seated by ``directory``."""

import secrets
from functools import cache

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from essaim.foundation.accounts.domain import demonstration
from essaim.foundation.accounts.enums import ROLE_LABELS
from essaim.foundation.accounts.models import User

PASSWORD_WORDS = 4


@transaction.atomic
def ensure_user(email: str, name: str, password: str | None = None) -> User:
    """The account of an invented address, made if need be, its address confirmed; idempotent."""
    if not demonstration.is_invented(email):
        raise ValueError("a demonstration only makes accounts under .example, .test or .invalid")
    user = User.objects.filter(email=email.strip().lower()).first() or User(email=email)
    user.name = name
    user.is_active = True
    if password is None and not user.password:
        user.set_unusable_password()
    elif password is not None and not (user.password and user.check_password(password)):
        user.password = _encoded(password)
    user.save()
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


@cache
def _encoded(password: str) -> str:
    """Written once for a hundred accounts that share it: a quarter of a second each is right for real ones only."""
    return make_password(password)


def password() -> str:
    """The one password of every persona here: drawn once for this folder, readable by its owner alone."""
    path = settings.DATA_DIR / "demo-password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text("-".join(secrets.token_hex(2) for _ in range(PASSWORD_WORDS)))
    return path.read_text()


def load(*, seed: int = 1, scale: float = 1.0) -> dict[str, int]:  # noqa: ARG001 (the signature of every area's demo)
    """One user per role. They have a password only where the demonstration is on; elsewhere nothing opens them."""
    chosen = password() if settings.DEMO else None
    for role, label in ROLE_LABELS.items():
        ensure_user(demonstration.address(role), f"Démonstration, {label}", chosen)
    return {"comptes": len(ROLE_LABELS)}
