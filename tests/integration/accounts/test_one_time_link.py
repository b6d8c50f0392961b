import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essaim.foundation.accounts.models import SignInLink, User
from essaim.foundation.audit.models import Entry
from tests.factories.accounts import PASSWORD, with_second_factor
from tests.integration.accounts.conftest import code, is_in, letters, link_in


def ask(browser, email="claude@essaim.test"):
    return browser.post("/compte/lien/", {"email": email})


def test_a_link_opens_a_page_whose_button_signs_in(person, browser):
    assert ask(browser).url == "/compte/lien/envoye/"
    (letter,) = letters()
    page = browser.get(link_in(letter))
    assert "c…e@essaim.test" in page.content.decode()
    assert "claude@" not in page.content.decode()
    assert not is_in(browser)
    browser.post(link_in(letter))
    assert is_in(browser)


def test_a_mail_filter_that_opens_the_link_does_not_spend_it(person, browser):
    ask(browser)
    page = link_in(letters()[0])
    for _ in range(5):
        Client().get(page)
        Client().head(page)
    browser.post(page)
    assert is_in(browser)


def test_a_link_opens_once_and_says_so_kindly(person, browser):
    ask(browser)
    page = link_in(letters()[0])
    browser.post(page)
    again = Client()
    for answer in (again.get(page), again.post(page)):
        assert answer.status_code == 410
        assert "a déjà servi" in answer.content.decode()
        assert "Recevoir un nouveau lien" in answer.content.decode()
    assert not is_in(again)


def test_a_link_expires_after_a_quarter_of_an_hour(person, browser, time_machine):
    time_machine.move_to("2027-01-12 09:00 +0000", tick=False)
    ask(browser)
    page = link_in(letters()[0])
    time_machine.move_to("2027-01-12 09:14:59 +0000", tick=False)
    assert browser.get(page).status_code == 200
    time_machine.move_to("2027-01-12 09:15 +0000", tick=False)
    answer = browser.post(page)
    assert answer.status_code == 410
    assert "a expiré" in answer.content.decode()
    assert not is_in(browser)
    ask(browser)
    browser.post(link_in(letters()[1]))
    assert is_in(browser)


def test_two_browsers_cannot_spend_one_link(person, monkeypatch):
    """Both saw it ready; the second comes when the first has just spent it."""
    from essaim.foundation.accounts import selectors, services
    from essaim.foundation.kernel.actor import SystemActor
    from essaim.foundation.kernel.errors import Refused

    ask(Client())
    secret = link_in(letters()[0]).split("/")[-2]
    seen = selectors.sign_in_link(secret)
    services.use_sign_in_link(by=SystemActor("connexion"), secret=secret)
    monkeypatch.setattr(selectors, "sign_in_link", lambda _secret: seen)
    with pytest.raises(Refused, match="déjà servi"):
        services.use_sign_in_link(by=SystemActor("connexion"), secret=secret)


def test_an_address_without_account_gets_the_same_answer_for_the_same_work(person):
    known, unknown = Client(), Client()
    for browser, email in ((known, "claude@essaim.test"), (unknown, "personne@essaim.test")):
        ask(browser, email)  # from now on both limits have been counted once
    with CaptureQueriesContext(connection) as for_known:
        first = ask(known)
    with CaptureQueriesContext(connection) as for_unknown:
        second = ask(unknown, "personne@essaim.test")
    assert (first.status_code, first.url) == (second.status_code, second.url)
    shape = [[query["sql"].split()[0] for query in run] for run in (for_known, for_unknown)]
    assert shape[0].count("INSERT") == shape[1].count("INSERT")
    assert abs(len(shape[0]) - len(shape[1])) <= 1  # looking the account up a second way
    assert [letter.to for letter in letters()][2:] == ["claude@essaim.test", "personne@essaim.test"]
    assert "n’a pas de compte" in letters()[3].text
    assert "/compte/lien/" not in letters()[3].text


def test_the_database_never_holds_the_secret(person, browser):
    ask(browser)
    secret = link_in(letters()[0]).split("/")[-2]
    link = SignInLink.objects.get()
    assert secret not in link.digest
    assert secret not in "".join(Entry.objects.values_list("context", flat=True))


def test_a_closed_account_receives_no_link(person, browser):
    User.objects.filter(pk=person.pk).update(is_active=False)
    ask(browser)
    assert letters()[0].text.count("n’a pas de compte") == 1


def test_a_password_set_before_the_address_was_confirmed_is_forgotten(db, browser):
    """Somebody who opens an account at the address of another must not keep a key to it."""
    intruder = Client()
    intruder.post("/compte/inscription/", {"name": "X", "email": "victime@essaim.test", "password1": PASSWORD})
    ask(browser, "victime@essaim.test")
    browser.post(link_in(letters()[-1]))
    assert is_in(browser)
    assert EmailAddress.objects.get().verified
    assert not User.objects.get().has_usable_password()


def test_the_second_factor_is_asked_after_the_link_too(person, browser):
    with_second_factor(person)
    ask(browser)
    answer = browser.post(link_in(letters()[0]))
    assert answer.url.startswith("/compte/second-facteur/code/")
    assert not is_in(browser)
    browser.post("/compte/second-facteur/code/", {"code": code()})
    assert is_in(browser)


def test_a_link_replaces_whoever_was_signed_in(person, browser):
    from tests.factories.accounts import make_user

    browser.force_login(make_user("voisine@essaim.test"))
    ask(browser)
    browser.post(link_in(letters()[0]))
    assert browser.session["_auth_user_id"] == str(person.pk)


def test_a_page_of_a_link_is_never_kept_by_a_cache(person, browser):
    ask(browser)
    answer = browser.get(link_in(letters()[0]))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("secret", ["perdu", "a" * 300, "é"])
def test_a_link_that_was_never_sent_says_so(db, browser, secret):
    answer = browser.get(f"/compte/lien/{secret}/")
    assert answer.status_code == 410
    assert "n’existe pas" in answer.content.decode()


def test_links_are_forgotten_after_a_month(person, clock):
    from essaim.foundation.accounts import services
    from essaim.foundation.kernel.actor import SystemActor

    old = clock - dt.timedelta(days=31)
    SignInLink.objects.create(user=person, digest="x" * 64, created_at=old, expires_at=old + dt.timedelta(minutes=15))
    assert services.purge_expired(by=SystemActor("purge"))["links"] == 1
    assert not SignInLink.objects.exists()
