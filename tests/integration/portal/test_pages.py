"""Home and legal pages say what is true of this house, and nothing more."""

import defusedxml.ElementTree
import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from essaim.front.portal import selectors

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_an_empty_house_shows_no_figure_and_no_map(client):
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    assert not soup.select(".traced")
    assert not soup.select(".map")


def test_the_home_page_counts_what_the_directory_knows(client, world):
    figures = {figure.what: figure.value for figure in selectors.figures(selectors.counts())}
    shown = text(client.get("/"))
    assert figures
    assert all(value in shown and what in shown for what, value in figures.items())


def test_the_home_page_counts_once_an_hour(client, world, django_assert_max_num_queries):
    call_command("createcachetable", verbosity=0)
    shown = client.get("/").content
    with django_assert_max_num_queries(4):  # the edition and the next dates are those of this minute
        again = client.get("/").content
    assert again == shown


def test_every_figure_has_its_definition_and_source(world):
    assert all(figure.definition and figure.source and figure.link for figure in selectors.figures(selectors.counts()))


def test_the_privacy_page_lists_every_declared_datum(client):
    register = list(selectors.personal_register())
    shown = text(client.get("/donnees-personnelles/"))
    assert len(register) > 5
    assert all(line.purpose in shown and line.retention in shown for line in register)


def test_the_statement_does_not_claim_an_audit(client):
    shown = text(client.get("/accessibilite/"))
    assert "Non conforme" in shown
    assert "Défenseur des droits" in shown
    assert "contact@essaim.test" in shown


def test_what_the_publisher_has_not_written_is_said(client, settings):
    assert "À renseigner" in text(client.get("/mentions-legales/"))
    settings.ESSAIM_PUBLISHER = "Association d'essai"
    settings.ESSAIM_HOSTING = "Hébergeur d'essai"
    shown = text(client.get("/mentions-legales/"))
    assert "Association d'essai" in shown
    assert "À renseigner" not in shown


def test_the_sitemap_is_xml_of_public_addresses_that_answer(client, settings):
    settings.BASE_URL = "https://essaim.test"
    tree = defusedxml.ElementTree.fromstring(client.get("/sitemap.xml").content)
    addresses = [loc.text.removeprefix("https://essaim.test") for loc in tree.findall(".//{*}loc")]
    assert "/" in addresses
    assert all(client.get(address).status_code == 200 for address in addresses)


def test_robots_are_kept_from_accounts_and_from_the_whole_demonstration(client, settings):
    assert "Disallow: /compte/" in client.get("/robots.txt").content.decode()
    settings.DEMO = True
    lines = client.get("/robots.txt").content.decode().split("\n")
    assert "Disallow: /" in lines


def test_security_txt_says_whom_to_write_to_and_until_when(client, settings, clock):
    lines = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:contact@essaim.test" in lines
    assert "Expires: 2027-07-11T09:00:00Z" in lines
    settings.ESSAIM_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404
