"""The main job through the real pages: an edition opens, a class asks, an actor comes, the bilan is signed by both.

Twice: on a desk with scripts, and on a telephone without any. Letters are read where the demonstration shows them; each
answer is given by the link of its letter. The edition of a journey is a past week, so that its meeting can be told.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from essaim.areas.campaign.enums import EditionState
from essaim.areas.campaign.models import Edition
from essaim.areas.campaign.selectors import editions
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Role
from tests.factories.accounts import make_user, with_second_factor
from tests.factories.campaign import make_edition
from tests.factories.directory_people import hold
from tests.world import Persona

PHONE, DESK = 360, 1280
FIRST = 41
"""The number of the first journey's edition. Each has a week of its own: a bilan counts the editions of its period."""

TEAM, ACTOR = "equipe{}@exemple.fr", "acteur{}@exemple.fr"
TEAM_PHONE, ACTOR_PHONE = "06 39 98 00 01", "06 39 98 00 02"


@dataclass
class Play:
    """One journey: who looks, on what, and the edition it is about."""

    address: str
    number: int
    edition: Edition
    slot: str
    open_tab: object
    width: int
    options: dict = field(default_factory=dict)
    second_signatory: dict = field(default_factory=dict)

    def tab(self, persona: Persona = Persona.VISITOR, *, width: int | None = None) -> Page:
        """A browser of this person."""
        return self.open_tab(persona, width=width or self.width, **self.options)

    def url(self, path: str) -> str:
        """A page of the site."""
        return self.address + path


@pytest.fixture(params=["desk", "phone without scripts"])
def play(request, demo_site, sign_in):
    """A new edition in preparation; the one of the other tests is set aside meanwhile."""
    number = FIRST if request.param == "desk" else FIRST + 1
    with demo_site.blocker.unblock():
        monday = timezone.localdate() - dt.timedelta(days=timezone.localdate().weekday())
        Edition.objects.filter(state=EditionState.OPEN).update(state=EditionState.CLOSED)
        begins = monday - dt.timedelta(days=7 if number == FIRST else 14)
        edition = make_edition(
            number, EditionState.DRAFT, begins, opens_on=begins, closes_on=timezone.localdate() + dt.timedelta(days=7)
        )
        slot = str(editions.half_days(edition)[0])
        other = _second_signatory(demo_site)
        connection.close()  # else PostgreSQL keeps the database of the tests from being dropped
    options = {} if request.param == "desk" else {"java_script_enabled": False}
    yield Play(
        demo_site.address,
        number,
        edition,
        slot,
        sign_in,
        DESK if request.param == "desk" else PHONE,
        options,
        other,
    )
    with demo_site.blocker.unblock():
        Edition.objects.filter(pk=edition.pk).update(state=EditionState.CLOSED)
        Edition.objects.filter(pk=demo_site.world.edition.pk).update(state=EditionState.OPEN)
        connection.close()


def test_the_main_job_from_the_opening_to_the_second_signature(play, demo_site):
    open_the_edition(play)
    team = register_a_class(play, demo_site.world.school.uai)
    offer = register_an_offer(play)
    moderate(play, Persona.CORRESPONDENT, team)
    moderate(play, Persona.CRESS, offer)
    bring_together(play)
    accept_by_letter(play, ACTOR.format(play.number))
    accept_by_letter(play, TEAM.format(play.number))
    follow_and_report(play)
    bilan = compose_and_freeze(play)
    sign_twice(play, bilan)
    read_in_public(play, bilan)


def open_the_edition(play: Play) -> None:
    """The national coordination opens registrations."""
    tab = play.tab(Persona.NATIONAL)
    tab.goto(play.url(f"/semaine/editions/{play.edition.slug}/"))
    press(tab, "Ouvrir les inscriptions")
    assert "inscriptions ouvertes" in main(tab).lower()


def register_a_class(play: Play, uai: str) -> str:
    """A teacher without account, always on a telephone; the reference of the registration."""
    tab = play.tab(width=PHONE)
    tab.goto(play.url("/semaine/"))
    tab.goto(play.url("/semaine/inscription/equipe/"))
    tab.locator("input[name=school]").fill(uai)
    press(tab, "Continuer")
    tick(tab, tab.locator("input[name=levels][value='6e']"))
    tab.locator("input[name=pupils]").fill("26")
    press(tab, "Continuer")
    tick(tab, tab.locator("input[name=action_types][value=rencontre]"))
    press(tab, "Continuer")
    tick(tab, tab.locator("input[name=slots][value=toute-la-semaine]"))
    press(tab, "Continuer")
    contact(tab, "Équipe de 6e", TEAM.format(play.number), TEAM_PHONE)
    assert fits(tab)
    press(tab, "Envoyer l’inscription")
    return sent(tab)


