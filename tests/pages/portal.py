"""Home, legal pages, what robots and watchers read."""

from tests.pages.base import EVERYONE, Page
from tests.world import Persona

PAGES = [
    Page("portal:home", "L’accueil", EVERYONE, 14, persona=Persona.VISITOR),  # first of the hour: it counts
    Page("portal:accessibility", "La déclaration d’accessibilité", EVERYONE, 4),
    Page("portal:privacy", "Les données personnelles", EVERYONE, 4),
    Page("portal:legal-notice", "Les mentions légales", EVERYONE, 4),
    Page("portal:site-plan", "Le plan du site", EVERYONE, 4),
    Page("portal:sitemap", "Le plan pour les moteurs de recherche", EVERYONE, 0, html=False),
    Page("portal:robots", "Les consignes aux robots", EVERYONE, 0, html=False),
    Page("portal:security-txt", "À qui signaler une faiblesse", EVERYONE, 0, html=False),
    Page("portal:alive", "Le processus répond", EVERYONE, 0, html=False),
    Page("portal:ready", "Le service est prêt", EVERYONE, 8, html=False),
]
