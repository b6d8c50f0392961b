import datetime as dt
import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from essaim.foundation.accounts import chores, events, personal_data, services
from essaim.foundation.accounts.models import SignInLink, User
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import Role, SystemActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox.models import Letter
from tests.factories.accounts import PASSWORD, make_user, with_second_factor
from tests.integration.accounts.conftest import is_in, letters, sign_in

PURGE = SystemActor("purge")


def close(browser, **fields):
    answer = browser.get("/compte/fermer/")
    browser.post(answer.url, {"password": PASSWORD})
    return browser.post("/compte/fermer/", fields, follow=True)


def test_closing_erases_the_person_and_keeps_the_trail(person, browser):
    services.rename(by=person, user=person, name="Camille Petit")
    with_second_factor(person)
    Authenticator.objects.all().delete()
    phone = Client()
    sign_in(phone)
    sign_in(browser)
    browser.post("/compte/lien/", {"email": person.email})
    entries = Entry.objects.count()
    page = close(browser, understood="on")
    assert "Votre compte est fermé" in page.content.decode()
    person.refresh_from_db()
    assert (person.name, person.email) == ("", f"compte-{person.pk}@efface.invalid")
    assert not person.is_active
    assert person.erased_at is not None
    assert not person.has_usable_password()
    assert not is_in(browser)
    assert not is_in(phone) or phone.get("/compte/").status_code == 302
    assert Entry.objects.count() == entries + 1
    assert Entry.objects.filter(actor=f"user:{person.pk}").exists()
    assert not EmailAddress.objects.exists()
    assert not UserSession.objects.exists()
    assert not SignInLink.objects.filter(user__isnull=False).exists()


def test_nothing_of_the_person_is_left_in_any_column(person, browser):
    browser.post("/compte/lien/", {"email": person.email})
    services.erase(by=person, user=person)
    from django.apps import apps

    for model in apps.get_models():
        for row in model._base_manager.values():
            assert "claude" not in str(row).lower(), model


def test_closing_needs_the_box_and_the_password(person, browser):
    sign_in(browser)
    assert browser.get("/compte/fermer/").url.startswith("/compte/verifier/")
    page = close(browser)
    assert "Cochez cette case" in page.content.decode()
    assert User.objects.get().is_active


def test_a_closed_account_no_longer_opens(person, browser):
    services.erase(by=person, user=person)
    sign_in(browser)
    assert not is_in(browser)


def test_the_address_is_free_again(person):
    services.erase(by=person, user=person)
    assert make_user("claude@essaim.test").pk != person.pk


def test_nobody_else_closes_an_account_but_the_administration(person, roles):
    other = make_user("voisine@essaim.test")
    with pytest.raises(Forbidden):
        services.erase(by=other, user=person)
    roles(Role.ADMIN)
    services.erase(by=User.objects.get(pk=other.pk), user=person)


def test_an_erased_account_is_not_erased_twice(person):
    services.erase(by=person, user=person)
    with pytest.raises(Refused, match="déjà"):
        services.erase(by=PURGE, user=person)


def test_one_takes_ones_data_away(person, browser):
    browser.post("/compte/lien/", {"email": person.email})
    sign_in(browser)
    answer = browser.get("/compte/donnees/")
    page = browser.post(answer.url, {"password": PASSWORD}, follow=True)
    assert page["Content-Type"] == "application/json"
    assert "attachment" in page["Content-Disposition"]
    data = json.loads(page.content)
    assert data["account"]["email"] == "claude@essaim.test"
    assert data["data"]["account.emailaddress"][0]["email"] == "claude@essaim.test"
    assert data["data"]["accounts.signinlink"][0]["as"] == "user"
    assert data["letters"][0]["purpose"] == "sign_in_link"
    assert data["reasons"]["accounts.signinlink"]["user"]["basis"] == "exécution du contrat" or data["reasons"]
    text = page.content.decode()
    assert person.password not in text
    assert SignInLink.objects.get().digest not in text


