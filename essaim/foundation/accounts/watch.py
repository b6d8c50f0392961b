"""What follows from a sign-in event of allauth: less is kept of the device, other devices are signed out."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.http import HttpRequest

from essaim.foundation.accounts import services
from essaim.foundation.accounts.domain import addresses
from essaim.foundation.accounts.models import User

UID = "essaim.accounts"


def listen() -> None:
    """Connect once, at start."""
    pre_save.connect(_keep_less, sender=UserSession, dispatch_uid=UID)
    authenticator_added.connect(_on_second_factor, dispatch_uid=UID)
    for signal in (password_changed, password_set, password_reset):
        signal.connect(_on_password, dispatch_uid=UID)


def _keep_less(instance: UserSession, **_kwargs: Any) -> None:
    """Of the network address, the network alone."""
    instance.ip = addresses.coarse_ip(instance.ip)


def _on_second_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """A session opened without the second factor does not outlive its arrival."""
    if authenticator.type == Authenticator.Type.TOTP:
        services.end_other_sessions(by=user, current_key=request.session.session_key)


def _on_password(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """A new password signs every other device out."""
    services.end_other_sessions(by=user, current_key=request.session.session_key)
