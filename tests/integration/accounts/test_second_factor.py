import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from essaim.foundation.kernel.actor import STAFF_ROLES, Role
from tests.factories.accounts import PASSWORD, TOTP_SECRET, with_second_factor
from tests.integration.accounts.conftest import code, is_in, letters, sign_in

ELSEWHERE = "/territoires/"
ADD = "/compte/second-facteur/ajouter/"


def confirm(browser, page):
    """Open a sensitive page, and show the password again when it is asked."""
    answer = browser.get(page)
    return browser.post(answer.url, {"password": PASSWORD}, follow=True)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_a_staff_role_without_second_factor_is_led_to_add_one(person, browser, roles, role):
    roles(role)
    sign_in(browser)
    answer = browser.get(ELSEWHERE)
    assert answer.url == ADD
    page = browser.get("/compte/")
    assert "ajoutez d’abord un second facteur" in page.content.decode()
    assert "À ajouter pour votre rôle" in page.content.decode()


@pytest.mark.parametrize("role", sorted(set(Role) - STAFF_ROLES))
def test_other_roles_are_free_to_add_one(person, browser, roles, role):
    roles(role)
    sign_in(browser)
    assert browser.get(ELSEWHERE).status_code in {200, 404}
    assert "Facultatif" in browser.get("/compte/").content.decode()


def test_the_account_itself_and_signing_out_stay_open(person, browser, roles):
    roles(Role.ADMIN)
    sign_in(browser)
    for name in ("accounts:profile", "accounts:name-edit", "account_email", "mfa_index", "account_logout"):
        assert browser.get(reverse(name)).status_code == 200


def test_a_htmx_or_posted_request_is_stopped_too(person, browser, roles):
    roles(Role.CRESS)
    sign_in(browser)
    assert browser.post("/affichage/", {"theme": "dark"}).status_code in {302, 404}
    assert browser.get(ELSEWHERE, headers={"hx-request": "true"}).url == ADD


def test_adding_a_second_factor_shows_codes_to_print_and_signs_other_devices_out(
    person, browser, roles, django_capture_on_commit_callbacks
):
    roles(Role.CRESS)
    other = Client()
    sign_in(other)
    sign_in(browser)
    page = confirm(browser, ADD)
    html = page.content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", html)[1]
    assert 'src="data:image/svg+xml;base64,' in html
    with django_capture_on_commit_callbacks(execute=True):
        codes = browser.post(ADD, {"code": code(secret)}, follow=True)
    assert codes.redirect_chain[-1][0] == "/compte/second-facteur/secours/"
    assert len(re.findall(r"<li><code>", codes.content.decode())) == 10
    assert browser.get(ELSEWHERE).status_code in {200, 404}
    assert other.get("/compte/").status_code == 302
    assert [letter.purpose for letter in letters()] == ["totp_activated"]


def test_a_wrong_code_says_what_to_do(person, browser, roles):
    sign_in(browser)
    confirm(browser, ADD)
    answer = browser.post(ADD, {"code": "000000"})
    assert "Ce code n’est pas le bon" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_the_code_is_asked_after_the_password(person, browser):
    with_second_factor(person)
    answer = sign_in(browser)
    assert answer.url.startswith("/compte/second-facteur/code/")
    assert "Votre code" in browser.get(answer.url).content.decode()
    assert not is_in(browser)
    browser.post(answer.url, {"code": code()})
    assert is_in(browser)


def test_a_code_serves_once(person, browser):
    with_second_factor(person)
    same = code()
    browser.post(sign_in(browser).url, {"code": same})
    assert is_in(browser)
    second = Client()
    second.post(sign_in(second).url, {"code": same})
    assert not is_in(second)


def test_a_recovery_code_opens_once(person, browser, roles):
    sign_in(browser)
    html = confirm(browser, ADD).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", html)[1]
    codes = browser.post(ADD, {"code": code(secret)}, follow=True).content.decode()
    spare = re.search(r"<li><code>(\w+)</code>", codes)[1]
    for expected in (True, False):
        lost = Client()
        lost.post(sign_in(lost).url, {"code": spare})
        assert is_in(lost) is expected
    downloaded = browser.get("/compte/second-facteur/secours/fichier/").content.decode()
    assert spare not in downloaded
    assert "codes de secours" in downloaded


def test_the_secret_is_sealed_in_the_database(person):
    with_second_factor(person)
    assert TOTP_SECRET not in str(Authenticator.objects.get().data)


def test_a_secret_sealed_with_a_retired_key_still_opens(person, browser, settings):
    with_second_factor(person)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key"
    answer = sign_in(browser)
    browser.post(answer.url, {"code": code()})
    assert is_in(browser)


def test_guessing_codes_is_stopped(person, browser):
    with_second_factor(person)
    page = sign_in(browser).url
    for _ in range(5):
        browser.post(page, {"code": "000000"})
    assert "Trop d’essais" in browser.post(page, {"code": code()}).content.decode()
    assert not is_in(browser)


def test_taking_the_second_factor_off_asks_for_a_code_and_tells_the_person(person, browser, roles):
    roles(Role.CRESS)
    with_second_factor(person)
    browser.post(sign_in(browser).url, {"code": code()})
    answer = browser.get("/compte/second-facteur/enlever/")
    assert answer.url.startswith("/compte/verifier/")
    page = browser.post(answer.url, {"password": PASSWORD}, follow=True)
    assert "Votre rôle demande un second facteur" in page.content.decode()
    browser.post("/compte/second-facteur/enlever/")
    assert not Authenticator.objects.exists()
    assert letters()[-1].purpose == "totp_deactivated"
    assert browser.get(ELSEWHERE).url == ADD
