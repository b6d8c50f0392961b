"""Settings that protect people, as production reads them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
NAMES = (
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "CSRF_COOKIE_SECURE",
    "CSRF_COOKIE_HTTPONLY",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "DEMO",
    "ACCOUNT_RATE_LIMITS",
    "CONTENT_SECURITY_POLICY",
    "SOCIALACCOUNT_PROVIDERS",
)
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "ESSAIM_SECRET_KEY": "a key of fifty characters that is only used in this test",
    "ESSAIM_HOSTS": "essaim.example",
    "ESSAIM_BASE_URL": "https://essaim.example",
    "DATABASE_URL": "",
}


def start(tmp_path, **environment) -> subprocess.CompletedProcess:
    code = (
        "import json, django; django.setup(); from django.conf import settings;"
        f"print(json.dumps({{n: getattr(settings, n) for n in {NAMES!r}}}, default=str))"
    )
    known = {name: value for name, value in os.environ.items() if not name.startswith("ESSAIM_")}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**known, **PRODUCTION, "ESSAIM_DATA": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def production(tmp_path_factory) -> dict:
    done = start(
        tmp_path_factory.mktemp("prod"),
        ESSAIM_PROCONNECT_SERVER="https://identite.example/api/v2",
        ESSAIM_PROCONNECT_CLIENT_ID="essaim",
        ESSAIM_PROCONNECT_SECRET="secret",
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_cookies_travel_encrypted_hidden_from_scripts_and_from_other_sites(production):
    assert production["SESSION_COOKIE_SECURE"]
    assert production["CSRF_COOKIE_SECURE"]
    assert production["SESSION_COOKIE_HTTPONLY"]
    assert production["CSRF_COOKIE_HTTPONLY"]
    assert production["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_the_visitors_address_comes_from_the_one_proxy(production):
    assert production["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_every_way_in_has_a_limit(production):
    limits = production["ACCOUNT_RATE_LIMITS"]
    ways = {"login", "login_failed", "signup", "reset_password", "sign_in_link", "confirm_email", "reauthenticate"}
    assert ways <= set(limits)
    assert all(limits.values())


def test_the_form_that_leads_to_proconnect_may_leave_for_it_and_nowhere_else(production):
    assert production["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == ["'self'", "https://identite.example"]
    app = production["SOCIALACCOUNT_PROVIDERS"]["proconnect"]["APPS"][0]
    assert app["settings"]["server_url"] == "https://identite.example/api/v2"


def test_without_proconnect_forms_stay_here():
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] == ["'self'"]
    assert settings.SOCIALACCOUNT_PROVIDERS == {}


def test_production_refuses_a_demonstration(tmp_path):
    done = start(tmp_path, ESSAIM_DEMO="1")
    assert done.returncode != 0
    assert "ESSAIM_DEMO" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_demonstration_under_a_public_name_does_not_start(tmp_path):
    done = start(tmp_path, ESSAIM_DEMO="1", DJANGO_SETTINGS_MODULE="config.settings.dev")
    assert done.returncode != 0
    assert "ESSAIM_DEMO" in done.stderr
    assert "essaim.example" in done.stderr
