"""Gestures on accounts."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from essaim.foundation.accounts import events, personal_data, policies, selectors
from essaim.foundation.accounts.domain import one_time
from essaim.foundation.accounts.enums import IdentityCheck, LinkState
from essaim.foundation.accounts.models import SignInLink, User
from essaim.foundation.audit import trail
from essaim.foundation.files import retention as files_kept
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.outbox import letters
from essaim.foundation.outbox import retention as letters_kept

UNCONFIRMED_KEPT = dt.timedelta(days=30)
LINKS_KEPT = dt.timedelta(days=30)
ASLEEP_AFTER = dt.timedelta(days=3 * 365)
WARNED_FOR = dt.timedelta(days=30)
ERASED_DOMAIN = "efface.invalid"  # reserved by RFC 2606: nobody can be reached there


@trail.gesture
def send_sign_in_link(*, by: Actor, email: str) -> SignInLink:
    """Send a one-time link to an address, or, when it has no account, a letter that says so.

    Both cases do the same work and give the same answer: nobody learns here which addresses have an account.
    """
    user = selectors.person_at(email)
    secret = one_time.new_secret()
    now = timezone.now()
    link = SignInLink.objects.create(
        user=user,
        digest=one_time.digest(secret),
        created_at=now,
        expires_at=now + dt.timedelta(minutes=settings.SIGN_IN_LINK_MINUTES),
    )
    trail.record(by, "accounts.sign_in_link.sent", link)
    letters.post(
        to=user.email if user else email,
        text=letters.compose(
            "accounts/sign_in_link" if user else "accounts/unknown_account",
            {
                "link_url": settings.BASE_URL + reverse("accounts:link-open", args=[secret]),
                "signup_url": settings.BASE_URL + reverse("account_signup"),
                "minutes": settings.SIGN_IN_LINK_MINUTES,
            },
        ),
        area="accounts",
        purpose="sign_in_link",
        recipient=user.actor_ref if user else "",
    )
    return link


@trail.gesture
def use_sign_in_link(*, by: Actor, secret: str) -> User:
    """Spend a link: whoever holds it reads that mailbox, so the address is confirmed too.

    A password chosen while the address was not confirmed is forgotten: it may be somebody else's, lying in wait.
    """
    link = selectors.sign_in_link(secret)
    if link is None or link.user is None or link.state is not LinkState.READY:
        raise Refused(one_time.SENTENCES[link.state if link else LinkState.UNKNOWN])
    if not SignInLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=timezone.now()):
        raise Refused(one_time.SENTENCES[LinkState.USED])
    user = link.user
    address, _ = EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
    if not address.verified:
        address.verified = address.primary = True
        address.save(update_fields=["verified", "primary"])
        user.set_unusable_password()
        user.save(update_fields=["password"])
    trail.record(by, "accounts.sign_in_link.used", link)
    return user


@trail.gesture
def rename(*, by: Actor, user: User, name: str) -> User:
    """Change a person's name."""
    policies.ensure_can_rename(by, user)
    user.name = name
    user.save(update_fields=["name"])
    trail.record(by, "accounts.user.renamed", user)
    return user


@trail.gesture
def end_session(*, by: Actor, session: UserSession) -> None:
    """Sign a device out."""
    policies.ensure_can_end_session(by, session)
    trail.record(by, "accounts.session.ended", f"accounts.user:{session.user_id}", sessions=1)
    session.end()


@trail.gesture
def end_other_sessions(*, by: User, current_key: str | None) -> int:
    """Sign every other device out."""
    others = list(UserSession.objects.filter(user=by).exclude(session_key=current_key))
    for session in others:
        session.end()
    trail.record(by, "accounts.session.ended", by, sessions=len(others))
    return len(others)


@trail.gesture
def reset_second_factor(*, by: Actor, user: User, check: IdentityCheck) -> User:
    """Take off a second factor its owner lost, once somebody made sure it was them; every device is signed out.

    The recovery codes go with it, and links not used yet: whoever found the telephone may have read the mail too. The
    person is told by letter, and sets another second factor up at the next sign-in.
    """
    policies.ensure_can_reset_second_factor(by, user)
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise Refused("Ce compte n’a pas de second facteur : la personne peut se connecter et en ajouter un.")
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    SignInLink.objects.filter(user=user, used_at__isnull=True).delete()
    letters.post(
        to=user.email,
        text=letters.compose(
            "accounts/second_factor_reset",
            {"login_url": settings.BASE_URL + reverse("account_login"), "contact": settings.ESSAIM_CONTACT},
        ),
        area="accounts",
        purpose="second_factor_reset",
        recipient=user.actor_ref,
    )
    trail.record(by, "accounts.second_factor.reset", user, check=check, sessions=len(sessions))
    return user


@trail.gesture
def erase(*, by: Actor, user: User) -> User:
    """Close an account for good: its data are blanked, its doors shut, and the trail keeps a number, not a person.

    Elsewhere, links to the person are cut or kept as each model's ``privacy`` says (RGPD art. 17). Signatures and
    published mandates keep their row: they have a legal life of their own.
    """
    policies.ensure_can_erase(by, user)
    if user.erased_at is not None:
        raise Refused("Ce compte est déjà effacé.")
    events.publish(events.PersonErased(by=by, user=user))
    cut = personal_data.cut_links(user)
    letters_kept.forget(user.actor_ref)
    files_kept.forget(user.actor_ref)
    for session in UserSession.objects.filter(user=user):
        session.end()
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession):
        model.objects.filter(user=user).delete()
    user.email = f"compte-{user.pk}@{ERASED_DOMAIN}"
    user.name = ""
    user.last_login = None
    user.is_active = False
    user.erased_at = timezone.now()
    user.set_unusable_password()
    user.save()
    trail.record(by, "accounts.user.erased", user, links=cut)
    return user


@trail.gesture
def purge_expired(*, by: Actor) -> dict[str, int]:
    """Forget what is out of date: accounts never confirmed or asleep, links, sessions that ended. Run every day.

    An account asleep for three years is warned by letter, and erased thirty days later if nobody came.
    """
    policies.ensure_can_purge(by)
    now = timezone.now()
    links, _ = SignInLink.objects.filter(created_at__lt=now - LINKS_KEPT).delete()
    sessions, _ = selectors.ended_sessions().delete()
    leaving = selectors.never_confirmed(now - UNCONFIRMED_KEPT)
    asleep = selectors.asleep(now - ASLEEP_AFTER)
    warned = selectors.warned_since([_warning_key(user) for user in asleep], now - WARNED_FOR)
    leaving += [user for user in asleep if _warning_key(user) in warned]
    for user in leaving:
        erase(by=by, user=user)
    for user in asleep:
        if user.erased_at is None:
            _warn(user)
    counts = {"accounts": len(leaving), "links": links, "sessions": sessions}
    trail.record(by, "accounts.register.purged", "accounts:all", **counts)
    return counts


def _warning_key(user: User) -> str:
    """One warning for one sleep: signing in again starts another."""
    last = user.last_login or user.date_joined
    return f"accounts:asleep:{user.pk}:{last:%Y%m%d}"


def _warn(user: User) -> None:
    letters.post(
        to=user.email,
        text=letters.compose(
            "accounts/asleep",
            {"login_url": settings.BASE_URL + reverse("account_login"), "days": WARNED_FOR.days},
        ),
        area="accounts",
        purpose="asleep",
        recipient=user.actor_ref,
        dedup_key=_warning_key(user),
    )
