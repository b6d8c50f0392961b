"""Pages of the matching and of the handshake."""

from essaim.areas.campaign import attestation_links, keys, letter_links, match_links, segment_letters
from essaim.areas.campaign.enums import Party
from tests.pages.base import EVERYONE, Page, only
from tests.world import Persona

NETWORK = (Persona.CORRESPONDENT, Persona.OCCE, Persona.CRESS, Persona.NATIONAL, Persona.ADMIN)

ASKING = (Persona.CORRESPONDENT, Persona.CRESS, Persona.NATIONAL, Persona.ADMIN)
"""Those who reread a class of the second degree: they may write to its school again."""


def match_token(world) -> dict:
    return {"token": match_links.make(world.match, Party.TEAM)}


def match(world) -> dict:
    return {"pk": world.match.pk}


def run(world) -> dict:
    return {"pk": world.match_run.pk}


def sent_back(*allowed: Persona) -> dict:
    """Those who may act are led on; others are told no."""
    return {p: 302 if p in allowed or p is Persona.VISITOR else 403 for p in Persona}


PAGES = [
    Page(
        "campaign:attestation",
        "Attester une classe, par le lien reçu par l’établissement",
        EVERYONE,
        8,
        args=lambda world: {"token": attestation_links.make(world.class_request)},
    ),
    Page(
        "campaign:attestation-ask",
        "Écrire à l’établissement pour une attestation",
        {p: 302 if p in {Persona.VISITOR, Persona.TEAM, *ASKING} else 403 for p in Persona},
        14,
        args=lambda world: {"reference": world.class_request.reference},
        method="post",
    ),
    Page("campaign:letter-choice", "Choisir le rythme de ses lettres", only(*NETWORK), 8),
    Page(
        "campaign:letter-stop",
        "Arrêter les résumés, par le lien d’une lettre",
        EVERYONE,
        8,
        args=lambda world: {"token": letter_links.make(world.users[Persona.CORRESPONDENT])},
    ),
    Page("campaign:matching-board", "Rapprocher les demandes et les offres", only(*NETWORK), 10),
    Page("campaign:matching-run", "Le résultat d’un rapprochement, avant de proposer", only(*NETWORK), 24),
    Page(
        "campaign:run-detail",
        "Un rapprochement, archivé : propositions, priorités, preuve",
        only(Persona.CRESS, Persona.NATIONAL, Persona.ADMIN),
        12,
        args=run,
    ),
    Page(
        "campaign:run-undo",
        "Reprendre un rapprochement avant l’envoi de ses lettres",
        sent_back(Persona.CRESS, Persona.NATIONAL, Persona.ADMIN),
        30,
        args=run,
        method="post",
    ),
    Page(
        "campaign:board-export",
        "Les inscriptions et les rencontres de son territoire, en tableau",
        only(*NETWORK),
        20,
        args=lambda world: {"extension": "csv"},
        html=False,
    ),
    Page(
        "campaign:registration-assign",
        "Dire quel collègue suit une inscription",
        sent_back(*NETWORK),
        30,
        args=lambda world: {"reference": world.class_request.reference},
        method="post",
    ),
    Page("campaign:segment-list", "Écrire à un segment de son territoire", only(*NETWORK), 10),
    Page(
        "campaign:segment-stop",
        "Ne plus recevoir de lettres collectives, par un lien signé",
        EVERYONE,
        5,
        args=lambda world: {"token": segment_letters.stop_address("quelquun@exemple.fr").rsplit("/", 2)[1]},
    ),
    Page("campaign:prospect-list", "Là où il manque un acteur, et ce qu’un de plus servirait", only(*NETWORK), 14),
    Page(
        "campaign:prospect-export",
        "Les acteurs à chercher et les demandes sans réponse, en tableau",
        only(*NETWORK),
        14,
        args=lambda world: {"extension": "csv"},
        html=False,
    ),
    Page(
        "campaign:priority-edit",
        "Ce qui passe d’abord au rapprochement, avec la source des listes",
        only(Persona.NATIONAL, Persona.ADMIN),
        10,
        args=lambda world: {"slug": world.edition.slug},
    ),
    Page(
        "campaign:match-lock",
        "Garder une proposition quel que soit le prochain rapprochement",
        sent_back(*NETWORK),
        16,
        args=match,
        method="post",
    ),
    Page(
        "campaign:request-match",
        "Choisir un acteur pour une classe",
        only(*NETWORK),
        18,
        args=lambda world: {"reference": world.class_request.reference},
    ),
    Page("campaign:match-detail", "Une mise en relation", only(Persona.TEAM, *NETWORK), 12, args=match),
    Page("campaign:match-answer", "Répondre à une proposition, par un lien signé", EVERYONE, 8, args=match_token),
    Page(
        "campaign:match-link-again",
        "Recevoir un lien neuf pour répondre",
        EVERYONE,
        16,
        args=match_token,
        method="post",
    ),
    Page(
        "campaign:place-list",
        "Les places encore libres pour une classe, par un lien signé",
        EVERYONE,
        16,
        args=lambda world: {"token": keys.make(world.class_request)},
    ),
]
