"""Pages of schools and of their classes."""

from tests.pages.base import EVERYONE, Page, only
from tests.world import Persona

KEEPERS = (Persona.CORRESPONDENT, Persona.OCCE, Persona.CRESS, Persona.NATIONAL, Persona.ADMIN)
CLASS_KEEPERS = (Persona.TEAM, *KEEPERS)
ELSEWHERE = (Persona.NATIONAL, Persona.ADMIN)


def school(world) -> dict:
    return {"ref": world.school.uai}


def closed(world) -> dict:
    return {"ref": world.closed_school.uai}


PAGES = [
    Page("directory:school-list", "Trouver un établissement", EVERYONE, 15, query="?q=colege+jule+fery+beaune"),
    Page("directory:school-detail", "La fiche d’un établissement", EVERYONE, 12, args=school),
    Page("directory:school-sheet", "La fiche d’un établissement, en PDF", EVERYONE, 10, args=school, html=False),
    Page(
        "directory:school-suggest",
        "Les établissements qui répondent à ce qu’on écrit",
        EVERYONE,
        12,
        query="?champ=school&school=jules+ferry",
        html=False,
    ),
    Page("directory:school-new", "Ajouter un établissement", only(*KEEPERS), 5),
    Page("directory:school-edit", "Corriger la fiche d’un établissement", only(*KEEPERS), 7, args=school),
    Page("directory:school-close", "Fermer un établissement", only(*KEEPERS), 7, args=school),
    Page(
        "directory:school-reopen",
        "Rouvrir un établissement",
        {p: 302 if p in ELSEWHERE or p is Persona.VISITOR else 403 for p in Persona},
        24,
        args=closed,
        method="post",
    ),
    Page("directory:class-new", "Ajouter une classe", only(*CLASS_KEEPERS), 7, args=school),
    Page(
        "directory:class-edit",
        "Corriger une classe",
        only(*CLASS_KEEPERS),
        7,
        args=lambda world: {"pk": world.school_class.pk},
    ),
]
