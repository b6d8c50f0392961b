"""Acceptance: the keyboard alone, with scripts and without: skip, find, open, err, be told, correct."""

import re

import pytest

from tests.e2e.test_journeys import _tab_to
from tests.world import Persona


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_team_adds_a_class_with_the_keyboard_alone_after_a_mistake(scripts, site, sign_in):
    with site.blocker.unblock():
        school = site.world.school
    tab = sign_in(Persona.TEAM, java_script_enabled=scripts)
    tab.goto(site.address + "/")
    tab.keyboard.press("Tab")
    assert tab.locator("a:focus").inner_text() == "Aller au contenu"
    _tab_to(tab, "header a[href='/etablissements/']")
    _open(tab)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    _tab_to(tab, "main input[name=q]")
    tab.keyboard.type(school.name)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**q=**")
    _tab_to(tab, f"main a[href='{school.get_absolute_url()}']")
    _open(tab)
    _tab_to(tab, "main a[href$='/classes/nouvelle/']")
    _open(tab)

    _tab_to(tab, "main input[name=levels][value='4e']")
    tab.keyboard.press("Space")
    _tab_to(tab, "main input[name=pupils]")
    tab.keyboard.type("beaucoup")
    tab.keyboard.press("Enter")
    tab.locator(".error-summary").wait_for()
    assert tab.title().startswith("Erreur")
    assert tab.locator("input[name=levels][value='4e']").is_checked(), "what was chosen is kept"
    _tab_to(tab, ".error-summary a")
    tab.keyboard.press("Enter")
    assert tab.locator("input:focus").get_attribute("name") == "pupils"
    tab.keyboard.press("ControlOrMeta+A")
    tab.keyboard.type("23")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(f"{school.get_absolute_url()}(#|$)"))
    assert "La classe de 4e, 23 élèves est enregistrée." in tab.locator("body").inner_text().replace("\u00a0", " ")
    with site.blocker.unblock():
        school.classes.get(levels=" 4e ").delete()


def _open(tab) -> None:
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