def test_the_data_of_others_are_not_handed_over(person):
    other = make_user("voisine@essaim.test", "Voisine")
    SignInLink.objects.create(user=other, digest="x", expires_at=other.date_joined + dt.timedelta(days=1))
    assert "voisine" not in json.dumps(personal_data.export(person)).lower()


def test_the_trail_of_erasure_tells_no_name(person):
    services.rename(by=person, user=person, name="Camille Petit")
    services.erase(by=person, user=person)
    said = " ".join(Entry.objects.values_list("context", flat=True))
    assert "Camille" not in said
    assert "@" not in said


def test_an_account_never_confirmed_is_erased_after_a_month(db, browser, time_machine):
    time_machine.move_to("2027-01-01 09:00 +0000", tick=False)
    browser.post("/compte/inscription/", {"name": "X", "email": "x@essaim.test", "password1": PASSWORD})
    time_machine.move_to("2027-01-31 08:00 +0000", tick=False)
    assert services.purge_expired(by=PURGE)["accounts"] == 0
    time_machine.move_to("2027-01-31 10:00 +0000", tick=False)
    assert services.purge_expired(by=PURGE)["accounts"] == 1
    assert User.objects.get().erased_at
    assert services.purge_expired(by=PURGE)["accounts"] == 0


def test_an_account_asleep_for_three_years_is_warned_then_erased(person, time_machine):
    User.objects.update(last_login="2024-01-01T00:00Z", date_joined="2023-01-01T00:00Z")
    time_machine.move_to("2027-01-12 09:00 +0000", tick=False)
    for _ in range(3):
        assert services.purge_expired(by=PURGE)["accounts"] == 0
    (warning,) = letters()
    assert "30 jours" in warning.text
    time_machine.move_to("2027-02-12 09:00 +0000", tick=False)
    assert services.purge_expired(by=PURGE)["accounts"] == 1
    assert User.objects.get().erased_at


def test_a_person_who_comes_back_after_the_warning_keeps_the_account(person, browser, time_machine):
    User.objects.update(last_login="2024-01-01T00:00Z", date_joined="2023-01-01T00:00Z")
    time_machine.move_to("2027-01-12 09:00 +0000", tick=False)
    services.purge_expired(by=PURGE)
    sign_in(browser)
    time_machine.move_to("2027-03-12 09:00 +0000", tick=False)
    assert services.purge_expired(by=PURGE)["accounts"] == 0


def test_whoever_holds_a_role_is_never_asleep(person, roles, time_machine):
    roles(Role.SIGNATORY)
    User.objects.update(last_login="2020-01-01T00:00Z", date_joined="2019-01-01T00:00Z")
    time_machine.move_to("2027-01-12 09:00 +0000", tick=False)
    services.purge_expired(by=PURGE)
    assert not Letter.objects.exists()


def test_the_worker_purges_once_a_day(person, time_machine):
    time_machine.move_to("2027-01-12 09:00 +0000", tick=False)
    old = timezone.now() - dt.timedelta(days=31)
    SignInLink.objects.create(user=person, digest="x", created_at=old, expires_at=old + dt.timedelta(minutes=15))
    assert [chores.purge_expired() for _ in range(3)] == [1, 0, 0]
    time_machine.move_to("2027-01-13 10:00 +0000", tick=False)
    chores.purge_expired()
    assert Entry.objects.filter(action="accounts.register.purged").count() == 2


def test_only_the_platform_purges(person):
    with pytest.raises(Forbidden):
        services.purge_expired(by=person)


def test_who_is_above_is_told_before_the_name_goes_and_may_refuse(person, monkeypatch):
    told = []
    monkeypatch.setattr(events, "_subscribers", [])
    events.on_person_erased(lambda event: told.append((event.by, event.user.name)))
    services.erase(by=person, user=person)
    assert told == [(person, "Claude")]

    def refuse(event):
        raise Refused("Signez d’abord.")

    events.on_person_erased(refuse)
    other = make_user("voisine@essaim.test", "Voisine")
    with pytest.raises(Refused):
        services.erase(by=other, user=other)
    assert User.objects.get(pk=other.pk).name == "Voisine"
