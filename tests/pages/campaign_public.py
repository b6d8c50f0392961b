"""What everybody sees of an edition: its page, the map, the agenda, calendars, a page per action."""

from tests.pages.base import EVERYONE, Page
from tests.world import Persona, World


def showcase(world: World) -> dict:
    """Pupils' action that was accepted."""
    return {"reference": world.showcase.reference}


def encounter(world: World) -> dict:
    """A confirmed encounter, by the reference of its class's request."""
    return {"reference": world.agreed.request.reference}


def offer(world: World) -> dict:
    """An accepted offer."""
    return {"reference": world.offer.reference}


VISITOR = Persona.VISITOR

PAGES = [
    Page("campaign:public-edition", "L’édition de la Semaine", EVERYONE, 16, persona=VISITOR),
    Page(
        "campaign:public-edition",
        "Une édition passée",
        EVERYONE,
        17,
        query="?edition=semaine-10",
        persona=VISITOR,
    ),
    Page("campaign:public-map", "La carte de la Semaine", EVERYONE, 10, persona=VISITOR),
    Page("campaign:public-map", "La carte d’une région", EVERYONE, 10, query="?region=27", persona=VISITOR),
    Page("campaign:public-map", "La carte d’une région sans action", EVERYONE, 10, query="?region=94", persona=VISITOR),
    Page("campaign:public-agenda", "L’agenda de la Semaine", EVERYONE, 10, persona=VISITOR),
    Page("campaign:public-agenda", "L’agenda en liste", EVERYONE, 10, query="?vue=liste", persona=VISITOR),
    Page("campaign:public-agenda", "L’agenda par lieu", EVERYONE, 10, query="?vue=lieu", persona=VISITOR),
    Page("campaign:public-feed", "Le calendrier de la Semaine", EVERYONE, 10, html=False, persona=VISITOR),
    Page("campaign:public-action", "Une action d’élèves", EVERYONE, 6, args=showcase, persona=VISITOR),
    Page(
        "campaign:public-action",
        "Une rencontre confirmée",
        EVERYONE,
        6,
        args=encounter,
        query="?de=carte",
        persona=VISITOR,
    ),
    Page("campaign:public-action", "Une offre", EVERYONE, 8, args=offer, query="?de=liste", persona=VISITOR),
    Page(
        "campaign:public-action-feed",
        "Une date pour son agenda",
        EVERYONE,
        4,
        args=showcase,
        html=False,
        persona=VISITOR,
    ),
]
