"""Pages of organisations, members and seats."""

from tests.pages.base import EVERYONE, Page, only
from tests.world import Persona

KEEPERS = (Persona.ESS_ACTOR, Persona.CORRESPONDENT, Persona.CRESS, Persona.NATIONAL, Persona.ADMIN)
NETWORK = (Persona.CORRESPONDENT, Persona.OCCE, Persona.CRESS, Persona.NATIONAL, Persona.ADMIN)
NATIONAL = (Persona.NATIONAL, Persona.ADMIN)


def gesture(*allowed: Persona) -> dict[Persona, int]:
    """A button: those who may are sent on, others are told no."""
    return {p: 302 if p in allowed or p is Persona.VISITOR else 403 for p in Persona}


def organisation(world) -> dict:
    return {"slug": world.organisation.slug}


def seat(world) -> dict:
    return {"pk": world.seat.pk}


PAGES = [
    Page("directory:organisation-list", "Acteurs de l’ESS et partenaires", EVERYONE, 7),
    Page("directory:organisation-detail", "La fiche d’une organisation", EVERYONE, 11, args=organisation),
    Page("directory:organisation-new", "Ajouter une organisation", only(*NETWORK), 6),
    Page("directory:organisation-edit", "Modifier une organisation", only(*KEEPERS), 11, args=organisation),
    Page("directory:organisation-close", "Clore une organisation", only(*KEEPERS), 7, args=organisation),
    Page(
        "directory:organisation-merge",
        "Réunir un doublon",
        only(Persona.CRESS, *NATIONAL),
        10,
        args=organisation,
    ),
    Page("directory:contact-new", "Ajouter un contact", only(*KEEPERS), 7, args=organisation),
    Page(
        "directory:contact-remove",
        "Effacer un contact",
        gesture(*KEEPERS),
        12,
        args=lambda world: {"pk": world.contact.pk},
        method="post",
    ),
    Page("directory:member-list", "Les membres de L’ESPER", EVERYONE, 8),
    Page("directory:member-new", "Noter une adhésion", only(*NATIONAL), 7),
    Page(
        "directory:member-leave",
        "Noter le départ d’un membre",
        gesture(*NATIONAL),
        12,
        args=lambda world: {"pk": world.membership.pk},
        method="post",
    ),
    Page("directory:coverage", "Qui couvre quoi", EVERYONE, 10),
    *(
        Page(
            "directory:coverage-file",
            f"Qui couvre quoi, en {extension.upper()}",
            EVERYONE,
            10,
            args=lambda world, extension=extension: {"extension": extension},
            query=f"?{extension}",
            html=False,
        )
        for extension in ("csv", "ods", "pdf")
    ),
    Page("directory:seat-list", "Les sièges du réseau", only(*NETWORK, Persona.SIGNATORY), 8),
    Page("directory:seat-detail", "Un siège", only(*NETWORK, Persona.SIGNATORY), 7, args=seat),
    Page("directory:seat-appoint", "Pourvoir un siège", only(*NATIONAL), 6, args=seat),
    Page(
        "directory:tenure-end",
        "Noter un départ",
        only(*NATIONAL),
        6,
        args=lambda world: {"pk": world.tenure.pk},
    ),
]
