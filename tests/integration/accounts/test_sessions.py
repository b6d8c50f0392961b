import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from essaim.foundation.accounts import selectors, services
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import Role, SystemActor
from essaim.foundation.kernel.errors import Forbidden
from tests.factories.accounts import make_user
from tests.integration.accounts.conftest import is_in, sign_in

PHONE = {"user-agent": "Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1"}


def test_open_sessions_are_listed_in_plain_words(person, browser):
    sign_in(Client(headers=PHONE))
    sign_in(browser)
    html = browser.get("/compte/").content.decode()
    assert "Firefox sur Windows" in html
    assert "Safari sur un iPhone" in html
    assert "Mozilla" not in html
    first = selectors.open_sessions(person, browser.session.session_key)[0]
    assert (first.device, first.is_current) == ("Firefox sur Windows", True)


def test_only_the_network_of_a_device_is_kept(person):
    near = Client(REMOTE_ADDR="198.51.100.42")
    sign_in(near)
    assert UserSession.objects.get().ip == "198.51.100.0"


def test_a_device_is_signed_out_from_another(person, browser):
    phone = Client(headers=PHONE)
    sign_in(phone)
    sign_in(browser)
    session = UserSession.objects.get(session_key=phone.session.session_key)
    assert browser.get(f"/compte/sessions/{session.pk}/fermer/").status_code == 405
    answer = browser.post(f"/compte/sessions/{session.pk}/fermer/", follow=True)
    assert "est déconnecté" in answer.content.decode()
    assert phone.get("/compte/").status_code == 302
    assert browser.get("/compte/").status_code == 200


def test_all_other_devices_are_signed_out_at_once(person, browser):
    others = [Client(headers=PHONE) for _ in range(3)]
    for other in others:
        sign_in(other)
    sign_in(browser)
    browser.post("/compte/sessions/fermer-les-autres/")
    assert [other.get("/compte/").status_code for other in others] == [302] * 3
    assert is_in(browser)
    entry = Entry.objects.get(action="accounts.session.ended")
    assert '"sessions": 3' in entry.context


def test_the_session_of_somebody_else_cannot_be_ended(person, browser):
    make_user("voisine@essaim.test")
    neighbour = Client()
    sign_in(neighbour, "voisine@essaim.test")
    sign_in(browser)
    session = UserSession.objects.get(session_key=neighbour.session.session_key)
    assert browser.post(f"/compte/sessions/{session.pk}/fermer/").status_code == 404
    with pytest.raises(Forbidden):
        services.end_session(by=person, session=session)
    assert is_in(neighbour)


def test_an_administrator_may_end_the_session_of_a_stolen_device(person, roles):
    stolen = Client()
    sign_in(stolen)
    services.end_session(by=SystemActor("support"), session=UserSession.objects.get())
    assert stolen.get("/compte/").status_code == 302
    assert SystemActor("support").holds(Role.ADMIN)


def test_ending_the_present_session_leads_to_sign_in(person, browser):
    sign_in(browser)
    session = UserSession.objects.get()
    assert browser.post(f"/compte/sessions/{session.pk}/fermer/").url == "/compte/connexion/"
    assert not is_in(browser)


def test_sessions_that_ended_are_neither_listed_nor_kept(person, browser):
    UserSession.objects.create(user=person, session_key="over", ip="192.0.2.1", user_agent="")
    sign_in(browser)
    assert [s.is_current for s in selectors.open_sessions(person, browser.session.session_key)] == [True]
    UserSession.objects.create(user=person, session_key="over too", ip="192.0.2.1", user_agent="")
    assert services.purge_expired(by=SystemActor("purge"))["sessions"] >= 1
    assert UserSession.objects.count() == 1
