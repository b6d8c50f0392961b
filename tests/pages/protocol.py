"""Pages of the protocol."""

from essaim.commons.protocol import selectors
from tests.pages.base import EVERYONE, Page, only
from tests.world import Persona

KEEPERS = only(Persona.NATIONAL, Persona.ADMIN)


def a_party(world) -> dict:
    return {"pk": selectors.parties(world.protocol)[0].pk}


def an_axis(world) -> dict:
    return {"number": 1}


def a_commitment(world) -> dict:
    return {"code": "1.2"}


PAGES = [
    Page("protocol:agreement", "Le protocole", EVERYONE, 56),
    Page("protocol:agreement", "Le protocole à une date passée", EVERYONE, 56, query="?le=2019-05-01"),
    Page("protocol:commitment-detail", "Un engagement", EVERYONE, 14, args=lambda world: {"code": "1.2"}),
    Page("protocol:keep", "Tenir le protocole", KEEPERS, 14),
    Page("protocol:party-succeed", "Noter qui succède à une partie", KEEPERS, 8, args=a_party),
    Page("protocol:party-end", "Noter la fin d’une partie", KEEPERS, 8, args=a_party),
    Page("protocol:axis-reword", "Corriger le texte d’un axe", KEEPERS, 8, args=an_axis),
    Page("protocol:commitment-open", "Ouvrir un engagement", KEEPERS, 8, args=an_axis),
    Page("protocol:commitment-reword", "Corriger le texte d’un engagement", KEEPERS, 8, args=a_commitment),
    Page("protocol:commitment-close", "Noter la fin d’un engagement", KEEPERS, 8, args=a_commitment),
]
