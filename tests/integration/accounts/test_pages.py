"""allauth brings its own pages: none of them may be reached unstyled or in English."""

import re
from pathlib import Path

import allauth
import pytest
from bs4 import BeautifulSoup
from django.template.loader import get_template
from django.test import Client
from django.urls import get_resolver, reverse

from essaim.foundation.accounts import urls
from essaim.foundation.outbox.letters import compose
from tests.factories.accounts import make_user, with_second_factor
from tests.world import Persona

ALLAUTH = Path(allauth.__file__).parent / "templates"
OURS = Path(urls.__file__).parent / "templates"
UNREACHABLE = re.compile(
    r"phone|passkey|webauthn|code_|_code|login_code|openid|idp/|account/email\.html|base|elements|layouts|snippets"
    r"|email/|usersessions/|mfa/trust|provider_list|email_confirmation_sent$"
)
ENGLISH = re.compile(
    r"\b(the|your|you|sign in|sign up|password|log ?out|email address|account|please|forgot|code sent|authenticator)\b",
    re.IGNORECASE,
)
SAMPLE = {"uidb36": "1", "key": "perdu", "secret": "perdu", "pk": "1"}


def names() -> list[str]:
    """Every address of this area, by its name."""
    found = [pattern.name for pattern in urls.ALLAUTH] + [f"accounts:{pattern.name}" for pattern in urls.OWN]
    return sorted(found)


def address(name: str) -> str:
    wanted = next(p for p in (*urls.ALLAUTH, *urls.OWN) if p.name == name.removeprefix("accounts:"))
    return reverse(name, kwargs={key: SAMPLE[key] for key in wanted.pattern.regex.groupindex})


def visible(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup(["script", "code", "head"]):
        hidden.decompose()
    return soup.get_text(" ")


@pytest.mark.parametrize("who", ["visitor", "member", "member with second factor"])
@pytest.mark.parametrize("name", names())
def test_no_page_is_unstyled_or_in_english(db, name, who):
    browser = Client()
    if who != "visitor":
        user = make_user()
        browser.force_login(with_second_factor(user) if "second" in who else user)
    answer = browser.get(address(name), follow=True)
    if answer.content and answer["Content-Type"].startswith("text/html"):
        html = answer.content.decode()
        assert '<html lang="fr"' in html
        assert 'id="contenu"' in html
        assert not ENGLISH.findall(visible(html))
    else:
        assert answer.status_code in {200, 403, 405}


@pytest.mark.parametrize("name", names())
def test_what_is_posted_empty_is_answered_in_french_too(db, name):
    browser = Client()
    browser.force_login(make_user())
    answer = browser.post(address(name), {"action_add": "", "x": "1"}, follow=True)
    if answer.get("Content-Type", "").startswith("text/html"):
        assert not ENGLISH.findall(visible(answer.content.decode()))


def test_every_address_of_allauth_here_is_one_we_chose():
    """Nothing of allauth is included whole: an upgrade cannot bring a page by surprise."""
    everywhere = {
        str(key)
        for key in get_resolver().reverse_dict
        if re.match(r"account_|mfa_|socialaccount_|usersessions", str(key))
    }
    assert everywhere == {p.name for p in urls.ALLAUTH if not p.name.startswith("proconnect")}


def templates() -> list[str]:
    found = (str(path.relative_to(ALLAUTH)) for path in ALLAUTH.rglob("*.*"))
    return sorted(name for name in found if not UNREACHABLE.search(name))


@pytest.mark.parametrize("name", templates())
def test_every_template_of_allauth_that_can_be_reached_is_replaced(name):
    assert Path(get_template(name).origin.name).is_relative_to(OURS)


def letters_of_allauth() -> list[str]:
    found = [path.name.removesuffix("_message.txt") for path in ALLAUTH.rglob("email/*_message.txt")]
    return sorted(name for name in found if not re.search(r"base|webauthn|_code$", name))


@pytest.mark.parametrize("purpose", [*letters_of_allauth(), "sign_in_link", "asleep"])
def test_every_letter_is_written_in_french_twice(purpose, settings):
    from django.utils import timezone

    context = {
        "activate_url": "https://essaim.test/a/",
        "password_reset_url": "https://essaim.test/b/",
        "signup_url": "https://essaim.test/c/",
        "link_url": "https://essaim.test/d/",
        "login_url": "https://essaim.test/e/",
        "timestamp": timezone.now(),
        "to_email": "n@essaim.test",
        "deleted_email": "o@essaim.test",
        "minutes": 15,
        "days": 30,
    }
    letter = compose(f"accounts/{purpose}", context)
    assert letter.subject
    assert '<html lang="fr">' in letter.html
    assert letter.subject in letter.html.replace("&#x27;", "'")
    for text in (letter.subject, letter.text, visible(letter.html)):
        assert not ENGLISH.findall(text)
    addresses = set(re.findall(r"https?://[^\s\"<)]+", letter.text)) - {settings.BASE_URL}
    assert addresses <= set(re.findall(r"https?://[^\s\"<)]+", letter.html))
    assert addresses


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("persona", "leads_to", "not_to"),
    [
        (Persona.ADMIN, {"intake:batch-list", "directory:seat-list", "audit:entry-list", "outbox:inbox"}, set()),
        (Persona.NATIONAL, {"intake:batch-list", "audit:entry-list"}, {"outbox:inbox"}),
        (Persona.OCCE, {"directory:seat-list"}, {"intake:batch-list", "audit:entry-list"}),
        (Persona.TEAM, set(), {"intake:batch-list", "directory:seat-list", "audit:entry-list", "outbox:inbox"}),
    ],
)
def test_ones_account_leads_to_the_tools_of_ones_roles_and_each_opens(client, world, persona, leads_to, not_to):
    client.force_login(world.users[persona])
    page = BeautifulSoup(client.get(reverse("accounts:profile")).content, "html.parser")
    found = {link["href"] for link in page.select("nav[aria-labelledby=outils] a")}
    assert {reverse(name) for name in leads_to} <= found
    assert not {reverse(name) for name in not_to} & found
    asked_who = reverse("accounts:second-factor-reset")  # opens once one has shown again that it is oneself
    assert {client.get(address).status_code for address in found - {asked_who}} == {200}
