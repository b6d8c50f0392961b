"""The shared face in a browser: menu, focus of errors, busy buttons, display, print."""

import pytest

WHITE = "rgb(255, 255, 255)"
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_menu_opens_and_closes_on_a_phone(site, sign_in, scripts):
    tab = sign_in(width=360, java_script_enabled=scripts)
    tab.goto(site.url("portal:home"))
    link = tab.locator("#menu a").first
    assert not link.is_visible()
    tab.get_by_role("button", name="Menu").press("Enter")
    link.wait_for(state="visible")
    tab.keyboard.press("Escape")
    link.wait_for(state="hidden")


def test_the_first_key_leads_to_the_content(site, sign_in):
    tab = sign_in()
    tab.goto(site.url("portal:home"))
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Aller au contenu"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "contenu"


def test_a_form_in_error_says_so_first_and_takes_the_focus(site, sign_in):
    tab = sign_in(width=360)
    tab.goto(site.url("account_login"))
    tab.locator("main .acts .button").first.click()
    tab.wait_for_load_state()
    assert tab.title().startswith("Erreur : ")
    assert tab.evaluate("document.activeElement.className") == "error-summary"
    tab.locator(".error-summary a").first.click()
    assert tab.evaluate("document.activeElement.matches('[aria-invalid=true]')")


def test_a_sent_form_says_so_on_its_button_and_is_not_sent_twice(site, sign_in):
    tab = sign_in()
    tab.goto(site.url("account_login"))
    sent = []

    def answer(route):
        if route.request.method != "POST":
            return route.continue_()
        sent.append(route.request.url)
        return route.fulfill(status=204)

    tab.route("**/*", answer)
    button = tab.locator("main .button[data-busy]").first
    said = button.get_attribute("data-busy")
    button.evaluate("button => { button.form.requestSubmit(button); button.form.requestSubmit(button) }")
    tab.wait_for_timeout(300)
    assert button.inner_text() == said
    assert button.get_attribute("aria-busy") == "true"
    assert len(sent) == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_chosen_display_wins_over_the_devices(site, sign_in, scripts):
    tab = sign_in(color_scheme="light", java_script_enabled=scripts)
    tab.goto(site.url("portal:legal-notice"))
    tab.get_by_role("button", name="Sombre").click()
    tab.wait_for_load_state()
    assert tab.url == site.url("portal:legal-notice")
    pressed = tab.get_by_role("button", name="Sombre")
    assert pressed.get_attribute("aria-pressed") == "true"


def test_the_dark_display_is_never_printed(site, sign_in):
    tab = sign_in(color_scheme="dark")
    tab.goto(site.url("web:gallery"))
    assert tab.evaluate(BACKGROUND) != WHITE
    tab.emulate_media(media="print")
    assert tab.evaluate(BACKGROUND) == WHITE


def test_paper_shows_definitions_and_twins_and_no_gesture(site, sign_in):
    tab = sign_in()
    tab.goto(site.url("web:gallery"))
    tab.emulate_media(media="print")
    assert tab.locator(".traced details p").first.is_visible()
    assert tab.locator(".twin table").first.is_visible()
    assert not tab.locator(".site-header, .site-footer, main .button:visible").first.is_visible()


def test_forced_colours_keep_the_marks_of_what_is_chosen(site, sign_in):
    tab = sign_in(forced_colors="active")
    tab.goto(site.url("web:gallery"))
    outline = "element => getComputedStyle(element).outlineStyle"
    assert tab.locator(".pages [aria-current]").first.evaluate(outline) == "solid"
    assert tab.locator(".choice:has(:checked)").first.evaluate(outline) == "solid"


def test_filters_open_on_a_phone_and_stand_open_on_a_desk(site, sign_in):
    desk, phone = sign_in(width=1280), sign_in(width=360)
    for tab, stands_open in ((desk, True), (phone, False)):
        tab.goto(site.url("web:gallery"))
        tick = tab.locator(".panel input").first
        assert tick.is_visible() is stands_open
    phone.locator(".panel summary").click()
    assert phone.locator(".panel input").first.is_visible()
