"""Pages of encounters and events."""

from essaim.commons.encounters import access
from essaim.commons.encounters.enums import Side
from tests.pages.base import EVERYONE, Page, only
from tests.world import Persona

SIDES = (Persona.TEAM, Persona.ESS_ACTOR)
NETWORK = (Persona.CORRESPONDENT, Persona.OCCE, Persona.CRESS, Persona.NATIONAL, Persona.ADMIN)
LISTERS = (*SIDES, *NETWORK, Persona.INSTITUTION, Persona.SIGNATORY)
KEEPERS = (Persona.CRESS, Persona.NATIONAL, Persona.ADMIN)
ALL_GONE = dict.fromkeys(Persona, 302)


def encounter(world) -> dict:
    return {"pk": world.encounter.pk}


def token(world) -> dict:
    return {"token": world.encounter_token}


def held(world) -> dict:
    return {"pk": world.held_encounter.pk}


def held_token(world) -> dict:
    return {"token": access.encounter_token(world.held_encounter, Side.TEAM)}


def event(world) -> dict:
    return {"slug": world.event.slug}


def invited(world) -> dict:
    return {"token": world.invitation_token}


def gesture(*allowed: Persona) -> dict[Persona, int]:
    """A button: those who may are sent on, others are told no."""
    return {p: 302 if p in allowed or p is Persona.VISITOR else 403 for p in Persona}


BOTH = only(*SIDES, *NETWORK)
PAGES = [
    Page("encounters:encounter-list", "Les rencontres", only(*LISTERS), 9),
    Page(
        "encounters:encounter-export",
        "La liste des rencontres pour un tableur",
        only(*LISTERS),
        6,
        args=lambda world: {"extension": "ods"},
        html=False,
    ),
    Page("encounters:encounter-new", "Noter une rencontre", only(*LISTERS), 8),
    Page("encounters:encounter-detail", "Une rencontre", BOTH, 9, args=encounter),
    Page("encounters:encounter-report", "Dire comment ça s’est passé", BOTH, 6, args=encounter),
    Page("encounters:encounter-reschedule", "Fixer la date d’une rencontre", BOTH, 6, args=encounter),
    Page("encounters:encounter-postpone", "Reporter une rencontre", BOTH, 6, args=encounter),
    Page("encounters:encounter-cancel", "Annuler une rencontre", BOTH, 6, args=encounter),
    Page("encounters:encounter-sheet", "La fiche de rencontre", BOTH, 6, args=encounter, html=False),
    Page("encounters:encounter-thanks", "Le remerciement à l’acteur", BOTH, 6, args=held, html=False),
    Page("encounters:day", "Les rencontres du jour", only(*LISTERS), 9),
    Page("encounters:day-link", "Le jour même, par un lien signé", EVERYONE, 6, args=token),
    Page("encounters:day-worker", "Ce qui garde la page du jour", EVERYONE, 0, html=False, persona=Persona.VISITOR),
    Page(
        "encounters:encounter-link-thanks",
        "Le remerciement, par un lien signé",
        EVERYONE,
        6,
        args=held_token,
        html=False,
    ),
    Page("encounters:encounter-ics", "Une rencontre pour un agenda", BOTH, 6, args=encounter, html=False),
    Page("encounters:encounter-link", "Une rencontre, par un lien signé", EVERYONE, 6, args=token),
    Page("encounters:encounter-link-report", "Dire comment ça s’est passé, par un lien signé", EVERYONE, 6, args=token),
    Page("encounters:encounter-link-reschedule", "Fixer la date, par un lien signé", EVERYONE, 6, args=token),
    Page("encounters:encounter-link-postpone", "Reporter, par un lien signé", EVERYONE, 6, args=token),
    Page("encounters:encounter-link-cancel", "Annuler, par un lien signé", EVERYONE, 6, args=token),
    Page("encounters:encounter-link-sheet", "La fiche, par un lien signé", EVERYONE, 6, args=token, html=False),
    Page("encounters:encounter-link-ics", "La date, par un lien signé", EVERYONE, 6, args=token, html=False),
    Page(
        "encounters:encounter-link-again",
        "Recevoir un nouveau lien (sans adresse connue, le dire)",
        dict.fromkeys(Persona, 404),
        6,
        args=token,
        method="post",
    ),
    Page("encounters:event-list", "Les évènements", EVERYONE, 7),
    Page("encounters:event-detail", "Un évènement annoncé en public", EVERYONE, 9, args=event),
    Page(
        "encounters:event-detail",
        "Un évènement sur invitation",
        only(*NETWORK, Persona.SIGNATORY),
        9,
        args=lambda world: {"slug": world.private_event.slug},
    ),
    Page("encounters:event-new", "Préparer un évènement", only(*NETWORK), 12),
    Page("encounters:event-edit", "Modifier un évènement", only(*KEEPERS), 13, args=event),
    Page("encounters:event-cancel", "Annuler un évènement", only(*KEEPERS), 6, args=event),
    Page("encounters:event-invite", "Inviter à un évènement", only(*KEEPERS), 8, args=event),
    Page("encounters:event-attendance", "La feuille de présence", only(*KEEPERS), 7, args=event),
    Page("encounters:event-answer", "Répondre avec son compte", ALL_GONE, 20, args=event, method="post"),
    Page("encounters:event-ics", "Un évènement pour un agenda", EVERYONE, 6, args=event, html=False),
    Page(
        "encounters:invitation-note",
        "Noter une réponse au téléphone",
        gesture(*KEEPERS),
        20,
        args=lambda world: {"pk": world.invitation.pk},
        method="post",
    ),
    Page("encounters:invitation-link", "Répondre par un lien signé", EVERYONE, 8, args=invited),
    Page(
        "encounters:invitation-again",
        "Recevoir un nouveau lien d’invitation",
        dict.fromkeys(Persona, 200),
        16,
        args=invited,
        method="post",
    ),
]
