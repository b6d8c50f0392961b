"""Pages of bilans."""

from collections.abc import Callable

from tests.pages.base import EVERYONE, Page, only
from tests.world import Persona, World

STAFF = (
    Persona.CORRESPONDENT,
    Persona.OCCE,
    Persona.CRESS,
    Persona.NATIONAL,
    Persona.SIGNATORY,
    Persona.ADMIN,
)
COMPOSERS = (Persona.CORRESPONDENT, Persona.CRESS, Persona.NATIONAL, Persona.ADMIN)
OF_THE_REGION = (Persona.CRESS, Persona.NATIONAL, Persona.ADMIN)
NATIONAL = (Persona.NATIONAL, Persona.ADMIN)


def of(name: str) -> Callable[[World], dict]:
    """One of the bilans of the world."""
    return lambda world: {"pk": world.things[name].pk}


def gesture(*allowed: Persona, answer: int = 302) -> dict[Persona, int]:
    """A button: those who may are sent on or answered, others are told no."""
    return {p: 302 if p is Persona.VISITOR else answer if p in allowed else 403 for p in Persona}


PAGES = [
    Page("reporting:bilan-list", "Les bilans", EVERYONE, 9),
    Page("reporting:bilan-new", "Composer un bilan", only(*COMPOSERS), 14),
    Page("reporting:edition-compare", "Les éditions comparées", EVERYONE, 14),
    Page(
        "reporting:edition-sheet",
        "Les éditions comparées, en tableur ; rien sans édition dont le bilan est arrêté",
        dict.fromkeys(Persona, 404),
        14,
        html=False,
    ),
    Page("reporting:bilan-detail", "Un bilan en préparation", only(*STAFF), 110, args=of("bilan")),
    Page("reporting:bilan-detail", "Un bilan validé", EVERYONE, 48, args=of("sealed_bilan")),
    Page("reporting:bilan-freeze", "Arrêter un bilan", gesture(*NATIONAL), 330, args=of("bilan"), method="post"),
    Page("reporting:bilan-sign", "Valider un bilan", only(*STAFF), 45, args=of("frozen_bilan"), method="post"),
    Page("reporting:bilan-take-back", "Reprendre un bilan", only(*OF_THE_REGION), 7, args=of("frozen_bilan")),
    Page("reporting:bilan-event", "Où se signe un bilan", only(*OF_THE_REGION), 8, args=of("frozen_bilan")),
    Page("reporting:bilan-pdf", "Un bilan en PDF", EVERYONE, 45, args=of("sealed_bilan"), html=False),
    Page("reporting:bilan-odt", "Un bilan à compléter", EVERYONE, 45, args=of("sealed_bilan"), html=False),
    Page("reporting:bilan-text", "Le texte d’un bilan", EVERYONE, 45, args=of("sealed_bilan"), html=False),
]
