"""The three registrations of the Semaine (programmes.md B.2): a team asks, an actor offers, pupils show.

Each begins as a draft without account; its contact is private for ever. Lists of codes are kept as sorted words between
spaces (" alimentation textile "), readable and comparable on both engines.
"""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from essaim.areas.campaign.enums import RegistrationState
from essaim.areas.campaign.models.edition import Edition
from essaim.commons.directory.models import Organisation, School, SchoolClass
from essaim.commons.territory.models import Commune, Departement
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import Basis, Erasure, Personal, Privacy

REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

PRIVATE_CONTACT: Privacy = {
    name: Personal(
        purpose="joindre la personne qui inscrit, et la mettre en relation après le second accord",
        basis=Basis.LEGITIMATE_INTEREST,
        retention="un an après l'édition",
        erasure=Erasure.BLANK,
    )
    for name in ("contact_name", "contact_email", "contact_phone", "author", "message")
}


def new_reference() -> str:
    """Eight letters that are easy to say on the telephone."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(8))


class Registration(Timestamped):
    """What the three have in common."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="%(class)ss")
    reference = models.CharField("référence", max_length=8, unique=True, default=new_reference, editable=False)
    state = models.CharField(
        "état", max_length=10, choices=RegistrationState.choices(), default=RegistrationState.DRAFT
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="%(class)ss"
    )
    contact_name = models.CharField("votre nom", max_length=120, blank=True)
    contact_email = models.EmailField("votre adresse électronique", blank=True)
    contact_phone = models.CharField("votre téléphone", max_length=25, blank=True)
    message = models.TextField("un mot de plus", max_length=1000, blank=True)
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


class ClassRequest(Registration):
    """A team asks to be met by an ESS actor."""

    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="class_requests", verbose_name="établissement"
    )
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="class_requests", verbose_name="classe"
    )
    levels = models.CharField("niveaux", max_length=80, blank=True)
    pupils = models.PositiveSmallIntegerField("nombre d'élèves", null=True, blank=True)
    themes = models.CharField("thèmes", max_length=400, blank=True)
    action_types = models.CharField("types d'action", max_length=400, blank=True)
    modes = models.CharField("manières de se rencontrer", max_length=40, blank=True)
    slots = models.CharField("demi-journées possibles", max_length=600, blank=True)
    weight = models.PositiveSmallIntegerField("poids", default=1)

    privacy: ClassVar[Privacy] = PRIVATE_CONTACT
    not_personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    class Meta(Registration.Meta):
        verbose_name = "demande d'une équipe"
        verbose_name_plural = "demandes d'équipes"
        indexes = [models.Index(fields=["edition", "state"], name="campaign_request_state")]


class Offer(Registration):
    """An ESS actor offers to meet classes."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="offers", verbose_name="organisation"
    )
    organisation_name = models.CharField("nom de l'organisation", max_length=200, blank=True)
    title = models.CharField("ce que vous proposez", max_length=150, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, related_name="offers")
    territory = models.ManyToManyField(Departement, blank=True, related_name="offers", verbose_name="départements")
    range_km = models.PositiveSmallIntegerField("jusqu'à combien de kilomètres", null=True, blank=True)
    levels = models.CharField("niveaux", max_length=200, blank=True)
    themes = models.CharField("thèmes", max_length=400, blank=True)
    action_types = models.CharField("types d'action", max_length=400, blank=True)
    modes = models.CharField("manières de se rencontrer", max_length=40, blank=True)
    slots = models.CharField("demi-journées possibles", max_length=600, blank=True)
    capacity = models.PositiveSmallIntegerField("rencontres au plus", default=1)
    max_pupils = models.PositiveSmallIntegerField("élèves au plus", null=True, blank=True)

    privacy: ClassVar[Privacy] = PRIVATE_CONTACT
    not_personal: ClassVar[frozenset[str]] = frozenset({"reason", "organisation_name", "title"})

    class Meta(Registration.Meta):
        verbose_name = "offre d'un acteur"
        verbose_name_plural = "offres d'acteurs"
        indexes = [models.Index(fields=["edition", "state"], name="campaign_offer_state")]


class Showcase(Registration):
    """Pupils show an action of theirs."""

    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="showcases", verbose_name="établissement"
    )
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="showcases", verbose_name="classe"
    )
    levels = models.CharField("niveaux", max_length=80, blank=True)
    pupils = models.PositiveSmallIntegerField("nombre d'élèves", null=True, blank=True)
    title = models.CharField("titre de l'action", max_length=150, blank=True)
    story = models.TextField("l'action en quelques mots", max_length=1500, blank=True)
    themes = models.CharField("thèmes", max_length=400, blank=True)
    starts_at = models.DateTimeField("début", null=True, blank=True)
    ends_at = models.DateTimeField("fin", null=True, blank=True)
    place = models.CharField("lieu", max_length=200, blank=True)
    is_open = models.BooleanField("ouverte au public", default=False)

    privacy: ClassVar[Privacy] = PRIVATE_CONTACT
    not_personal: ClassVar[frozenset[str]] = frozenset({"reason", "title", "story", "place"})

    class Meta(Registration.Meta):
        verbose_name = "action d'élèves"
        verbose_name_plural = "actions d'élèves"
        indexes = [models.Index(fields=["edition", "state"], name="campaign_showcase_state")]
