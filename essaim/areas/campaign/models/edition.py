"""A campaign comes back every year; an edition is one year of it, with its own dates and words."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from essaim.areas.campaign.enums import EditionState
from essaim.commons.protocol.models import Commitment
from essaim.foundation.kernel import french
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy


class Campaign(models.Model):
    """What comes back every year: the Semaine de l'ESS à l'école, the Mois de l'ESS."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField("nom", max_length=120)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"name"})

    class Meta:
        verbose_name = "campagne"
        verbose_name_plural = "campagnes"

    def __str__(self) -> str:
        return self.name


class Edition(Timestamped):
    """One year of a campaign."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="editions")
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField("titre", max_length=120)
    number = models.PositiveSmallIntegerField("numéro de l'édition")
    school_year = models.PositiveSmallIntegerField("année scolaire", help_text="2026 pour 2026-2027")
    state = models.CharField("état", max_length=10, choices=EditionState.choices(), default=EditionState.DRAFT)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="editions", verbose_name="engagement servi")
    opens_on = models.DateField("ouverture des inscriptions")
    closes_on = models.DateField("clôture des inscriptions")
    starts_on = models.DateField("premier jour")
    ends_on = models.DateField("dernier jour")
    introduction = models.TextField("présentation", blank=True)
    silence_days = models.PositiveSmallIntegerField(
        "jours laissés après la dernière relance",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text="Ensuite, une proposition sans réponse est rendue. Vide : Essaim compte d'après la date.",
    )
    needs_attestation = models.BooleanField(
        "attestation de l'établissement avant publication",
        default=True,
        help_text="Rien de ce qui désigne une classe n'est public avant l'accord de la direction de l'établissement.",
    )

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"title", "introduction"})

    class Meta:
        verbose_name = "édition"
        verbose_name_plural = "éditions"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="campaign_edition_number"),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("closes_on"), starts_on__lte=F("ends_on"), opens_on__lt=F("ends_on")),
                name="campaign_edition_dates",
                violation_error_message="L'ouverture précède la clôture, et le premier jour le dernier.",
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(state=EditionState.OPEN),
                name="campaign_one_open_edition",
                violation_error_message="Une autre édition est ouverte : fermez-la d'abord.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether registrations can be sent today: opened by the coordination, and its last day not over."""
        return self.state == EditionState.OPEN and timezone.localdate() <= self.closes_on

    @property
    def dates(self) -> str:
        """« du 22 au 27 mars 2027 »."""
        return french.period(self.starts_on, self.ends_on)


class Term(models.Model):
    """A word of an edition: a theme, a type of encounter, a type of pupils' action. Next year's words may differ."""

    class Kind(models.TextChoices):
        """What the word is for."""

        THEME = "theme", "thème"
        ACTION = "action", "type de rencontre"
        SHOWCASE = "showcase", "type d'action d'élèves"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="terms")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    code = models.SlugField(max_length=40)
    label = models.CharField("mot", max_length=80)
    order = models.PositiveSmallIntegerField(default=0)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"label"})

    class Meta:
        verbose_name = "mot de l'édition"
        verbose_name_plural = "mots de l'édition"
        constraints = [models.UniqueConstraint(fields=["edition", "kind", "code"], name="campaign_term_once")]

    def __str__(self) -> str:
        return self.label
