"""What editions and registrations declare: sentences, names, figures, and what follows when a person is erased."""

from collections.abc import Mapping
from functools import partial

from django.urls import reverse

from essaim.areas.campaign import leaving, subjects
from essaim.areas.campaign.enums import Kind
from essaim.areas.campaign.event_importer import EventImporter, FeedImporter
from essaim.areas.campaign.models import MODELS, Campaign, Edition, Feed, Registration
from essaim.areas.campaign.offer_importer import OfferImporter
from essaim.areas.campaign.selectors import figures, registrations
from essaim.commons.directory.selectors.school_figures import classes_seen_by
from essaim.foundation.accounts import events
from essaim.foundation.audit import presenters
from essaim.foundation.audit.presenters import Ids, Label
from essaim.foundation.figures import indicators
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.figures.tracing import Trace
from essaim.foundation.intake import registry, traces

SENTENCES = {
    "campaign.reference.loaded": "{actor} a chargé la campagne {target}",
    "campaign.campaign.created": "{actor} a créé la campagne {target}",
    "campaign.campaign.edited": "{actor} a corrigé la campagne {target}",
    "campaign.campaign.joined": "{actor} a noté une organisation qui copilote {target}",
    "campaign.campaign.left": "{actor} a noté le départ d'une organisation qui copilotait {target}",
    "campaign.edition.announced": "{actor} a annoncé {target}",
    "campaign.edition.taken_back": "{actor} a remis {target} en préparation",
    "campaign.edition.asked": "{actor} a ajouté une question à {target}",
    "campaign.edition.unasked": "{actor} a retiré une question de {target}",
    "campaign.edition.counted": "{actor} a choisi les comptes de {target}",
    "campaign.feed.followed": "{actor} a demandé de suivre {target}",
    "campaign.feed.stopped": "{actor} ne suit plus {target}",
    "campaign.feed.hastened": "{actor} a demandé de relire {target}",
    "campaign.feed.read": "{actor} a lu {target}",
    "campaign.feed.failed": "{actor} n'a pas pu lire {target} (échec n° {failures} de suite)",
    "campaign.edition.created": "{actor} a préparé {target}",
    "campaign.edition.edited": "{actor} a corrigé {target}",
    "campaign.edition.worded": "{actor} a revu les mots de {target}",
    "campaign.edition.opened": "{actor} a ouvert les inscriptions de {target}",
    "campaign.edition.closed": "{actor} a clos les inscriptions de {target}",
    "campaign.edition.archived": "{actor} a archivé {target}",
    "campaign.registration.begun": "{actor} a commencé {target}",
    "campaign.registration.answered": "{actor} a répondu à des questions de {target}",
    "campaign.registration.kept": "{actor} a demandé le lien de {target} pour plus tard",
    "campaign.registration.link_sent": "{actor} a demandé un nouveau lien vers {target}",
    "campaign.registration.discarded": "{actor} a effacé le brouillon de {target}",
    "campaign.registration.submitted": "{actor} a envoyé {target}",
    "campaign.registration.withdrawn": "{actor} a retiré {target}",
    "campaign.registration.accepted": "{actor} a accepté {target}",
    "campaign.registration.returned": "{actor} a rendu {target} à compléter",
    "campaign.registration.refused": "{actor} a refusé {target}",
    "campaign.registration.reopened": "{actor} a repris sa réponse sur {target}",
    "campaign.registration.raised": "{actor} a confié {target} au niveau au-dessus",
    "campaign.registration.assigned": "{actor} a dit qui suit {target}",
    "campaign.registration.attached": "{actor} a rattaché {target} à une organisation",
    "campaign.registration.forgotten": "{actor} a effacé {drafts} brouillons et {contacts} contacts hors délai",
}

SCOPES = ("france", "region", "academie", "departement")
SOURCE = "Essaim, inscriptions à la Semaine de l'ESS à l'école"
NOT_COUNTED = " Une inscription retirée, refusée ou encore à relire n'est pas comptée."
PUPILS = (
    "Élèves des classes dont une demande ou une action est acceptée ; une classe qui a les deux est comptée une fois. "
    "Les adultes qui accompagnent ne sont pas comptés."
)
GESTURES: Mapping[str, tuple[str, str]] = {
    "campaign.registration.accepted": ("inscription acceptée", "inscriptions acceptées"),
    "campaign.registration.reopened": ("réponse reprise", "réponses reprises"),
    "campaign.registration.withdrawn": ("inscription retirée", "inscriptions retirées"),
    "campaign.registration.attached": ("offre rattachée", "offres rattachées"),
    **traces.GESTURES,
}
"""The gestures after which a registration counts, or no longer does."""


