"""Whoever watches the service learns whether it can serve, and never more."""

import pytest
from django.core.management import call_command
from django.db import connection

from essaim.front.portal import health

pytestmark = pytest.mark.django_db


@pytest.fixture
def cache_table():
    call_command("createcachetable", verbosity=0)


def test_alive_touches_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"


def test_ready_when_everything_is_in_place(client, cache_table):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True, "problems": {}})


def test_not_ready_names_the_check_and_the_kind_of_error_only(client, monkeypatch):
    def broken():
        raise RuntimeError("postgres://essaim:secret@db")

    monkeypatch.setattr(health, "CHECKS", {"database": broken, "cache": lambda: ""})
    response = client.get("/readyz")
    assert (response.status_code, response.json()["problems"]) == (503, {"database": "RuntimeError"})


def test_a_missing_migration_is_said(monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: [("a", False)])
    assert health.migrations() == "1 migrations à appliquer"


def test_an_unprotected_trail_is_said(monkeypatch):
    monkeypatch.setattr(health.guards, "are_present", lambda: False)
    assert health.problems()["audit"] == "le journal n'est pas protégé : relancez migrate"


def test_the_database_is_really_asked():
    assert connection.connection is not None or health.database() == ""
    assert health.database() == ""
