"""A campaign comes back every year; an edition is one year of it, with its own dates and words."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from essaim.areas.campaign.domain import naming, words
from essaim.areas.campaign.enums import Article, EditionState, Kind
from essaim.commons.protocol.models import Commitment
from essaim.foundation.kernel import french
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy


class Campaign(models.Model):
    """What comes back every year: the Semaine de l'ESS à l'école, the Mois de l'ESS."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField("nom", max_length=120)
    short_name = models.CharField("nom court", max_length=40, default="Semaine")
    article = models.CharField("article du nom court", max_length=3, choices=Article.choices(), default=Article.LA)
    period = models.CharField("période habituelle", max_length=120, blank=True)
    tagline = models.CharField("ce que c'est, en une phrase", max_length=200, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"name", "short_name"})

    class Meta:
        verbose_name = "campagne"
        verbose_name_plural = "campagnes"

    def __str__(self) -> str:
        return self.name

    @property
    def it(self) -> str:
        """« la Semaine », « le Mois de l'ESS »."""
        return naming.with_article(self.article, self.short_name)

    @property
    def to_it(self) -> str:
        """« à la Semaine », « au Mois de l'ESS »."""
        return naming.to(self.article, self.short_name)

    @property
    def of_it(self) -> str:
        """« de la Semaine », « du Mois de l'ESS »."""
        return naming.of(self.article, self.short_name)


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
    kinds = models.CharField(
        "inscriptions proposées", max_length=80, default=words.write(kind.value for kind in Kind), help_text="Kind"
    )
    holidays_met = models.CharField("vacances connues à ces dates", max_length=1000, blank=True)
    holidays_reason = models.CharField("raison de garder ces dates", max_length=300, blank=True)
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
    not_personal: ClassVar[frozenset[str]] = frozenset({"title", "introduction", "holidays_reason"})

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
            models.CheckConstraint(
                condition=Q(holidays_met="") | ~Q(holidays_reason=""),
                name="campaign_edition_holidays_reason",
                violation_error_message="Dites pourquoi garder des dates pendant des vacances.",
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
    def offered(self) -> list[Kind]:
        """The registrations one may begin, in their order."""
        chosen = words.read(self.kinds)
        return [kind for kind in Kind if kind.value in chosen]

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
        EVENT = "event", "type d'évènement ouvert"

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
