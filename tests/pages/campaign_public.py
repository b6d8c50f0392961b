"""What everybody sees of an edition: its page, the map, the agenda, calendars, a page per action."""

from essaim.areas.campaign import school_feeds
from essaim.foundation.accounts import links
from essaim.foundation.audit import trail
from tests.pages.base import EVERYONE, Page, only
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


def school(world: World) -> dict:
    """The link of a school's own calendar."""
    return {"token": links.sign(school_feeds.PURPOSE, trail.urn(world.school))}


VISITOR = Persona.VISITOR

PAGES = [
    Page(
        "campaign:public-answers", "Qui répond aux propositions, et en combien de temps", EVERYONE, 14, persona=VISITOR
    ),
    Page("campaign:public-edition", "L’édition de la Semaine", EVERYONE, 16, persona=VISITOR),
    Page(
        "campaign:public-edition",
        "Une édition passée",
        EVERYONE,
        17,
        query="?edition=semaine-10",
        persona=VISITOR,
    ),
    Page("campaign:public-map", "La carte de la Semaine", EVERYONE, 18, persona=VISITOR),
    Page("campaign:public-map", "La carte d’une région", EVERYONE, 18, query="?region=27", persona=VISITOR),
    Page("campaign:public-map", "La carte d’une région sans action", EVERYONE, 18, query="?region=94", persona=VISITOR),
    Page("campaign:public-agenda", "L’agenda de la Semaine", EVERYONE, 18, persona=VISITOR),
    Page("campaign:public-agenda", "L’agenda en liste", EVERYONE, 18, query="?vue=liste", persona=VISITOR),
    Page("campaign:public-agenda", "L’agenda par lieu", EVERYONE, 18, query="?vue=lieu", persona=VISITOR),
    Page("campaign:public-feed", "Le calendrier de la Semaine", EVERYONE, 18, html=False, persona=VISITOR),
    Page(
        "campaign:public-map", "La carte d’une cellule", EVERYONE, 18, query="?region=27&zone=r0_22_29", persona=VISITOR
    ),
    Page(
        "campaign:public-kit",
        "Préparer une rencontre",
        EVERYONE,
        12,
        args=lambda world: {"side": "acteur"},
        persona=VISITOR,
    ),
    Page(
        "campaign:public-kit",
        "Une séance prête",
        EVERYONE,
        12,
        args=lambda world: {"side": "classe"},
        query="?de=mail",
        persona=VISITOR,
    ),
    Page(
        "campaign:kit-edit",
        "Écrire un dossier de préparation",
        only(Persona.NATIONAL, Persona.ADMIN),
        10,
        args=lambda world: {"slug": world.edition.slug, "side": "acteur"},
    ),
    Page("campaign:public-near", "Près de chez vous", EVERYONE, 14, persona=VISITOR),
    Page("campaign:public-near", "Près de Dijon, mal écrit", EVERYONE, 18, query="?commune=dijjon", persona=VISITOR),
    Page("campaign:public-subscribe", "S’abonner à l’agenda", EVERYONE, 18, persona=VISITOR),
    Page("campaign:public-rss", "Les nouvelles de la Semaine", EVERYONE, 18, html=False, persona=VISITOR),
    Page("campaign:public-geojson", "Les points de la Semaine", EVERYONE, 18, html=False, persona=VISITOR),
    Page("campaign:school-feed", "L’agenda d’un établissement", EVERYONE, 10, args=school, html=False, persona=VISITOR),
    Page("campaign:public-frame", "L’agenda dans le site d’un partenaire", EVERYONE, 18, persona=VISITOR),
    Page("campaign:public-share", "La ligne à copier", EVERYONE, 18, persona=VISITOR),
    Page(
        "campaign:public-programme",
        "Le programme d’une région",
        EVERYONE,
        18,
        args=lambda world: {"region": "bourgogne-franche-comte"},
        html=False,
        persona=VISITOR,
    ),
    Page("campaign:public-action", "Une action d’élèves", EVERYONE, 18, args=showcase, persona=VISITOR),
    Page(
        "campaign:public-action",
        "Une rencontre confirmée",
        EVERYONE,
        22,
        args=encounter,
        query="?de=carte",
        persona=VISITOR,
    ),
    Page("campaign:public-action", "Une offre", EVERYONE, 18, args=offer, query="?de=liste", persona=VISITOR),
    Page(
        "campaign:public-action-feed",
        "Une date pour son agenda",
        EVERYONE,
        18,
        args=showcase,
        html=False,
        persona=VISITOR,
    ),
]
