"""Pages of the trail."""

from tests.pages.base import Page, only
from tests.world import Persona

READERS = only(Persona.ADMIN, Persona.NATIONAL)

PAGES = [
    Page("audit:entry-list", "Le journal des gestes", READERS, 24),  # a query for each kind of thing told
    Page("audit:entry-export", "Le journal, en fichier", READERS, 6, html=False),
]
