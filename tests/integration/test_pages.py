"""The one table, executed: who may open each page, and what it costs (tests/pages)."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.pages.base import Page, every_page
from tests.world import Persona, World, build_world

PAGES = every_page()


@pytest.fixture(scope="module")
def shared_world(django_db_setup, django_db_blocker):
    """The network, built once: each test sees it and changes it in a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def _name(page: Page) -> str:
    return page.name + page.query


def _client(world: World, persona: Persona) -> Client:
    client = Client()
    if persona is not Persona.VISITOR:
        client.force_login(world.users[persona])
    return client


def _open(world: World, page: Page, persona: Persona):
    address = reverse(page.name, kwargs=page.args(world)) + page.query
    return getattr(_client(world, persona), page.method)(address)


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_each_persona_is_let_in_or_not(page, shared_world):
    found = {}
    for persona in Persona:
        with transaction.atomic():
            found[persona.name] = _open(shared_world, page, persona).status_code
            transaction.set_rollback(True)
    assert found == {persona.name: page.access[persona] for persona in Persona}


@pytest.mark.django_db
@pytest.mark.parametrize("page", [page for page in PAGES if page.method == "get"], ids=_name)
def test_a_page_keeps_to_its_budget_of_queries(page, shared_world):
    client = _client(shared_world, page.persona)
    address = reverse(page.name, kwargs=page.args(shared_world)) + page.query
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    b"".join(response) if response.streaming else response.content
    assert response.status_code == page.access[page.persona]
    asked = "\n".join(query["sql"][:200] for query in queries)
    assert len(queries) <= page.budget, f"{len(queries)} queries, {page.budget} allowed:\n{asked}"


@pytest.mark.django_db
@pytest.mark.parametrize("page", [page for page in PAGES if page.is_shown], ids=_name)
def test_a_page_is_whole_french_html(page, shared_world):
    """Language, one title, one main heading, no attribute the content policy would block."""
    response = _open(shared_world, page, page.persona)
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == "fr"
    assert soup.title.string.strip()
    assert len(soup.find_all("h1")) == 1
    assert soup.find("main") is not None
    assert not soup.find_all("style")
    assert not [tag for tag in soup.find_all("script") if not tag.get("src") and tag.get("type") != "application/json"]
    assert not [
        tag.name for tag in soup.find_all(True) for name in tag.attrs if name == "style" or name.startswith("on")
    ]
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))
