"""A person, a way to read the letters they receive, and a clock for their second factor."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client

from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Role
from essaim.foundation.outbox.models import Letter
from tests.factories.accounts import PASSWORD, TOTP_SECRET, make_user


@pytest.fixture
def person(db) -> User:
    return make_user()


@pytest.fixture
def roles(monkeypatch):
    """Gives roles to everybody, as ``directory`` would."""

    def hold(*held: Role) -> None:
        monkeypatch.setattr(User, "role_provider", staticmethod(lambda user, date: frozenset(held)))

    hold()
    return hold


@pytest.fixture
def browser() -> Client:
    """A browser that shows its tokens, as a real one must."""
    return Client(enforce_csrf_checks=False, headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})


def link_in(letter: Letter) -> str:
    """The path of the one link of a letter."""
    found = set(re.findall(rf"{re.escape(settings.BASE_URL)}(/compte/\S+)|http://testserver(/compte/\S+)", letter.text))
    assert len(found) == 1, letter.text
    return next(path for path in found.pop() if path)


def letters() -> list[Letter]:
    return list(Letter.objects.order_by("pk"))


def sign_in(browser: Client, email: str = "claude@essaim.test", password: str = PASSWORD, **more):
    return browser.post("/compte/connexion/", {"login": email, "password": password, **more})


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def code(secret: str = TOTP_SECRET, at: float | None = None) -> str:
    """What the application of the person shows at this moment."""
    counter = int((time.time() if at is None else at) // 30)
    return format_hotp_value(hotp_value(secret, counter))
