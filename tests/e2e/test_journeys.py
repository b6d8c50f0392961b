"""One journey per persona, as people make them: with a mouse, on a telephone, with the keyboard alone."""

from pathlib import Path

import pytest

from tests.world import Persona

STEPS_OF_A_MENU = 40


def test_a_visitor_finds_a_school_typed_badly_on_a_telephone(site, sign_in):
    tab = sign_in(width=360, height=740)
    with site.blocker.unblock():
        school = site.world.school
    tab.goto(site.url("directory:school-list"))
    tab.get_by_role("searchbox").or_(tab.locator("main input[type=search], main input[name=q]")).first.fill(
        school.name.lower().replace("è", "e").replace("é", "e").replace("ll", "l")
    )
    tab.keyboard.press("Enter")
    tab.get_by_role("link", name=school.name).first.click()
    assert school.name in tab.locator("h1").inner_text()
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_visitor_learns_who_covers_an_academie(site, sign_in):
    tab = sign_in()
    tab.goto(site.address + "/")
    tab.get_by_role("link", name="Qui couvre quoi").first.click()
    assert tab.locator("main").get_by_text("Dijon").count()


@pytest.mark.parametrize("persona", [persona for persona in Persona if persona is not Persona.VISITOR])
def test_each_persona_comes_home_signed_in_and_leaves(persona, site, sign_in):
    tab = sign_in(persona)
    assert tab.goto(site.address + "/").status == 200
    assert tab.get_by_role("link", name="Se connecter").count() == 0
    tab.goto(site.url("account_logout"))
    with tab.expect_navigation():
        tab.locator("main").get_by_role("button", name="Se déconnecter").click()
    tab.goto(site.address + "/")
    assert tab.get_by_role("link", name="Se connecter").count() >= 1


def test_the_keyboard_alone_reaches_a_school(site, sign_in):
    tab = sign_in()
    tab.goto(site.address + "/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')").startswith("#"), "the first stop skips the menu"
    tab.keyboard.press("Enter")
    _tab_to(tab, "a[href$='/etablissements/']", from_top=True)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/etablissements/**")
    _tab_to(tab, "main input[name=q], main input[type=search]", from_top=True)
    with site.blocker.unblock():
        name = site.world.school.name
    tab.keyboard.type(name)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**q=**")
    _tab_to(
        tab, "main a[href*='/etablissements/0'], main a[href*='/etablissements/1'], main a[href*='/etablissements/2']"
    )
    tab.keyboard.press("Enter")
    tab.wait_for_load_state()
    assert name in tab.locator("h1").inner_text()


def _tab_to(tab, selector: str, *, from_top: bool = False) -> None:
    """Press Tab until the focus is there, and see that the focus shows."""
    if from_top:
        tab.evaluate("document.activeElement.blur()")
    for _ in range(STEPS_OF_A_MENU):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            ring = "getComputedStyle(document.activeElement.closest('.choice') || document.activeElement)"
            assert tab.evaluate(f"{ring}.outlineStyle !== 'none' || {ring}.boxShadow !== 'none'"), (
                "the focus is invisible"
            )
            return
    pytest.fail(f"{selector} is not reached in {STEPS_OF_A_MENU} steps")


def test_the_picture_of_the_readme_is_the_home_page(site, sign_in, request):
    tab = sign_in(width=1280, height=860, color_scheme="light")
    tab.goto(site.address + "/")
    assert tab.locator("h1").is_visible()
    picture = Path(__file__).resolve().parents[2] / "docs/images/accueil-1280.png"
    if request.config.getoption("--screenshots"):
        picture.parent.mkdir(parents=True, exist_ok=True)
        tab.screenshot(path=picture)
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n", "made by: pytest tests/e2e -m browser --screenshots FOLDER"