def register_an_offer(play: Play) -> str:
    """An ESS actor without account finds its organisation in the directory, and offers the first half-day."""
    tab = play.tab()
    tab.goto(play.url("/semaine/inscription/acteur/"))
    tab.locator("input[name=organisation_name]").fill("Recyclerie du Moulin")
    press(tab, "Continuer")
    tick(tab, tab.locator("input[name=known]").first)
    press(tab, "Continuer")
    tick(tab, tab.locator("input[name=action_types][value=rencontre]"))
    tab.locator("input[name=title]").fill(f"Découvrir une recyclerie, {play.number}")
    press(tab, "Continuer")
    tick(tab, tab.locator("input[name=levels][value=college]"))
    press(tab, "Continuer")
    press(tab, "Continuer")
    tick(tab, tab.locator(f"input[name=slots][value='{play.slot}']"))
    press(tab, "Continuer")
    contact(tab, "Accueil de la recyclerie", ACTOR.format(play.number), ACTOR_PHONE)
    press(tab, "Envoyer l’inscription")
    return sent(tab)


def moderate(play: Play, persona: Persona, reference: str) -> None:
    """Whoever covers the territory finds it on the board and accepts it."""
    tab = play.tab(persona)
    tab.goto(play.url("/semaine/tableau/"))
    tab.locator(f"main a[href*='/semaine/moderation/{reference}/']").first.click()
    press(tab, "Accepter l’inscription")
    tab.goto(play.url(f"/semaine/moderation/{reference}/"))
    assert "acceptée" in main(tab).lower()


def bring_together(play: Play) -> None:
    """The correspondence looks at the result, then proposes."""
    tab = play.tab(Persona.CORRESPONDENT)
    tab.goto(play.url("/semaine/tableau/rapprochement/"))
    tab.locator("main a[href*='/rapprochement/essai/']").first.click()
    assert "rencontre possible" in main(tab)
    press(tab, re.compile("^Proposer 1 rencontre"))
    assert "Recyclerie du Moulin" in main(tab)


def accept_by_letter(play: Play, address: str) -> None:
    """The link of the letter opens a page that changes nothing; its button says yes."""
    tab = play.tab()
    follow_letter(play, tab, address, "/semaine/reponse/")
    assert "Lire cette page ne répond pas" in main(tab)
    tab.reload()
    press(tab, re.compile("^Accepter "))
    assert "accord est noté" in main(tab) or "confirmée" in main(tab)
    assert fits(tab)


def follow_and_report(play: Play) -> None:
    """Each side has the other's contact, the fiche and the date; the actor says how it went, by its link."""
    for mine, theirs, phone in (
        (TEAM, ACTOR, ACTOR_PHONE),
        (ACTOR, TEAM, TEAM_PHONE),
    ):
        tab = play.tab()
        text = follow_letter(play, tab, mine.format(play.number), "/rencontres/suivi/")
        assert theirs.format(play.number) in text
        assert phone.replace(" ", "") in re.sub(r"\s", "", text).replace("+336", "06")
    sheet = tab.request.get(tab.locator("main a[href$='fiche.pdf']").first.evaluate("a => a.href"))
    assert sheet.body().startswith(b"%PDF")
    calendar = tab.request.get(tab.locator("main a[href$='rencontre.ics']").first.evaluate("a => a.href"))
    assert b"BEGIN:VEVENT" in calendar.body()
    tab.locator("main a[href*='compte-rendu']").first.click()
    for name, value in (("pupils", "25"), ("adults", "3"), ("minutes", "55")):
        tab.locator(f"input[name={name}]").fill(value)
    press(tab, "Enregistrer le compte rendu")
    assert "tenue" in main(tab).lower()