def register() -> None:
    """Called once, when the area is ready."""
    presenters.sentences(SENTENCES)
    registry.register(EventImporter())
    registry.register(FeedImporter())
    registry.register(OfferImporter())
    presenters.name_rows("campaign.edition", _editions)
    presenters.name_rows("campaign.campaign", _campaigns)
    presenters.name_rows("campaign.feed", _feeds)
    presenters.name_rows("campaign.classrequest", partial(_registrations, Kind.TEAM, "la demande"))
    presenters.name_rows("campaign.offer", partial(_registrations, Kind.ACTOR, "l'offre"))
    presenters.name_rows("campaign.openevent", partial(_registrations, Kind.EVENT, "l'évènement"))
    presenters.name_rows("campaign.showcase", partial(_registrations, Kind.SHOWCASE, "l'action d'élèves"))
    events.on_person_erased(leaving.forget_contacts)
    for code, label, definition, unit, kind in _MEASURES:
        indicators.register(
            Indicator(
                code=code,
                label=label,
                definition=definition + NOT_COUNTED + subjects.OF_EVERY,
                unit=unit,
                period=PeriodType.FREE,
                scopes=SCOPES,
                source=SOURCE,
                compute=partial(figures.registered, kind),
                rows=partial(figures.registered_rows, kind),
                seen_by=figures.seen_by,
                trace=Trace(
                    gestures=GESTURES,
                    through=partial(traces.imports_of, MODELS[kind]._meta.label_lower),
                ),
                narrowing=subjects.narrowing(
                    definition + NOT_COUNTED,
                    partial(figures.registered, kind),
                    partial(figures.registered_rows, kind),
                ),
            )
        )
    indicators.register(
        Indicator(
            code="campaign.pupils_registered",
            label="Élèves des classes inscrites",
            definition=PUPILS + NOT_COUNTED + subjects.OF_EVERY,
            unit=("élève", "élèves"),
            period=PeriodType.FREE,
            scopes=SCOPES,
            source=SOURCE,
            compute=figures.pupils_registered,
            rows=figures.pupils_registered_rows,
            facts=("pupils",),
            seen_by=classes_seen_by,
            trace=Trace(
                gestures={
                    **GESTURES,
                    "directory.class.created": ("classe ajoutée", "classes ajoutées"),
                    "directory.class.updated": ("classe corrigée", "classes corrigées"),
                },
                through=figures.registrations_of_classes,
                told={"directory.class.created": {"pupils": "pupils"}, "directory.class.updated": {"pupils": "pupils"}},
            ),
            narrowing=subjects.narrowing(
                PUPILS + NOT_COUNTED, figures.pupils_registered, figures.pupils_registered_rows
            ),
        )
    )


_MEASURES = (
    (
        "campaign.requests_registered",
        "Demandes d'équipes inscrites",
        (
            "Demandes de rencontre d'équipes éducatives, acceptées par le réseau. « Inscrite » ne veut dire ni "
            "rencontre confirmée, ni rencontre tenue."
        ),
        ("demande", "demandes"),
        Kind.TEAM,
    ),
    (
        "campaign.offers_registered",
        "Offres d'acteurs inscrites",
        "Propositions d'acteurs de l'ESS, acceptées par le réseau ; un acteur peut en avoir plusieurs.",
        ("offre", "offres"),
        Kind.ACTOR,
    ),
    (
        "campaign.showcases_registered",
        "Actions d'élèves inscrites",
        "Actions d'élèves à montrer, acceptées par le réseau. « Inscrite » ne veut pas dire tenue.",
        ("action", "actions"),
        Kind.SHOWCASE,
    ),
    (
        "campaign.events_registered",
        "Évènements ouverts inscrits",
        (
            "Évènements ouverts au public, inscrits ou repris d'un agenda, acceptés par le réseau. Un évènement à "
            "plusieurs dates compte une fois ; un évènement annulé compte encore : il a été inscrit, il n'est pas tenu."
        ),
        ("évènement", "évènements"),
        Kind.EVENT,
    ),
)


def _editions(ids: Ids) -> Mapping[str, Label]:
    rows = Edition.objects.filter(pk__in=ids).order_by("pk")
    return {str(e.pk): Label(f"« {e.title} »", reverse("campaign:edition-detail", args=[e.slug])) for e in rows}


def _campaigns(ids: Ids) -> Mapping[str, Label]:
    rows = Campaign.objects.filter(pk__in=ids).order_by("pk")
    return {str(one.pk): Label(f"« {one.name} »", reverse("campaign:campaign-detail", args=[one.slug])) for one in rows}


def _feeds(ids: Ids) -> Mapping[str, Label]:
    rows = Feed.objects.filter(pk__in=ids).select_related("edition").order_by("pk")
    return {
        str(one.pk): Label(f"l'agenda « {one.title} »", reverse("campaign:feed-list", args=[one.edition.slug]))
        for one in rows
    }


def _registrations(kind: Kind, what: str, ids: Ids) -> Mapping[str, Label]:
    rows = registrations.of_kind(kind).filter(pk__in=[i for i in ids if i.isdigit()]).order_by("pk")
    return {str(row.pk): Label(f"{what} {row.reference}", _address(row)) for row in rows}


def _address(row: Registration) -> str:
    kwargs = {"campaign": row.edition.campaign.slug, "reference": row.reference}
    return reverse("campaign:registration-detail", kwargs=kwargs)
