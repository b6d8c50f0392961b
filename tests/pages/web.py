"""Pages of the shared face."""

from tests.pages.base import EVERYONE, Page
from tests.world import Persona

PAGES = [
    Page("web:gallery", "La galerie des composants", EVERYONE, 4),
    Page("web:theme", "Choisir l’affichage clair ou sombre", dict.fromkeys(Persona, 302), 4, method="post"),
]
