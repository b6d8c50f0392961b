"""Every page in a browser: axe finds nothing, nothing overflows at 320 px, and it stands without JavaScript."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.base import every_page

SHOWN = [page for page in every_page() if page.is_shown]
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
EVERY_RULE = {"resultTypes": ["violations"]}


def _name(page) -> str:
    return page.name + page.query


def _address(site, page) -> str:
    with site.blocker.unblock():
        return site.url(page.name, **page.args(site.world)) + page.query


def _violations(tab) -> list[str]:
    found = Axe().run(tab, options=EVERY_RULE).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def _overflow(tab) -> int:
    """Pixels to scroll sideways."""
    return tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("page", SHOWN, ids=_name)
def test_axe_finds_nothing_and_nothing_overflows(page, site, sign_in, request):
    tab = sign_in(page.persona, width=360)
    tab.goto(_address(site, page))
    assert _violations(tab) == []
    for width in (320, 360):
        tab.set_viewport_size({"width": width, "height": 800})
        assert _overflow(tab) <= 0, f"scrolls sideways at {width} px"
    if folder := request.config.getoption("--screenshots"):
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 800 if width == 1280 else 740})
            file = f"{page.name}{page.query}".replace(":", "-").replace("?", "--").replace("/", "_")
            tab.screenshot(path=Path(folder) / f"{file}-{width}.png", full_page=True)


@pytest.mark.parametrize("page", SHOWN, ids=_name)
def test_a_page_stands_without_javascript(page, site, sign_in):
    """Same heading, same text of the main part as with scripts, and no control that only a script could serve."""
    with_script = sign_in(page.persona)
    without = sign_in(page.persona, java_script_enabled=False)
    address = _address(site, page)
    with_script.goto(address)
    without.goto(address)
    assert without.locator("h1").inner_text() == with_script.locator("h1").inner_text()
    assert without.locator("main").inner_text().strip()
    dead = without.locator("main a:not([href]), main button[type=button]:visible:not([popovertarget])")
    assert dead.all_inner_texts() == [], "these do nothing without JavaScript"


@pytest.mark.deep
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", SHOWN, ids=_name)
def test_axe_finds_nothing_in_each_scheme_and_width(page, width, scheme, site, sign_in):
    tab = sign_in(page.persona, width=width, color_scheme=scheme)
    tab.goto(_address(site, page))
    assert _violations(tab) == []
