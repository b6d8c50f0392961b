"""Limits are counted in the shared cache: by address and by network, for every process at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from essaim.foundation.outbox.models import Letter
from tests.integration.accounts.conftest import is_in, sign_in

ROOT = Path(__file__).resolve().parents[3]
CONSUME = """
import django
django.setup()
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from allauth.core.context import request_context
from allauth.core.ratelimit import consume
request = RequestFactory().post("/", REMOTE_ADDR="{address}")
request.user = AnonymousUser()
with request_context(request):
    print(sum(consume(request, action="sign_in_link", key="claude@essaim.test") for _ in range(2)))
"""


def test_guessing_a_password_is_stopped_wherever_it_comes_from(person):
    for n in range(5):
        assert "ne correspond pas" in sign_in(Client(REMOTE_ADDR=f"203.0.113.{n}"), password="faux").content.decode()
    stopped = Client(REMOTE_ADDR="203.0.113.99")
    answer = sign_in(stopped)
    assert not is_in(stopped)
    assert "Attendez cinq minutes" in answer.content.decode()
    assert "lien de connexion" in answer.content.decode()


def test_the_one_time_link_is_the_way_in_when_somebody_else_guesses(person, browser):
    for n in range(6):
        sign_in(Client(REMOTE_ADDR=f"203.0.113.{n}"), password="faux")
    assert browser.post("/compte/lien/", {"email": person.email}).status_code == 302


def test_letters_to_one_address_are_few(person):
    answers = [
        Client(REMOTE_ADDR=f"203.0.113.{n}").post("/compte/lien/", {"email": person.email}).status_code
        for n in range(5)
    ]
    assert answers == [302, 302, 302, 429, 429]
    assert Letter.objects.count() == 3


def test_too_many_requests_is_a_page_that_says_how_long(person, browser):
    for _ in range(3):
        browser.post("/compte/mot-de-passe/oublie/", {"email": person.email})
    answer = browser.post("/compte/mot-de-passe/oublie/", {"email": person.email})
    assert answer.status_code == 429
    assert "Attendez une minute" in answer.content.decode()
    assert '<html lang="fr"' in answer.content.decode()


def test_a_whole_school_behind_one_address_still_comes_in(person, roles):
    for _ in range(20):
        class_computer = Client(REMOTE_ADDR="198.51.100.7")
        sign_in(class_computer)
        assert is_in(class_computer)


def test_a_visitor_cannot_choose_the_address_that_is_counted(person, settings):
    for n in range(5):
        sign_in(Client(headers={"x-forwarded-for": f"203.0.113.{n}"}), f"p{n}@essaim.test", "faux")
    from allauth.account.adapter import get_adapter
    from django.test import RequestFactory

    request = RequestFactory().get("/", headers={"x-forwarded-for": "203.0.113.1, 198.51.100.7"})
    assert get_adapter().get_client_ip(request) == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert get_adapter().get_client_ip(request) == "198.51.100.7"


@pytest.mark.django_db(databases=[])
def test_the_count_holds_across_two_processes(tmp_path):
    environment = {
        **os.environ,
        "ESSAIM_DATA": str(tmp_path),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return done.stdout.strip()

    run("manage.py", "createcachetable")
    allowed = [run("-c", CONSUME.format(address=f"203.0.113.{n}")) for n in (1, 2)]
    assert allowed == ["2", "1"]
