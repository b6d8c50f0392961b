"""Encounters between classes and ESS actors, and events: met by several areas, counted once, here.

Pupils and adults are numbers, apart, never names. What an encounter comes from (a match of the Semaine, a visit of Mon
ESS à l'école) is named by URN, so that rooms stay above and unknown.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from essaim.commons.directory.models import Organisation, School, SchoolClass
from essaim.commons.encounters.enums import Answer, EncounterKind, EncounterState, EventState
from essaim.commons.protocol.models import Commitment
from essaim.commons.territory.models import Academie, Departement, Region
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Basis, Erasure, Personal, Privacy


class Encounter(Timestamped):
    """A class meets an ESS actor, or pupils show what they did: planned, then held with its numbers, or cancelled."""

    kind = models.CharField("nature", max_length=10, choices=EncounterKind.choices())
    state = models.CharField("état", max_length=10, choices=EncounterState.choices(), default=EncounterState.PLANNED)
    origin = models.CharField("origine", max_length=120, blank=True, help_text="area.model:id")
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="encounters", verbose_name="engagement servi"
    )
    title = models.CharField("titre", max_length=150)
    school = models.ForeignKey(School, models.PROTECT, related_name="encounters", verbose_name="établissement")
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="encounters", verbose_name="classe"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="encounters", verbose_name="acteur de l'ESS"
    )
    departement = models.ForeignKey(Departement, models.PROTECT, null=True, blank=True, related_name="encounters")
    starts_at = models.DateTimeField("début", null=True, blank=True)
    ends_at = models.DateTimeField("fin", null=True, blank=True)
    slot = models.CharField(
        "demi-journée", max_length=20, blank=True, help_text="2027-03-22-am, tant que l'heure manque"
    )
    place = models.CharField("lieu", max_length=200, blank=True)
    planned_pupils = models.PositiveSmallIntegerField("élèves prévus", default=0)
    pupils = models.PositiveSmallIntegerField("élèves présents", null=True, blank=True)
    adults = models.PositiveSmallIntegerField("adultes présents", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("durée en minutes", null=True, blank=True)
    words = models.TextField("en quelques mots", max_length=1000, blank=True)
    ended_reason = models.CharField("raison", max_length=200, blank=True)
    held_on = models.DateField("tenue le", null=True, blank=True)

    privacy: ClassVar[Privacy] = {
        "words": Personal(
            purpose="dire en quelques mots comment la rencontre s'est passée",
            basis=Basis.LEGITIMATE_INTEREST,
            retention="trois ans, puis seuls les nombres restent",
        ),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"title", "place", "ended_reason"})

    class Meta:
        verbose_name = "rencontre"
        verbose_name_plural = "rencontres"
        indexes = [
            models.Index(fields=["state", "held_on"], name="encounters_state_held"),
            models.Index(fields=["departement", "state"], name="encounters_departement"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["origin"],
                condition=~Q(origin=""),
                name="encounters_once",
                violation_error_message="Cette rencontre est déjà notée.",
            ),
            models.CheckConstraint(
                condition=~Q(state=EncounterState.HELD)
                | Q(held_on__isnull=False, pupils__isnull=False, adults__isnull=False, minutes__isnull=False),
                name="encounters_held_has_numbers",
                violation_error_message="Une rencontre tenue a une date, des élèves, des adultes et une durée.",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="encounters_encounter_period",
                violation_error_message="La fin doit suivre le début.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Event(Timestamped):
    """An évènement of the networks: a six-month review, a regional day, a training; people are invited and come."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField("titre", max_length=150)
    state = models.CharField("état", max_length=10, choices=EventState.choices(), default=EventState.PLANNED)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="events", verbose_name="engagement servi")
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="events", verbose_name="organisation hôte")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="events")
    academie = models.ForeignKey(Academie, models.PROTECT, null=True, blank=True, related_name="events")
    summary = models.TextField("présentation", max_length=2000, blank=True)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    timezone = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris")
    place = models.CharField("lieu", max_length=200, blank=True)
    link = models.URLField("adresse en ligne", max_length=300, blank=True)
    is_public = models.BooleanField("annoncé en public", default=False)
    capacity = models.PositiveSmallIntegerField("places", null=True, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"title", "summary", "place"})

    class Meta:
        verbose_name = "évènement"
        verbose_name_plural = "évènements"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="encounters_event_period",
                violation_error_message="La fin doit suivre le début.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProgrammeItem(models.Model):
    """One moment of an event's programme."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="programme")
    starts_at = models.TimeField("heure")
    title = models.CharField("titre", max_length=150)
    detail = models.CharField("précision", max_length=300, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"title", "detail"})

    class Meta:
        verbose_name = "moment du programme"
        verbose_name_plural = "moments du programme"

    def __str__(self) -> str:
        return self.title


class Invitation(Timestamped):
    """Somebody with an account, or an address, is invited to an event; they answer, and they came or not."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="invitations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    email = models.EmailField("adresse électronique", blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="invitations", verbose_name="organisation"
    )
    answer = models.CharField("réponse", max_length=12, choices=Answer.choices(), default=Answer.INVITED)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    seat = models.PositiveSmallIntegerField("place", null=True, blank=True)
    came = models.BooleanField("présence", null=True, blank=True)

    privacy: ClassVar[Privacy] = {
        name: Personal(
            purpose="inviter, compter les places et les présences",
            basis=Basis.LEGITIMATE_INTEREST,
            retention="un an après l'évènement, puis seuls les nombres restent",
            erasure=Erasure.UNLINK,
        )
        for name in ("user", "email")
    }

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitations"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user"], condition=Q(user__isnull=False), name="encounters_invited_once"
            ),
            models.UniqueConstraint(
                fields=["event", "email"], condition=~Q(email=""), name="encounters_address_invited_once"
            ),
            models.UniqueConstraint(
                fields=["event", "seat"], condition=Q(seat__isnull=False), name="encounters_one_a_seat"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
