"""Questions about accounts."""

import datetime as dt
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone

from essaim.foundation.accounts.domain import demonstration, devices, one_time
from essaim.foundation.accounts.enums import ROLE_LABELS
from essaim.foundation.accounts.models import SignInLink, User
from essaim.foundation.outbox.models import Letter


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of a person's sessions, in words."""

    pk: int
    device: str
    opened_at: dt.datetime
    is_current: bool


def has_second_factor(user: User) -> bool:
    """Whether an application gives this person codes."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def is_second_factor_missing(user: User, *, is_local_demo: bool) -> bool:
    """Whether this person must add a second factor before going further.

    The invented persons of the demonstration are let through on the machine itself: nobody's data is behind them.
    """
    if not user.is_staff_role:
        return False
    if is_local_demo and demonstration.is_persona(user.email):
        return False
    return not has_second_factor(user)


def open_sessions(user: User, current_key: str | None) -> list[OpenSession]:
    """A person's open sessions, the current one first, then the newest."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=user, session_key__in=alive).order_by("-created_at", "pk")
    found = [
        OpenSession(s.pk, devices.wording(s.user_agent), s.created_at, is_current=s.session_key == current_key)
        for s in rows
    ]
    return sorted(found, key=lambda session: not session.is_current)


def person_at(email: str) -> User | None:
    """The open account of an address, by its confirmed address first."""
    address = (
        EmailAddress.objects.filter(email=email, verified=True, user__is_active=True).select_related("user").first()
    )
    return address.user if address else User.objects.filter(email=email, is_active=True).first()


def sign_in_link(secret: str) -> SignInLink | None:
    """The link of this secret, with its account."""
    return SignInLink.objects.select_related("user").filter(digest=one_time.digest(secret)).first()


def never_confirmed(before: dt.datetime) -> list[User]:
    """Accounts opened before this moment whose address was never confirmed and that never served."""
    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    waiting = EmailAddress.objects.filter(verified=False).values("user")
    found = User.objects.filter(date_joined__lt=before, last_login__isnull=True, erased_at__isnull=True)
    return list(found.filter(pk__in=waiting).exclude(pk__in=confirmed).order_by("pk"))


def asleep(before: dt.datetime) -> list[User]:
    """Accounts that last served before this moment and hold no role: nobody relies on them."""
    found = User.objects.filter(erased_at__isnull=True, date_joined__lt=before)
    found = found.filter(Q(last_login__lt=before) | Q(last_login__isnull=True, emailaddress__verified=True))
    return [user for user in found.distinct().order_by("pk") if not user.roles]


def warned_since(keys: list[str], before: dt.datetime) -> set[str]:
    """Those of these letters that were posted before this moment."""
    posted = Letter.objects.filter(dedup_key__in=keys, created_at__lt=before).values_list("dedup_key", flat=True)
    return {key for key in posted if key}


def ended_sessions() -> QuerySet[UserSession]:
    """What we noted of sessions that are over."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return UserSession.objects.exclude(session_key__in=alive)


def roles_today(user: User) -> list[str]:
    """The roles held today, in French and in the order of the vocabulary."""
    return [label for role, label in ROLE_LABELS.items() if role in user.roles]
