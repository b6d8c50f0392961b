"""Names and numbers of organisations that cannot be mistaken for real ones: valid in form, impossible in fact."""

import random
from collections.abc import Mapping, Sequence

from essaim.commons.directory.enums import EssFamily
from essaim.foundation.kernel.siren import luhn

BEGINNINGS: Mapping[EssFamily, Sequence[str]] = {
    EssFamily.ASSOCIATION: (
        "La Recyclerie", "L'Atelier", "Le Jardin", "La Ressourcerie", "La Maison", "Le Cinéma", "La Ludothèque",
    ),
    EssFamily.COOPERATIVE: ("La Coop", "La Fabrique", "L'Épicerie", "La Scierie", "L'Imprimerie", "La Fromagerie"),
    EssFamily.MUTUELLE: ("La Mutuelle",),
    EssFamily.FONDATION: ("La Fondation",),
    EssFamily.COMPANY: ("La Conserverie",),
}  # fmt: skip
ENDINGS: Sequence[str] = (
    "des Trois Chats", "du Dragon poli", "des Pédales douces", "de la Lune carrée", "du Hérisson à lunettes",
    "des Mille Boutons", "du Parapluie volant", "de la Baleine à vélo", "des Abeilles distraites", "du Phare en bois",
    "de la Girafe assise", "du Moulin à paroles", "des Cailloux tendres", "de la Tortue pressée", "du Nuage apprivoisé",
)  # fmt: skip


def actor_name(draw: random.Random, family: EssFamily, place: str) -> str:
    """« La Coop de la Baleine à vélo, Beaune »: nobody would register it."""
    return f"{draw.choice(BEGINNINGS[family])} {draw.choice(ENDINGS)}, {place}"


def siret(rank: int) -> str:
    """A SIRET whose keys are right and whose SIREN begins with 000, which INSEE never gives."""
    siren = _keyed(f"000{rank:05d}")
    return _keyed(f"{siren}0001")


def _keyed(digits: str) -> str:
    return next(f"{digits}{key}" for key in range(10) if luhn(f"{digits}{key}"))
