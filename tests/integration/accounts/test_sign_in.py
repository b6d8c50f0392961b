import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from essaim.foundation.accounts.models import User
from tests.factories.accounts import PASSWORD, make_user
from tests.integration.accounts.conftest import is_in, letters, link_in, sign_in

SIGN_UP = {"name": "  Dominique   Martin ", "email": "dominique@essaim.test", "password1": PASSWORD}


def test_an_address_and_its_password_open_the_account(person, browser):
    response = sign_in(browser)
    assert response.status_code == 302
    assert is_in(browser)


def test_the_address_is_read_whatever_its_case(person, browser):
    sign_in(browser, "Claude@ESSAIM.test")
    assert is_in(browser)


def test_a_session_ends_with_the_browser_unless_one_asks_otherwise(person):
    shared, own = Client(), Client()
    sign_in(shared)
    sign_in(own, remember="on")
    assert shared.session.get_expire_at_browser_close()
    assert not own.session.get_expire_at_browser_close()
    assert own.session.get_expiry_age() == 15 * 24 * 3600


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(person, browser):
    wrong = sign_in(browser, password="pas le bon mot")
    unknown = sign_in(browser, "personne@essaim.test", "pas le bon mot")
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert "ne correspond pas" in str(wrong.context["form"].errors)


def test_an_unknown_address_costs_the_work_of_a_known_one(person, browser, monkeypatch):
    """The password is hashed in both cases, so that time says nothing."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    done = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: done.append(1) or encode(*a, **k))
    sign_in(browser, password="pas le bon mot")
    known = len(done)
    sign_in(browser, "personne@essaim.test", "pas le bon mot")
    assert known == len(done) - known == 1


def test_one_signs_up_then_confirms_by_a_button(db, browser):
    response = browser.post("/compte/inscription/", SIGN_UP)
    assert response.url == "/compte/adresse/lettre-envoyee/"
    assert not is_in(browser)
    (letter,) = letters()
    assert letter.to == "dominique@essaim.test"
    page = link_in(letter)
    assert "Confirmer mon adresse" in browser.get(page).content.decode()
    assert not EmailAddress.objects.get().verified
    browser.post(page)
    assert EmailAddress.objects.get().verified
    assert is_in(browser)
    assert User.objects.get().name == "Dominique Martin"


def test_another_browser_confirms_but_does_not_come_in(db, browser):
    browser.post("/compte/inscription/", SIGN_UP)
    elsewhere = Client()
    elsewhere.post(link_in(letters()[0]))
    assert EmailAddress.objects.get().verified
    assert not is_in(elsewhere)


def test_signing_up_with_a_known_address_looks_the_same_and_writes_to_its_owner(person, browser):
    known = browser.post("/compte/inscription/", {**SIGN_UP, "email": person.email})
    fresh = Client().post("/compte/inscription/", SIGN_UP)
    assert (known.status_code, known.url) == (fresh.status_code, fresh.url)
    assert [(letter.to, letter.purpose) for letter in letters()] == [
        ("claude@essaim.test", "account_already_exists"),
        ("dominique@essaim.test", "email_confirmation_signup"),
    ]
    assert User.objects.count() == 2


@pytest.mark.parametrize("weak", ["court", "123456789012", "qwerty123456", "dominique@essaim.test"])
def test_a_weak_password_is_refused_with_a_sentence(db, browser, weak):
    response = browser.post("/compte/inscription/", {**SIGN_UP, "password1": weak})
    if response.status_code == 302:
        pytest.fail(f"{weak} was accepted")
    assert response.context["form"].errors["password1"]
    assert "Dominique" in response.content.decode()


def test_pupils_are_told_they_need_no_account(db, browser):
    assert "Aucun compte pour les élèves" in browser.get("/compte/inscription/").content.decode()


def test_a_forgotten_password_is_replaced_by_mail_and_other_devices_are_signed_out(person, browser):
    other = Client()
    sign_in(other)
    assert browser.post("/compte/mot-de-passe/oublie/", {"email": person.email}).status_code == 302
    page = browser.get(link_in(letters()[-1]), follow=True)
    assert "Nouveau mot de passe" in page.content.decode()
    new = "un autre long mot de passe"
    done = browser.post(page.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True)
    assert "est changé" in done.content.decode()
    assert not is_in(other)
    sign_in(browser, password=new)
    assert is_in(browser)


def test_a_forgotten_password_says_the_same_for_an_unknown_address(person, browser):
    answers = [browser.post("/compte/mot-de-passe/oublie/", {"email": email}) for email in (person.email, "x@y.test")]
    assert answers[0].url == answers[1].url
    assert [letter.purpose for letter in letters()] == ["password_reset_key", "unknown_account"]


def test_changing_password_keeps_this_device_and_signs_the_others_out(person, browser):
    other = Client()
    sign_in(other)
    sign_in(browser)
    new = "un autre long mot de passe"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert browser.post("/compte/mot-de-passe/changer/", fields).status_code == 302
    assert browser.get("/compte/").status_code == 200
    assert other.get("/compte/").status_code == 302
    assert letters()[-1].purpose == "password_changed"


def test_a_new_address_replaces_the_old_one_once_confirmed(person, browser):
    sign_in(browser)
    again = browser.post("/compte/adresse/", {"action_add": "", "email": "nouvelle@essaim.test"}, follow=True)
    assert "Confirmez que c’est vous" in again.content.decode()
    page = browser.post(again.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    assert "attend d’être confirmée" in page.content.decode()
    person.refresh_from_db()
    assert person.email == "claude@essaim.test"
    letter = letters()[-1]
    assert letter.to == "nouvelle@essaim.test"
    browser.post(link_in(letter))
    person.refresh_from_db()
    assert person.email == "nouvelle@essaim.test"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("nouvelle@essaim.test", True, True)
    ]


def test_taking_the_address_of_somebody_else_changes_nothing(person, browser):
    make_user("voisine@essaim.test", "Voisine")
    sign_in(browser)
    browser.post("/compte/adresse/", {"action_add": "", "email": "voisine@essaim.test"})
    person.refresh_from_db()
    assert person.email == "claude@essaim.test"


def test_signing_out_needs_a_button(person, browser):
    sign_in(browser)
    browser.get("/compte/deconnexion/")
    assert is_in(browser)
    browser.post("/compte/deconnexion/")
    assert not is_in(browser)


def test_a_form_of_another_site_cannot_sign_in(person):
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403


def test_no_address_outside_this_site_is_followed(person, browser):
    assert sign_in(browser, next="https://ailleurs.example/").url == "/"
    assert sign_in(Client(), next="/compte/").url == "/compte/"
