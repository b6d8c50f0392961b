"""An encounter: a class meets an ESS actor, or pupils show what they did.

Pupils and adults are numbers, apart, never names. What an encounter comes from (a match of the Semaine, a visit of Mon
ESS à l'école) is named by URN, so that rooms stay above and unknown.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from essaim.commons.directory.models import Organisation, School, SchoolClass
from essaim.commons.encounters.domain import report, times
from essaim.commons.encounters.enums import Channel, EncounterKind, EncounterState
from essaim.commons.protocol.models import Commitment
from essaim.commons.territory.models import Departement
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import Basis, Personal, Privacy


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
    departement = models.ForeignKey(
        Departement, models.PROTECT, null=True, blank=True, related_name="encounters", verbose_name="département"
    )
    timezone = models.CharField("fuseau horaire du lieu", max_length=40, default="Europe/Paris")
    planned_on = models.DateField("prévue le", null=True, blank=True)
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
    words = models.TextField("en quelques mots", max_length=report.MAX_WORDS, blank=True)
    ended_reason = models.CharField("raison", max_length=200, blank=True)
    held_on = models.DateField("tenue le", null=True, blank=True)
    channel = models.CharField("dernier geste", max_length=10, choices=Channel.choices(), default=Channel.ACCOUNT)
    sequence = models.PositiveSmallIntegerField("changements de date ou de lieu", default=0)

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
            models.Index(fields=["planned_on", "id"], name="encounters_planned_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["origin"],
                condition=~Q(origin="") & ~Q(state=EncounterState.CANCELLED),
                name="encounters_once",
                violation_error_message="Cette rencontre est déjà notée.",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=EncounterState.HELD,
                    held_on__isnull=False,
                    pupils__isnull=False,
                    adults__isnull=False,
                    minutes__isnull=False,
                )
                | ~Q(state=EncounterState.HELD)
                & Q(held_on__isnull=True, pupils__isnull=True, adults__isnull=True, minutes__isnull=True),
                name="encounters_held_has_numbers",
                violation_error_message="Une rencontre tenue a une date, des élèves, des adultes et une durée.",
            ),
            models.CheckConstraint(
                condition=Q(pupils__isnull=True)
                | Q(
                    pupils__lte=report.MAX_PUPILS,
                    adults__lte=report.MAX_ADULTS,
                    minutes__gte=report.MIN_MINUTES,
                    minutes__lte=report.MAX_MINUTES,
                ),
                name="encounters_numbers_plausible",
                violation_error_message="Ces nombres sont trop grands ou trop petits : vérifiez-les.",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at"), slot=""),
                name="encounters_encounter_period",
                violation_error_message="La fin doit suivre le début.",
            ),
            models.CheckConstraint(
                condition=~Q(state=EncounterState.PLANNED)
                | Q(planned_on__isnull=False) & (Q(starts_at__isnull=False) | ~Q(slot="")),
                name="encounters_planned_has_date",
                violation_error_message="Une rencontre prévue a une date.",
            ),
            models.CheckConstraint(
                condition=~Q(state=EncounterState.CANCELLED) | ~Q(ended_reason=""),
                name="encounters_cancelled_has_reason",
                violation_error_message="Dites pourquoi, en une phrase.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page, for its two sides and the network."""
        return reverse("encounters:encounter-detail", args=[self.pk])

    @property
    def when(self) -> str:
        """``lundi 22 mars 2027, de 10 h à 11 h 30``, on the clock of the place; nothing while the date is to be set."""
        return times.words(self.slot, self.starts_at, self.ends_at, self.timezone)

    @property
    def has_hours(self) -> bool:
        """Whether hours are known, not only a half-day."""
        return self.starts_at is not None
