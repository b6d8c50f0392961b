"""The one table, executed: who may open each page, and what it costs (tests/pages)."""

from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.pages.base import Page, every_page
from tests.world import Persona, World, build_world

PAGES = every_page()
DATA_BLOCKS = ("application/json", "application/ld+json")
"""Scripts that no browser runs: they hold data, and the content policy does not concern them."""


@dataclass
class Site:
    """The network, and a session of each persona."""

    world: World
    cookies: dict[Persona, str]

    def client(self, persona: Persona) -> Client:
        """A browser of this person."""
        client = Client()
        if persona in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[persona]
        return client

    def address(self, page: Page) -> str:
        """Where the page is in this network."""
        return reverse(page.name, kwargs=page.args(self.world)) + page.query

    def open(self, page: Page, persona: Persona):
        """What this person gets there."""
        return getattr(self.client(persona), page.method)(self.address(page))


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """The network, built once: each test sees it and changes it in a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = Site(build_world(), {})
        for persona, user in found.world.users.items():
            client = Client()
            client.force_login(user)
            found.cookies[persona] = client.cookies[settings.SESSION_COOKIE_NAME].value
        yield found
        transaction.set_rollback(True)


def whole(response) -> bytes:
    """The body, to its end: a file is closed then. (``close()`` here would close the database under the test.)"""
    return b"".join(response) if response.streaming else response.content


def _name(page: Page) -> str:
    return page.name + page.query


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_each_persona_is_let_in_or_not(page, site):
    found = {}
    for persona in Persona:
        with transaction.atomic():
            response = site.open(page, persona)
            found[persona.name] = response.status_code
            whole(response)
            transaction.set_rollback(True)
    assert found == {persona.name: page.access[persona] for persona in Persona}


@pytest.mark.django_db
@pytest.mark.parametrize("page", [page for page in PAGES if page.method == "get"], ids=_name)
def test_a_page_keeps_to_its_budget_of_queries(page, site):
    client, address = site.client(page.persona), site.address(page)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    whole(response)
    assert response.status_code == page.access[page.persona]
    asked = "\n".join(query["sql"][:200] for query in queries)
    assert len(queries) <= page.budget, f"{len(queries)} queries, {page.budget} allowed:\n{asked}"


@pytest.mark.django_db
@pytest.mark.parametrize("page", [page for page in PAGES if page.is_shown], ids=_name)
def test_a_page_is_whole_french_html(page, site):
    """Language, one title, one main heading, no attribute the content policy would block."""
    response = site.open(page, page.persona)
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == "fr"
    assert soup.title.string.strip()
    assert len(soup.find_all("h1")) == 1
    assert soup.find("main") is not None
    assert not soup.find_all("style")
    assert not [tag for tag in soup.find_all("script") if not tag.get("src") and tag.get("type") not in DATA_BLOCKS]
    assert not [
        tag.name for tag in soup.find_all(True) for name in tag.attrs if name == "style" or name.startswith("on")
    ]
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))
