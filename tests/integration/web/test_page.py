"""The frame of every page: where it leads, how it is shown, what it lets in."""

from pathlib import Path

import brotli
import pytest
from bs4 import BeautifulSoup
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from essaim.foundation.web.context import THEME_COOKIE, navigation
from tests.world import Persona

pytestmark = pytest.mark.django_db


def page(client: Client, address: str = "/") -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_the_menu_leaves_out_pages_that_are_not_there(settings):
    settings.ESSAIM_NAVIGATION = {
        "main": (("Accueil", "portal:home"), ("Rien", "nowhere:page")),
        "footer": (("Vide", (("Rien", "nowhere:page"),)),),
    }
    found = navigation(RequestFactory().get("/"))
    assert [item.label for item in found["main"]] == ["Accueil"]
    assert found["footer"] == ()


def test_the_menu_says_where_the_reader_is(client):
    current = page(client, "/territoires/").select(".site-nav [aria-current]")
    assert [(link.text, link["aria-current"]) for link in current] == [("Territoires", "page")]


def test_the_menu_changes_once_signed_in(client, world):
    assert "Se connecter" in page(client).select_one(".site-nav").text
    client.force_login(world.users[Persona.TEAM])
    menu = page(client).select_one(".site-nav").text
    assert "Mon compte" in menu
    assert "Se connecter" not in menu


def test_every_link_of_the_frame_of_a_prepared_site_leads_somewhere(client, world):
    soup = page(client)
    links = {a["href"] for a in soup.select("header a, footer a")}
    answers = {link: client.get(link).status_code for link in sorted(links)}
    assert {link: status for link, status in answers.items() if status != 200} == {}


def test_the_skip_link_leads_to_the_content(client):
    soup = page(client)
    assert soup.find("a")["href"] == "#contenu"
    assert soup.find("main")["id"] == "contenu"


@pytest.mark.parametrize(
    ("theme", "media"), [("dark", "screen"), ("", "screen and (prefers-color-scheme: dark)"), ("light", None)]
)
def test_the_chosen_display_is_kept_without_a_script(client, theme, media):
    response = client.post("/affichage/", {"theme": theme, "next": "/mentions-legales/"})
    assert response["Location"] == "/mentions-legales/"
    soup = page(client)
    sheet = soup.find("link", href=lambda href: href and "dark" in href)
    assert (sheet["media"] if sheet else None) == media
    pressed = [button["value"] for button in soup.select(".theme [aria-pressed=true]")]
    assert pressed == [theme]


@pytest.mark.parametrize("next_", ["https://ailleurs.test/", "//ailleurs.test", "javascript:alert(1)", ""])
def test_the_choice_of_display_never_sends_elsewhere(client, next_):
    assert client.post("/affichage/", {"theme": "dark", "next": next_})["Location"] == "/"


def test_an_unknown_display_is_forgotten(client):
    client.cookies[THEME_COOKIE] = "rose"
    assert page(client).find("meta", attrs={"name": "color-scheme"})["content"] == "light dark"
    client.post("/affichage/", {"theme": "rose"})
    assert client.cookies[THEME_COOKIE].value == ""


def test_a_visitor_who_only_reads_gets_no_cookie(client):
    client.get("/")
    client.get("/accessibilite/")
    assert not client.cookies


def test_a_message_is_shown_once_with_its_tone():
    from django.contrib.messages.storage.base import Message

    shown = [Message(messages.SUCCESS, "Enregistré."), Message(messages.ERROR, "Refusé.")]
    soup = BeautifulSoup(render_to_string("web/messages.html", {"messages": shown}), "html.parser")
    assert [toast["class"] for toast in soup.select(".toast")] == [["toast", "done"], ["toast", "late"]]


def test_the_title_of_a_page_in_error_says_so_first():
    html = render_to_string("web/page.html", {"has_errors": True}, RequestFactory().get("/"))
    assert BeautifulSoup(html, "html.parser").title.text.startswith("Erreur : ")


def test_nothing_from_elsewhere_and_nothing_inline_may_run(client):
    policy = client.get("/")["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["font-src"] == "'self'"
    assert "unsafe" not in policy


def test_the_page_loads_only_our_own_files(client):
    soup = page(client)
    sources = [tag.get("src") or tag.get("href") for tag in soup.find_all(["script", "link", "img", "use"])]
    assert all(source.startswith("/static/") for source in sources)


def test_the_home_page_stays_under_a_hundred_kilobytes_all_included(client, world):
    html = client.get("/").content
    soup = BeautifulSoup(html, "html.parser")
    files = {tag.get("src") or tag.get("href") for tag in soup.find_all(["script", "link", "use"])}
    names = {name.partition("#")[0].removeprefix("/static/") for name in files}
    names |= {"vendor/atkinson-400.woff2", "vendor/atkinson-700.woff2"}
    weights = {name: len(brotli.compress(Path(finders.find(name)).read_bytes(), quality=5)) for name in names}
    weights["page"] = len(brotli.compress(html, quality=5))
    assert sum(weights.values()) < 100 * 1024, weights
