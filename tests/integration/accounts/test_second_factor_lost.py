"""Somebody lost their telephone and their codes: an administrator takes the second factor off, and everybody knows."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from config.cli import main
from essaim.foundation.accounts import services
from essaim.foundation.accounts.enums import IdentityCheck
from essaim.foundation.accounts.models import SignInLink
from essaim.foundation.audit import presenters
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import Role
from essaim.foundation.kernel.errors import Forbidden, Refused
from tests.factories.accounts import PASSWORD, make_user, with_recovery_codes, with_second_factor
from tests.integration.accounts.conftest import code, is_in, letters, sign_in

PAGE = reverse("accounts:second-factor-reset")
ADMIN = "admin@essaim.test"


@pytest.fixture
def admin(db, monkeypatch):
    user = make_user(ADMIN, "Administration")
    monkeypatch.setattr(
        type(user),
        "role_provider",
        staticmethod(lambda who, date: frozenset({Role.ADMIN} if who.email == ADMIN else {Role.CRESS})),
    )
    return with_second_factor(user)


@pytest.fixture
def lost(person, admin):
    return with_recovery_codes(with_second_factor(person))


def opened(browser: Client) -> Client:
    """The administration's browser, which has just shown its password again."""
    browser.post(sign_in(browser, ADMIN).url, {"code": code()})
    browser.post(browser.get(PAGE).url, {"password": PASSWORD})
    return browser


def test_the_person_comes_in_without_code_then_adds_another_factor(lost, admin, browser):
    theirs = Client()
    theirs.post(sign_in(theirs).url, {"code": code()})
    services.send_sign_in_link(by=admin, email=lost.email)
    assert is_in(theirs)
    answer = opened(browser).post(PAGE, {"email": "Claude@essaim.test", "check": "called_back"}, follow=True)
    assert "Le second facteur est enlevé" in answer.content.decode()
    assert not Authenticator.objects.filter(user=lost).exists()
    assert Authenticator.objects.filter(user=admin).exists()
    assert not SignInLink.objects.filter(user=lost).exists()
    assert theirs.get("/compte/").status_code == 302, "their devices are signed out"
    again = Client()
    sign_in(again)
    assert is_in(again)
    assert again.get("/territoires/").url == reverse("mfa_activate_totp")


def test_the_person_is_told_and_the_trail_keeps_how_it_was_checked(lost, admin):
    services.reset_second_factor(by=admin, user=lost, check=IdentityCheck.IN_PERSON)
    letter = letters()[-1]
    assert (letter.purpose, letter.to) == ("second_factor_reset", lost.email)
    assert "Vous n’avez rien demandé" in letter.text
    entry = Entry.objects.filter(action="accounts.second_factor.reset")
    assert lost.email not in entry.get().context
    assert "vue en personne" in presenters.present(entry)[0].sentence


def test_one_does_not_take_off_one_s_own_nor_is_a_cress_an_administrator(lost, admin):
    with pytest.raises(Forbidden, match="Votre propre"):
        services.reset_second_factor(by=admin, user=admin, check=IdentityCheck.VIDEO)
    with pytest.raises(Forbidden, match="administration"):
        services.reset_second_factor(by=lost, user=admin, check=IdentityCheck.VIDEO)
    assert Authenticator.objects.filter(user=admin).exists()


def test_nothing_is_taken_off_without_a_check_nor_from_a_stranger(lost, admin, browser):
    opened(browser)
    assert "sans cela, rien n’est enlevé" in browser.post(PAGE, {"email": lost.email}).content.decode()
    stranger = browser.post(PAGE, {"email": "personne@essaim.test", "check": "video"})
    assert "Aucun compte ouvert" in stranger.content.decode()
    own = browser.post(PAGE, {"email": ADMIN, "check": "video"})
    assert "Votre propre second facteur" in own.content.decode()
    assert Authenticator.objects.filter(user=lost).count() == 2


def test_an_account_without_second_factor_is_left_alone(person, admin):
    with pytest.raises(Refused, match="pas de second facteur"):
        services.reset_second_factor(by=admin, user=person, check=IdentityCheck.VIDEO)
    assert letters() == []


def test_the_only_administrator_is_helped_from_the_server(admin, capsys):
    assert main(["accounts", "reset-second-factor", ADMIN, "--check", "in_person", "--json"]) == 0
    assert capsys.readouterr().out.strip() == '{"reset": 1}'
    assert not Authenticator.objects.filter(user=admin).exists()
    assert main(["accounts", "reset-second-factor", ADMIN, "--check", "in_person"]) == 1
    assert main(["accounts", "reset-second-factor", ADMIN]) == 2
