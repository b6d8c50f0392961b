"""The three registrations of the Semaine (programmes.md B.2): a team asks, an actor offers, pupils show.

Each begins as a draft without account; its contact is private for ever. Lists of codes are kept as sorted words between
spaces (" alimentation textile ", ``domain.words``), readable and comparable on both engines.
"""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from essaim.areas.campaign.domain import lifecycle, words
from essaim.areas.campaign.enums import AttestationState, Channel, Kind, RegistrationState
from essaim.areas.campaign.models.edition import Edition
from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.domain.routing import Area, Post
from essaim.commons.directory.models import Organisation, School, SchoolClass
from essaim.commons.territory.models import Academie, Commune, Departement, Region
from essaim.foundation.kernel.actor import Role
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import Basis, Erasure, Personal, Privacy

REFERENCE_ALPHABET = "23456789BCDFGHJKLMNPQRSTWXYZ"

PRIVATE_CONTACT: Privacy = {
    name: Personal(
        purpose="joindre la personne qui inscrit, et la mettre en relation après le second accord",
        basis=Basis.LEGITIMATE_INTEREST,
        retention="un an après l'édition ; soixante jours pour un brouillon laissé là",
        erasure=Erasure.BLANK,
    )
    for name in ("contact_name", "contact_email", "contact_phone", "author", "message", "extra")
} | {
    "assigned_to": Personal(
        purpose="savoir qui du réseau suit cette inscription",
        basis=Basis.LEGITIMATE_INTEREST,
        retention="un an après l'édition",
        erasure=Erasure.UNLINK,
    )
}


def request_reference() -> str:
    """« E » and seven signs that are easy to say on the telephone."""
    return new_reference("E")


def offer_reference() -> str:
    """« A » and seven signs."""
    return new_reference("A")


def showcase_reference() -> str:
    """« V » (valorisation) and seven signs."""
    return new_reference("V")


def new_reference(initial: str) -> str:
    """A letter that says which registration it is, and seven signs."""
    return initial + "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(7))


class Registration(Timestamped):
    """What the three have in common."""

    kind: ClassVar[Kind]

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="%(class)ss")
    reference = models.CharField("référence", max_length=8, unique=True, editable=False)
    state = models.CharField(
        "état", max_length=10, choices=RegistrationState.choices(), default=RegistrationState.DRAFT
    )
    channel = models.CharField("voie", max_length=10, choices=Channel.choices(), default=Channel.LINK)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="%(class)ss"
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)ss_followed",
        verbose_name="suivie par",
    )
    contact_name = models.CharField("votre nom", max_length=120, blank=True)
    contact_email = models.EmailField("votre adresse électronique", blank=True)
    contact_phone = models.CharField("votre téléphone", max_length=25, blank=True)
    message = models.TextField("un mot de plus", max_length=1000, blank=True)
    extra = models.TextField("réponses aux questions de l'édition", blank=True, help_text="JSON : réponse par code")
    departement = models.ForeignKey(Departement, models.PROTECT, null=True, blank=True, related_name="%(class)ss_here")
    academie = models.ForeignKey(Academie, models.PROTECT, null=True, blank=True, related_name="%(class)ss_here")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="%(class)ss_here")
    routed_role = models.CharField("relue par", max_length=15, blank=True)
    routed_code = models.CharField("territoire de qui relit", max_length=3, blank=True)
    submitted_at = models.DateTimeField("envoyée le", null=True, blank=True)
    moderated_at = models.DateTimeField("relue le", null=True, blank=True)
    reason = models.CharField("raison donnée", max_length=400, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RegistrationState.DRAFT) | Q(submitted_at__isnull=False),
                name="%(app_label)s_%(class)s_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RegistrationState.RETURNED, RegistrationState.REFUSED]) | ~Q(reason=""),
                name="%(app_label)s_%(class)s_reason",
                violation_error_message="Dites pourquoi, en une phrase.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def area(self) -> Area:
        """Where it is, as codes: who may read it follows."""
        return Area(self.departement_id or "", self.academie_id or "", self.region_id or "")

    @property
    def routed(self) -> Post | None:
        """The seat it was sent to, if any was held."""
        return Post(Role(self.routed_role), self.routed_code) if self.routed_role else None

    @property
    def is_editable(self) -> bool:
        """Whether its author may still change every answer."""
        return RegistrationState(self.state) in lifecycle.EDITABLE


