"""Pages of editions, registrations and their rereading."""

from tests.pages.base import EVERYONE, Page, only
from tests.world import Persona

NETWORK = (Persona.CORRESPONDENT, Persona.OCCE, Persona.CRESS, Persona.NATIONAL, Persona.ADMIN)
COORDINATION = (Persona.NATIONAL, Persona.ADMIN)


def locked(*allowed: Persona, status: int = 200) -> dict[Persona, int]:
    """Open to these; a visitor without the key is offered a new link, others are told no."""
    return {p: status if p in allowed else 403 for p in Persona}


def posted(*allowed: Persona) -> dict[Persona, int]:
    """An action that sends these elsewhere; a visitor is sent to sign in, others are told no."""
    return {p: 302 if p in allowed or p is Persona.VISITOR else 403 for p in Persona}


def of(name: str):
    """The registration of the tests' world under this name."""
    return lambda world: {"reference": world.things[name].reference}


def step_of(name: str, step: str):
    """One of its questions."""
    return lambda world: {"reference": world.things[name].reference, "step": step}


def edition(world) -> dict:
    return {"slug": world.draft_edition.slug}


def campaign(world) -> dict:
    return {"campaign": world.edition.campaign.slug}


def kept(world) -> dict:
    return {"slug": world.edition.campaign.slug}


def followed(world) -> dict:
    return {"slug": world.draft_edition.slug, "pk": world.feed.pk}


GATHERING = (Persona.CORRESPONDENT, Persona.CRESS, Persona.NATIONAL, Persona.ADMIN)
TEAM = (Persona.TEAM, *NETWORK)
ACTOR = (Persona.ESS_ACTOR, *NETWORK)

PAGES = [
    Page("campaign:registration-choose", "S’inscrire à la Semaine : choisir", EVERYONE, 14),
    Page("campaign:registration-begin-equipe", "Inscrire sa classe, première question", EVERYONE, 8),
    Page("campaign:registration-begin-acteur", "Proposer une rencontre, première question", EVERYONE, 8),
    Page("campaign:registration-begin-action", "Montrer une action d’élèves, première question", EVERYONE, 8),
    Page(
        "campaign:registration-step",
        "Une question d’une inscription",
        locked(*TEAM),
        14,
        args=step_of("draft_request", "dates"),
    ),
    Page(
        "campaign:registration-detail",
        "Relire, envoyer et suivre une inscription",
        locked(*TEAM),
        18,
        args=of("draft_request"),
    ),
    Page(
        "campaign:registration-open",
        "Ouvrir une inscription par le lien d’une lettre ; sans lien valable, en demander un autre",
        dict.fromkeys(Persona, 403),
        8,
        args=of("class_request"),
    ),
    Page(
        "campaign:registration-submit",
        "Envoyer une inscription",
        locked(*TEAM, status=302),
        30,
        args=of("draft_request"),
        method="post",
    ),
    Page("campaign:registration-withdraw", "Retirer une inscription", locked(*ACTOR), 9, args=of("offer")),
    Page(
        "campaign:registration-discard",
        "Effacer un brouillon",
        locked(*TEAM, status=302),
        20,
        args=of("draft_request"),
        method="post",
    ),
    Page(
        "campaign:registration-later",
        "Reprendre une inscription plus tard",
        locked(*TEAM),
        9,
        args=of("draft_request"),
    ),
    Page("campaign:showcase-held", "Dire qu’une action a eu lieu", locked(*TEAM), 12, args=of("past_showcase")),
    Page(
        "campaign:showcase-not-held",
        "Dire qu’une action n’a pas eu lieu",
        locked(*TEAM),
        12,
        args=of("past_showcase"),
    ),
    Page(
        "campaign:showcase-take-back",
        "Reprendre ce qui était noté d’une action",
        locked(*TEAM, status=302),
        24,
        args=of("told_showcase"),
        method="post",
    ),
    Page(
        "campaign:registration-link",
        "Recevoir un nouveau lien vers une inscription",
        EVERYONE,
        15,
        args=of("class_request"),
        method="post",
    ),
    Page("campaign:board", "Le tableau de la Semaine", only(*NETWORK), 28),
    Page("campaign:moderation-list", "Les inscriptions à relire", only(*NETWORK), 14),
    Page(
        "campaign:moderation-detail",
        "Relire une inscription",
        only(*NETWORK),
        22,
        args=of("pending_request"),
    ),
    Page(
        "campaign:moderation-answer",
        "Répondre à une inscription",
        {p: 200 if p in NETWORK else 302 if p is Persona.VISITOR else 403 for p in Persona},
        30,
        args=of("pending_request"),
        method="post",
    ),
    Page(
        "campaign:moderation-attach",
        "Rattacher une offre à une organisation",
        posted(Persona.CORRESPONDENT, Persona.CRESS, *COORDINATION),
        30,
        args=of("pending_offer"),
        method="post",
    ),
    Page("campaign:edition-list", "Les éditions de chaque campagne", only(*COORDINATION), 8),
    Page("campaign:edition-new", "Préparer une édition", only(*COORDINATION), 12, args=campaign),
    Page("campaign:edition-detail", "Tenir une édition", only(*COORDINATION), 16, args=edition),
    Page("campaign:edition-edit", "Modifier une édition", only(*COORDINATION), 10, args=edition),
    Page("campaign:edition-words", "Modifier les mots d’une édition", only(*COORDINATION), 10, args=edition),
    Page("campaign:edition-questions", "Les questions d’une édition", only(*COORDINATION), 10, args=edition),
    Page(
        "campaign:edition-unask",
        "Retirer une question",
        posted(*COORDINATION),
        16,
        args=lambda world: {"slug": world.draft_edition.slug, "pk": world.question.pk},
        method="post",
    ),
    Page("campaign:edition-counts", "Les comptes d’une édition", only(*COORDINATION), 10, args=edition),
    Page("campaign:feed-list", "Les agendas que suit une édition", only(*GATHERING), 10, args=edition),
    Page("campaign:feed-hasten", "Relire un agenda", posted(*GATHERING), 16, args=followed, method="post"),
    Page("campaign:feed-stop", "Ne plus suivre un agenda", posted(*GATHERING), 16, args=followed, method="post"),
    Page("campaign:campaign-list", "Les campagnes", only(*COORDINATION), 8),
    Page("campaign:campaign-new", "Créer une campagne", only(*COORDINATION), 8),
    Page("campaign:campaign-detail", "Tenir une campagne", only(*COORDINATION), 12, args=kept),
    Page("campaign:campaign-edit", "Modifier une campagne", only(*COORDINATION), 8, args=kept),
    Page("campaign:campaign-copilot", "Ajouter une organisation qui copilote", only(*COORDINATION), 12, args=kept),
    Page(
        "campaign:campaign-copilot-end",
        "Noter qu’une organisation ne copilote plus",
        only(*COORDINATION),
        10,
        args=lambda world: {"slug": world.edition.campaign.slug, "pk": world.copilot.pk},
    ),
    Page("campaign:registration-begin-evenement", "Annoncer un évènement, première question", EVERYONE, 9),
    Page(
        "campaign:edition-move",
        "Ouvrir, clore ou archiver une édition",
        posted(*COORDINATION),
        20,
        args=lambda world: {"slug": world.edition.slug, "gesture": "fermer"},
        method="post",
    ),
]