def compose_and_freeze(play: Play) -> str:
    """The national coordination composes the bilan of the edition for France, reads it, and fixes it."""
    tab = play.tab(Persona.NATIONAL)
    tab.goto(play.url("/bilans/nouveau/"))
    tab.locator("select[name=objet]").select_option(f"edition:{play.edition.slug}")
    tab.locator("select[name=perimetre]").select_option("france")
    press(tab, "Composer ce bilan")
    assert "En préparation" in main(tab)
    press(tab, "Arrêter ce bilan")
    assert "attend les validations" in main(tab)
    return re.sub(r"[?#].*", "", tab.url)


def sign_twice(play: Play, bilan: str) -> None:
    """Each party validates the same digest."""
    digests = set()
    for who in ("first", "second"):
        tab = play.tab(Persona.SIGNATORY if who == "first" else Persona.VISITOR)
        if who == "second":
            tab.context.add_cookies([play.second_signatory])
        tab.goto(bilan)
        digests.add(tab.locator(".digest").inner_text())
        if not tab.locator("input[name=capacity]").input_value():
            tab.locator("input[name=capacity]").fill("présidence")
        press(tab, "Valider ce texte")
    assert "Validé par toutes les parties" in main(tab)
    assert len(digests) == 1


def read_in_public(play: Play, bilan: str) -> None:
    """Everybody reads the sealed bilan, its PDF and its document; the public page tells no contact."""
    tab = play.tab()
    tab.goto(bilan)
    told = main(tab)
    assert "Validé par toutes les parties" in told
    assert "25" in told
    assert fits(tab)
    assert tab.request.get(f"{bilan}bilan.pdf").body().startswith(b"%PDF")
    assert tab.request.get(f"{bilan}bilan.odt").body().startswith(b"PK")
    tab.goto(play.url("/semaine/agenda"))
    assert tab.request.get(play.url("/semaine/agenda.ics")).body().startswith(b"BEGIN:VCALENDAR")
    for page in ("/semaine/", "/semaine/carte", "/semaine/agenda"):
        tab.goto(play.url(page))
        assert "@exemple.fr" not in tab.content()
        assert "06 39 98" not in tab.content()


def follow_letter(play: Play, tab: Page, address: str, link: str) -> str:
    """Open the latest letter to this address with such a link, and its link; what the letter says."""
    tab.goto(play.url("/courrier/"))
    rows = tab.locator("main tr", has_text=address)
    for position in range(rows.count()):
        tab.goto(play.url("/courrier/"))
        rows.nth(position).get_by_role("link").first.click()
        found = tab.locator(f"main a[href*='{link}']")
        if found.count():
            text = main(tab)
            tab.goto(found.first.evaluate("a => a.href"))
            return text
    raise AssertionError(f"no letter to {address} leads to {link}")


def contact(tab: Page, name: str, email: str, phone: str) -> None:
    """The last question."""
    tab.locator("input[name=contact_name]").fill(name)
    tab.locator("input[name=contact_email]").fill(email)
    tab.locator("input[name=contact_phone]").fill(phone)
    press(tab, "Continuer")


def sent(tab: Page) -> str:
    """The reference, read in the address of the page."""
    assert "Envoyée" in main(tab)
    return re.search(r"/inscription/(\w{8})/", tab.url)[1]


def press(tab: Page, name: str | re.Pattern, *, asks: bool = False) -> None:
    """Press a button of the page and wait for what follows; ``asks`` when the page has a question of its own to ask."""
    button = tab.locator("main").get_by_role("button", name=name).first
    with tab.expect_navigation():
        button.click()
    assert bool(tab.locator(".error-summary, #erreurs").count()) is asks, main(tab)


def tick(tab: Page, box) -> None:
    """Tick a box as people do: by its label."""
    if not box.is_checked():
        around = box.locator("xpath=ancestor::label")
        label = around if around.count() else tab.locator(f"label[for='{box.get_attribute('id')}']")
        label.first.click()
    assert box.is_checked()


def main(tab: Page) -> str:
    """What the page says."""
    return tab.locator("main").inner_text()


def fits(tab: Page) -> bool:
    """Nothing goes out of the screen."""
    return tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def _second_signatory(site) -> dict:
    """Whoever signs for ESS France, as a cookie."""
    email = "presidence@ess-france.test"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = with_second_factor(make_user(email, "signataire"))
        hold(user, Role.SIGNATORY, site.world.ess_france)
    client = Client()
    client.force_login(user)
    return {"name": "essaim_session", "value": client.cookies["essaim_session"].value, "url": site.address}
