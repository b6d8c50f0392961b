"""Pictures of the main pages, kept in ``docs/images``: made by ``--screenshots FOLDER``, present otherwise."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.pages.base import Page, every_page

IMAGES = Path(__file__).resolve().parents[2] / "docs/images"
COLOURS = 96
WIDTHS = {360: 740, 1280: 860}
MAIN = {
    "portal:home": "accueil",
    "directory:school-list": "etablissements",
    "directory:school-detail": "etablissement",
    "directory:organisation-list": "organisations",
    "directory:organisation-detail": "organisation",
    "directory:coverage": "qui-couvre-quoi",
    "territory:index": "territoires",
    "territory:region-detail": "region",
    "intake:batch-plan": "import-essai",
    "audit:entry-list": "journal",
    "outbox:inbox": "courrier",
    "accounts:profile": "compte",
    "account_login": "connexion",
    "web:gallery": "galerie",
    "campaign:public-edition": "semaine",
    "campaign:public-map": "semaine-carte",
    "campaign:public-agenda": "semaine-agenda",
    "campaign:matching-board": "tableau",
    "campaign:prospect-list": "prospection",
    "reporting:bilan-detail": "bilan",
}
DARK = ("accueil", "etablissement", "import-essai")
FIRST = {page.name: page for page in reversed(every_page()) if page.is_shown}
"""Of the several states of a page, the first."""
SHOTS = [
    (FIRST[page], name, width, scheme)
    for page, name in MAIN.items()
    for width in WIDTHS
    for scheme in ("light", "dark")
    if scheme == "light" or name in DARK
]


def _file(name: str, width: int, scheme: str) -> Path:
    return IMAGES / f"{name}-{width}{'-sombre' if scheme == 'dark' else ''}.png"


@pytest.mark.parametrize(("page", "name", "width", "scheme"), SHOTS, ids=[_file(*shot[1:]).stem for shot in SHOTS])
def test_a_main_page_has_its_picture(page: Page, name, width, scheme, site, sign_in, request):
    picture = _file(name, width, scheme)
    if request.config.getoption("--screenshots"):
        tab = sign_in(page.persona, width=width, height=WIDTHS[width], color_scheme=scheme)
        with site.blocker.unblock():
            address = site.url(page.name, **page.args(site.world)) + page.query
        assert tab.goto(address).status == 200
        _write(picture, tab.screenshot())
    assert picture.exists(), "made by: pytest tests/e2e/test_pictures.py -m browser --screenshots FOLDER"


def _write(picture: Path, content: bytes) -> None:
    """A few colours are enough for pages, and make small files."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(content)) as shot:
        shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)