class OfClass(Registration):
    """A registration of a class: its school, its levels, a mark, a number of pupils; never a name."""

    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name="établissement"
    )
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name="classe"
    )
    levels = models.CharField("niveaux", max_length=80, blank=True)
    mark = models.CharField("repère de la classe", max_length=10, blank=True)
    pupils = models.PositiveSmallIntegerField("nombre d'élèves", null=True, blank=True)
    themes = models.CharField("thèmes", max_length=400, blank=True)
    action_types = models.CharField("types d'action", max_length=400, blank=True)
    attestation = models.CharField(
        "attestation de l'établissement",
        max_length=10,
        choices=AttestationState.choices(),
        default=AttestationState.NOT_ASKED,
    )
    attestation_at = models.DateTimeField("attestation : dernier geste", null=True, blank=True)

    class Meta(Registration.Meta):
        abstract = True
        constraints = [
            *Registration.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=RegistrationState.DRAFT) | Q(school__isnull=False, pupils__isnull=False),
                name="%(app_label)s_%(class)s_complete",
            ),
            models.CheckConstraint(
                condition=Q(attestation=AttestationState.NOT_ASKED, attestation_at__isnull=True)
                | ~Q(attestation=AttestationState.NOT_ASKED) & Q(attestation_at__isnull=False),
                name="%(app_label)s_%(class)s_attestation_dated",
            ),
        ]

    @property
    def awaits_attestation(self) -> bool:
        """Whether the school is still to be written to, at an address the directory knows; expects both joined."""
        known = self.school is not None and bool(self.school.email)
        return known and self.edition.needs_attestation and self.attestation == AttestationState.NOT_ASKED

    @property
    def class_label(self) -> str:
        """« 6e B, 24 élèves »."""
        return class_labels.label(class_labels.read(self.levels), self.mark, self.pupils or 0)

    @property
    def who(self) -> str:
        """« 6e B, Collège Jules Ferry »; expects ``school`` joined."""
        group = class_labels.short_label(class_labels.read(self.levels), self.mark)
        return ", ".join(filter(None, [group, self.school.name if self.school else ""]))


class ClassRequest(OfClass):
    """A team asks to be met by an ESS actor."""

    kind = Kind.TEAM

    reference = models.CharField("référence", max_length=8, unique=True, default=request_reference, editable=False)
    modes = models.CharField("manières de se rencontrer", max_length=40, blank=True)
    slots = models.CharField("demi-journées possibles", max_length=600, blank=True)
    weight = models.PositiveSmallIntegerField("poids", default=1)

    privacy: ClassVar[Privacy] = PRIVATE_CONTACT
    not_personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    class Meta(OfClass.Meta):
        verbose_name = "demande d'une équipe"
        verbose_name_plural = "demandes d'équipes"
        indexes = [
            models.Index(fields=["edition", "state"], name="campaign_request_state"),
            models.Index(fields=["contact_email"], name="campaign_request_email"),
        ]
        constraints = [
            *OfClass.Meta.constraints,
            models.UniqueConstraint(
                fields=["edition", "school", "levels", "mark"],
                condition=Q(state__in=lifecycle.LIVE),
                name="campaign_request_one_a_class",
            ),
        ]

    @property
    def label(self) -> str:
        """« 6e B, Collège Jules Ferry »."""
        return self.who


class Offer(Registration):
    """An ESS actor offers to meet classes."""

    kind = Kind.ACTOR

    reference = models.CharField("référence", max_length=8, unique=True, default=offer_reference, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="offers", verbose_name="organisation"
    )
    organisation_name = models.CharField("nom de l'organisation", max_length=200, blank=True)
    organisation_number = models.CharField("SIREN, SIRET ou RNA", max_length=14, blank=True)
    title = models.CharField("ce que vous proposez", max_length=150, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, related_name="offers")
    territory = models.ManyToManyField(Departement, blank=True, related_name="offers", verbose_name="départements")
    range_km = models.PositiveSmallIntegerField("jusqu'à combien de kilomètres", null=True, blank=True)
    levels = models.CharField("niveaux", max_length=200, blank=True, help_text="Des parts de la scolarité (Band).")
    themes = models.CharField("thèmes", max_length=400, blank=True)
    action_types = models.CharField("types d'action", max_length=400, blank=True)
    modes = models.CharField("manières de se rencontrer", max_length=40, blank=True)
    slots = models.CharField("demi-journées possibles", max_length=600, blank=True)
    capacity = models.PositiveSmallIntegerField("rencontres au plus", default=1)
    max_pupils = models.PositiveSmallIntegerField("élèves au plus", null=True, blank=True)

    privacy: ClassVar[Privacy] = PRIVATE_CONTACT
    not_personal: ClassVar[frozenset[str]] = frozenset({"reason", "organisation_name", "organisation_number", "title"})

    class Meta(Registration.Meta):
        verbose_name = "offre d'un acteur"
        verbose_name_plural = "offres d'acteurs"
        indexes = [
            models.Index(fields=["edition", "state"], name="campaign_offer_state"),
            models.Index(fields=["contact_email"], name="campaign_offer_email"),
        ]
        constraints = [
            *Registration.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.ACCEPTED) | Q(organisation__isnull=False),
                name="campaign_offer_of_somebody",
                violation_error_message="Rattachez d'abord l'offre à une organisation de l'annuaire.",
            ),
            models.UniqueConstraint(
                fields=["edition", "organisation", "title"],
                condition=Q(state__in=lifecycle.LIVE),
                name="campaign_offer_once",
            ),
        ]

    @property
    def who(self) -> str:
        """The organisation's name, in the directory or as typed; expects ``organisation`` joined."""
        return self.organisation.name if self.organisation else self.organisation_name

    @property
    def label(self) -> str:
        """« Visite de l'atelier, Recyclerie du Moulin »."""
        return ", ".join(filter(None, [self.title, self.who]))

    @property
    def bands(self) -> list[str]:
        """The parts of schooling it speaks to."""
        return words.read(self.levels)
