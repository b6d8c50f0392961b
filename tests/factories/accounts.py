"""Accounts as they are after sign-up: address confirmed, second factor for those whose role asks for it."""

import datetime as dt

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from essaim.foundation.accounts.domain import one_time
from essaim.foundation.accounts.models import SignInLink, User
from tests.world import Persona, World

PASSWORD = "quatre chevaux et une agrafe"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STAFF = (Persona.CORRESPONDENT, Persona.OCCE, Persona.CRESS, Persona.NATIONAL, Persona.SIGNATORY, Persona.ADMIN)


def make_user(email: str = "claude@essaim.test", name: str = "Claude", *, password: str | None = PASSWORD) -> User:
    """A person whose address is confirmed."""
    user = User.objects.create_user(email, password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def with_second_factor(user: User) -> User:
    """The same person, with an application of codes."""
    data = {"secret": get_adapter().encrypt(TOTP_SECRET)}
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)
    return user


def with_recovery_codes(user: User) -> User:
    """The same person, with codes for the day the telephone is lost."""
    data = {"seed": get_adapter().encrypt("5eed" * 8), "used_mask": 0}
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data=data)
    return user


def populate(world: World) -> None:
    """Confirm every address; give a second factor to the personas that see other people's data."""
    for persona, user in world.users.items():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if persona in STAFF:
            with_second_factor(user)
    with_recovery_codes(world.users[Persona.CRESS])
    with_password = world.users[Persona.ESS_ACTOR]
    with_password.set_password(PASSWORD)
    with_password.save()
    team = world.users[Persona.TEAM]
    secret = "secret-de-la-table-des-pages"
    SignInLink.objects.create(
        user=team, digest=one_time.digest(secret), expires_at=timezone.now() + dt.timedelta(days=3650)
    )
    waiting = EmailAddress.objects.create(user=team, email="nouvelle@essaim.test", verified=False, primary=False)
    session = SessionStore()
    session.create()
    world.things |= {
        "sign_in_secret": secret,
        "confirmation_key": EmailConfirmationHMAC(waiting).key,
        "session": UserSession.objects.create(
            user=team, session_key=session.session_key, ip="192.0.2.17", user_agent="Firefox/140 Windows"
        ),
    }
