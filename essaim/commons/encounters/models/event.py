"""An évènement of the networks: its programme, who is invited, who answers, who came."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from essaim.commons.directory.models import Organisation
from essaim.commons.encounters.domain import times
from essaim.commons.encounters.enums import Answer, Channel, EventState
from essaim.commons.protocol.models import Commitment
from essaim.commons.territory.models import Academie, Region
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Basis, Erasure, Personal, Privacy


class Event(Timestamped):
    """An évènement: a six-month review, a regional day, a training; people are invited and come."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField("titre", max_length=150)
    state = models.CharField("état", max_length=10, choices=EventState.choices(), default=EventState.PLANNED)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="events", verbose_name="engagement servi")
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="events", verbose_name="organisation hôte")
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="région"
    )
    academie = models.ForeignKey(
        Academie, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="académie"
    )
    summary = models.TextField("présentation", max_length=2000, blank=True)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    timezone = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris")
    place = models.CharField("lieu", max_length=200, blank=True)
    link = models.URLField("adresse en ligne", max_length=300, blank=True)
    is_public = models.BooleanField("annoncé en public", default=False)
    capacity = models.PositiveSmallIntegerField("places", null=True, blank=True)
    held_on = models.DateField("tenu le", null=True, blank=True)
    others = models.PositiveSmallIntegerField("venus sans invitation", default=0)
    attended = models.PositiveSmallIntegerField("personnes venues", null=True, blank=True)
    ended_reason = models.CharField("raison", max_length=200, blank=True)
    sequence = models.PositiveSmallIntegerField("changements de date ou de lieu", default=0)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"title", "summary", "place", "ended_reason"})

    class Meta:
        verbose_name = "évènement"
        verbose_name_plural = "évènements"
        indexes = [
            models.Index(fields=["starts_at", "id"], name="encounters_event_starts"),
            models.Index(fields=["state", "held_on"], name="encounters_event_held"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="encounters_event_period",
                violation_error_message="La fin doit suivre le début.",
            ),
            models.CheckConstraint(
                condition=Q(state=EventState.HELD, held_on__isnull=False, attended__isnull=False)
                & Q(attended__gte=F("others"))
                | ~Q(state=EventState.HELD) & Q(held_on__isnull=True, attended__isnull=True, others=0),
                name="encounters_event_held_whole",
                violation_error_message="Un évènement tenu a une date et un nombre de personnes venues.",
            ),
            models.CheckConstraint(
                condition=Q(region__isnull=True) | Q(academie__isnull=True),
                name="encounters_event_one_territory",
                violation_error_message="Choisissez une région ou une académie, pas les deux.",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                name="encounters_event_capacity",
                violation_error_message="Écrivez un nombre de places, ou laissez vide.",
            ),
            models.CheckConstraint(
                condition=~Q(state=EventState.CANCELLED) | ~Q(ended_reason=""),
                name="encounters_event_reason",
                violation_error_message="Dites pourquoi, en une phrase.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("encounters:event-detail", args=[self.slug])

    @property
    def when(self) -> str:
        """``lundi 22 mars 2027, de 9 h à 17 h``, on the clock of the place."""
        return times.words("", self.starts_at, self.ends_at, self.timezone)


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
    """Somebody with an account, or an address, is invited to an event; they answer, and they came or not.

    A place is a row: ``seat`` 1..capacity, one a person, so that two answers to the last place can never both hold it.
    """

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
    channel = models.CharField("réponse reçue", max_length=10, choices=Channel.choices(), blank=True)
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
        indexes = [models.Index(fields=["event", "answer", "answered_at"], name="encounters_invitation_answer")]
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
            models.CheckConstraint(
                condition=Q(seat__isnull=True) | Q(answer=Answer.COMING, seat__gte=1),
                name="encounters_seat_of_coming",
                violation_error_message="Une place est tenue par quelqu'un qui vient.",
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.INVITED, answered_at__isnull=True)
                | ~Q(answer=Answer.INVITED) & Q(answered_at__isnull=False),
                name="encounters_answer_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
