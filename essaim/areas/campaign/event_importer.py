"""Open events out of a file: a spreadsheet, an iCalendar export, OpenAgenda in its several shapes.

A line becomes an open event of the edition, to be reread like any other before it is public. It is recognised by its
identifier in its source, else by its title, first day and place. What its source changes is changed here: a new hour at
once, new words only after somebody reread them. What its source calls off is marked so, never deleted.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django.utils import timezone

from essaim.areas.campaign import event_planning
from essaim.areas.campaign.enums import EditionState, RegistrationState
from essaim.areas.campaign.event_planning import Plan, Target
from essaim.areas.campaign.models import Edition, Feed, OpenEvent
from essaim.areas.campaign.policies import imports as policies
from essaim.commons.directory.domain.routing import ACTOR_LADDER, Area, route
from essaim.commons.directory.scoping import area_of_departement
from essaim.commons.directory.selectors import people
from essaim.foundation.intake.importer import Field, Importer, Option, Options, Outcome, Row, Writes
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

REREAD, PUBLISH = "relire", "publier"
INSIDE, ALL = "edition", "tout"


def editions() -> tuple[tuple[str, str], ...]:
    """The editions that may still receive events, the nearest first."""
    rows = Edition.objects.exclude(state=EditionState.ARCHIVED).order_by("-starts_on")
    return tuple(rows.values_list("slug", "title"))


class EventImporter(Importer):
    """Reads any agenda whose columns it recognises."""

    kind = "evenements"
    title = "Évènements ouverts d’une campagne"
    help = (
        "Un agenda : tableau (CSV, XLSX, ODS), fichier iCalendar, export OpenAgenda. Il faut un titre et une date ; le "
        "lieu est reconnu par son code, son code postal ou son nom. Adresses et téléphones sont retirés des textes."
    )
    counts_duplicates = True
    fields: ClassVar[tuple[Field, ...]] = (
        Field("title", "Titre", ("titre", "title_fr", "summary", "name", "nom", "intitule"), required=True),
        Field("uid", "Identifiant", ("identifiant", "id", "event_uid")),
        Field("description", "Présentation", ("description_fr", "resume", "presentation", "accroche")),
        Field("long_description", "Présentation longue", ("longdescription_fr", "free_text", "description_longue")),
        Field("timings", "Dates", help="Liste de débuts et de fins, comme l’écrit OpenAgenda."),
        Field("timetable", "Horaires", ("horaires_texte",), help="Débuts et fins, séparés par des points-virgules."),
        Field("begin", "Début", ("start_date", "startDate", "date_start", "debut", "date", "date_debut", "jour")),
        Field("end", "Fin", ("end_date", "endDate", "date_end", "fin", "date_fin")),
        Field("hours", "Heures", ("heure", "horaire", "heures")),
        Field("place", "Lieu", ("location_name", "placename", "lieu", "location", "nom_du_lieu", "salle")),
        Field("address", "Adresse", ("location_address", "adresse")),
        Field("city", "Commune", ("location_city", "ville", "commune")),
        Field("postcode", "Code postal", ("location_postalcode", "code_postal", "cp", "postcode")),
        Field("insee", "Code INSEE de la commune", ("location_insee", "code_insee", "code_commune")),
        Field("departement", "Département", ("location_department", "department", "departement")),
        Field("organisation", "Organisation", ("structure", "organisateur", "organisme", "porteur")),
        Field(
            "website",
            "Page de l’évènement",
            ("canonicalurl", "url", "link", "lien", "site", "source_url", "website", "page"),
        ),
        Field("tags", "Mots", ("keywords_fr", "categories", "tags", "type", "themes", "mots_cles")),
        Field("status", "État", ("statut", "etat", "status.id")),
        Field("attendance", "Présence", ("attendancemode", "attendanceMode.id", "modalite")),
        Field("contact_name", "Nom du contact", ("contact", "referent"), help="Jamais public."),
        Field("contact_email", "Courriel du contact", ("email", "courriel", "mail"), help="Jamais public."),
        Field("contact_phone", "Téléphone du contact", ("telephone", "phone", "tel"), help="Jamais public."),
    )
    options: ClassVar[tuple[Option, ...]] = (
        Option("edition", "Édition", "Celle qui reçoit les évènements.", choices=editions),
        Option("commune", "Commune quand le fichier n’en dit pas", "Nom ou code INSEE."),
        Option(
            "relecture",
            "Ensuite",
            choices=((REREAD, "À relire avant publication"), (PUBLISH, "Publier : ils sont déjà relus")),
            default=REREAD,
            help="Publier sans relecture revient à la coordination nationale.",
        ),
        Option(
            "dates",
            "Dates à garder",
            choices=((INSIDE, "Celles de l’édition"), (ALL, "Toutes")),
            default=INSIDE,
        ),
    )

    def may_import(self, by: Actor) -> bool:
        """The CRESS, the correspondents and the national coordinations."""
        return policies.can_import(by)

    def clean_options(self, options: Options) -> Options:
        """An edition that exists; a commune that is one."""
        edition = edition_of(options)
        event_planning.usual(options.get("commune", ""))
        return {**options, "edition": edition.slug}

    def plan(self, rows: Iterable[Row], options: Options) -> Iterator[Outcome]:
        """Each line beside what the edition has already."""
        return event_planning.outcomes(rows, target_of(options))

    def apply(self, outcomes: Sequence[Outcome], *, by: Actor, writes: Writes) -> None:
        """Create what is new, change what changed, mark what is called off."""
        plans: list[Plan] = [outcome.payload for outcome in outcomes]
        held = people.held_posts()
        publishing = policies.can_publish(by)
        writes.create([_created(plan, held, publishing=publishing) for plan in plans if plan.pk is None])
        told = OpenEvent.objects.select_related("commune__departement")
        loaded = told.in_bulk([plan.pk for plan in plans if plan.pk is not None])
        changed = [_changed(loaded[plan.pk], plan) for plan in plans if plan.pk in loaded]
        writes.update(changed, CHANGED)


class FeedImporter(EventImporter):
    """The same agenda read again by itself: what it no longer announces is called off."""

    kind = "agendas"
    title = "Agendas suivis"
    is_offered = False
    options: ClassVar[tuple[Option, ...]] = (*EventImporter.options, Option("feed", "Agenda suivi"))


def target_of(options: Options) -> Target:
    """Where the events go, and how, as it was declared with the files."""
    number = options.get("feed", "")
    return Target(
        edition_of(options),
        options.get("commune", ""),
        options.get("relecture") == PUBLISH,
        options.get("dates") == ALL,
        Feed.objects.filter(pk=number).first() if number else None,
    )


def edition_of(options: Options) -> Edition:
    """The edition that was chosen; the only one, when there is one."""
    wanted = options.get("edition", "")
    open_to = Edition.objects.exclude(state=EditionState.ARCHIVED).select_related("campaign")
    found = list(open_to.filter(slug=wanted) if wanted else open_to.order_by("pk")[:2])
    if len(found) == 1:
        return found[0]
    known = ", ".join(slug for slug, _ in editions())
    raise Refused(f"Dites quelle édition reçoit les évènements : {known or 'aucune n’est prête'}.")


CHANGED = (
    "title", "story", "timings", "starts_at", "ends_at", "place", "commune", "is_remote", "website", "themes",
    "action_types", "organisation_name", "cancelled_at", "source_digest", "state", "moderated_at", "departement",
    "academie", "region",
)  # fmt: skip
"""What a source may change."""


def _created(plan: Plan, held: frozenset[Any], *, publishing: bool) -> OpenEvent:
    event = OpenEvent(edition_id=plan.edition, submitted_at=timezone.now(), **plan.values)
    area = _place(event)
    if plan.is_off:
        event.cancelled_at = timezone.now()
    if plan.is_reread and publishing:
        event.state, event.moderated_at = RegistrationState.ACCEPTED, timezone.now()
    else:
        event.state = RegistrationState.SUBMITTED
        post = route(area, held, ACTOR_LADDER).post
        event.routed_role, event.routed_code = (post.role, post.code) if post else ("", "")
    for name, value in plan.contact.items():
        setattr(event, name, value)
    return event


def _changed(event: OpenEvent, plan: Plan) -> OpenEvent:
    """A new hour or place at once; new words wait for somebody to read them, unless the source is trusted."""
    for name, value in plan.values.items():
        setattr(event, name, value)
    _place(event)
    if plan.is_off and event.cancelled_at is None:
        event.cancelled_at = timezone.now()
    elif not plan.is_off:
        event.cancelled_at = None
    if plan.has_new_words and event.state == RegistrationState.ACCEPTED and not plan.is_reread:
        event.state, event.moderated_at = RegistrationState.SUBMITTED, None
    return event


def _place(event: OpenEvent) -> Area:
    area = area_of_departement(event.commune.departement) if event.commune else Area()
    event.departement_id, event.academie_id, event.region_id = (
        area.departement or None,
        area.academie or None,
        area.region or None,
    )
    return area
