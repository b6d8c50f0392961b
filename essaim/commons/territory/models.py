"""Where things are: régions, académies, départements, communes, postcodes, and when school is out.

Codes are the keys, since every source speaks them: INSEE codes for régions, départements and communes, the ministry's
codes for académies. Territories are dated: Caen and Rouen became Normandie on 1 January 2020.
"""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from essaim.commons.territory.enums import AcademieKind, CommuneKind, PointKind
from essaim.foundation.kernel import french
from essaim.foundation.kernel.school_year import SchoolYear
from essaim.foundation.records.models import Dated, Succeeding
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy


class Region(models.Model):
    """One of the 18 régions, which are also the 18 régions académiques and the areas of the 18 CRESS."""

    code = models.CharField("code INSEE", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=60, unique=True)
    slug = models.SlugField("adresse", unique=True)
    sort_key = models.CharField("clé de tri", max_length=60, db_index=True)
    is_overseas = models.BooleanField("outre-mer", default=False)
    seat_code = models.CharField("code INSEE du chef-lieu", max_length=5, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"name"})

    class Meta:
        verbose_name = "région"
        verbose_name_plural = "régions"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the région."""
        return reverse("territory:region-detail", args=[self.slug])


class Academie(Succeeding):
    """One of the 30 académies, a former one, or a vice-rectorat of the Pacific and Saint-Pierre-et-Miquelon."""

    code = models.CharField("code du ministère", max_length=2, primary_key=True)
    name = models.CharField("nom", max_length=60, unique=True)
    slug = models.SlugField("adresse", unique=True)
    sort_key = models.CharField("clé de tri", max_length=60, db_index=True)
    kind = models.CharField("nature", max_length=14, choices=AcademieKind.choices, default=AcademieKind.ACADEMIE)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="academies", verbose_name="région académique"
    )
    holiday_zone = models.CharField("zone de vacances", max_length=1, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"name"})

    class Meta(Succeeding.Meta):
        verbose_name = "académie"
        verbose_name_plural = "académies"
        constraints = [
            *Succeeding.Meta.constraints,
            models.CheckConstraint(
                condition=Q(holiday_zone__in=["", "A", "B", "C"]),
                name="territory_academie_zone",
                violation_error_message="La zone de vacances est A, B ou C, ou vide pour un calendrier propre.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """« académie de Dijon », « vice-rectorat de Nouvelle-Calédonie »."""
        return f"{AcademieKind(self.kind).label} {french.of(self.name)}"

    def get_absolute_url(self) -> str:
        """The page of the académie."""
        return reverse("territory:academie-detail", args=[self.slug])


class Departement(models.Model):
    """A département, or a territory of the Pacific or the Atlantic that has schools."""

    code = models.CharField("code INSEE", max_length=3, primary_key=True)
    education_code = models.CharField("code à trois caractères du ministère", max_length=3, unique=True)
    uai_prefix = models.CharField("trois premiers chiffres des UAI", max_length=3, blank=True)
    name = models.CharField("nom", max_length=60, unique=True)
    slug = models.SlugField("adresse", unique=True)
    sort_key = models.CharField("clé de tri", max_length=60, db_index=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="departements", verbose_name="région"
    )
    academie = models.ForeignKey(Academie, models.PROTECT, related_name="departements", verbose_name="académie")
    former_academie = models.ForeignKey(
        Academie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="former_departements",
        verbose_name="académie d'avant la fusion",
    )
    timezone = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris")
    seat_code = models.CharField("code INSEE du chef-lieu", max_length=5, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"name"})

    class Meta:
        verbose_name = "département"
        verbose_name_plural = "départements"
        constraints = [
            models.UniqueConstraint(
                fields=["uai_prefix"], condition=~Q(uai_prefix=""), name="territory_departement_uai_prefix"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the département."""
        return reverse("territory:departement-detail", args=[self.slug])

    def academie_on(self, date: dt.date) -> Academie:
        """The académie the département was in on this date: Rouen for Seine-Maritime in 2019."""
        former = self.former_academie
        return former if former is not None and former.is_valid_on(date) else self.academie


class Commune(models.Model):
    """A commune, present or former (déléguée, associée), or a municipal arrondissement.

    A commune nouvelle keeps the code of the part where its mairie sits: one row, and the part's name in ``seat_name``.
    """

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=80)
    search_key = models.CharField("clé de recherche", max_length=80, db_index=True)
    kind = models.CharField("nature", max_length=14, choices=CommuneKind.choices, default=CommuneKind.CURRENT)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="commune d'appartenance"
    )
    seat_name = models.CharField("commune déléguée de même code", max_length=80, blank=True)
    seat_key = models.CharField("clé de recherche de cette part", max_length=80, blank=True, db_index=True)
    departement = models.ForeignKey(Departement, models.PROTECT, related_name="communes", verbose_name="département")
    population = models.PositiveIntegerField("population", default=0)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    point_kind = models.CharField("nature du point", max_length=8, choices=PointKind.choices, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"name", "seat_name"})

    class Meta:
        verbose_name = "commune"
        verbose_name_plural = "communes"
        indexes = [models.Index(fields=["latitude", "longitude"], name="territory_commune_point")]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, point_kind="")
                | (Q(latitude__isnull=False, longitude__isnull=False) & ~Q(point_kind="")),
                name="territory_commune_whole_point",
                violation_error_message="La latitude, la longitude et la nature du point vont ensemble.",
            ),
            models.CheckConstraint(
                condition=(Q(kind=CommuneKind.CURRENT) & Q(parent__isnull=True))
                | (~Q(kind=CommuneKind.CURRENT) & Q(parent__isnull=False)),
                name="territory_commune_parent",
                violation_error_message="Seule une commune d'aujourd'hui se passe de commune d'appartenance.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def current(self) -> "Commune":
        """The commune of today: itself, or the one it belongs to."""
        return self.parent or self


class FormerCode(models.Model):
    """A commune code that nobody bears any more, still found in old files, and the commune that took over."""

    code = models.CharField("ancien code INSEE", max_length=5, primary_key=True)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="former_codes", verbose_name="commune")

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta:
        verbose_name = "ancien code de commune"
        verbose_name_plural = "anciens codes de communes"

    def __str__(self) -> str:
        return self.code


class Postcode(models.Model):
    """A postcode serves several communes, a commune may have several postcodes."""

    code = models.CharField("code postal", max_length=5, db_index=True)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="postcodes", verbose_name="commune")

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta:
        verbose_name = "code postal"
        verbose_name_plural = "codes postaux"
        constraints = [models.UniqueConstraint(fields=["code", "commune"], name="territory_postcode_once")]

    def __str__(self) -> str:
        return self.code


class SchoolCalendar(models.Model):
    """What is known of the holidays of one académie in one school year: all of them, or only some.

    Without a complete calendar a day outside the known holidays is *unknown*, never "no holiday".
    """

    academie = models.ForeignKey(Academie, models.CASCADE, related_name="calendars", verbose_name="académie")
    school_year = models.PositiveSmallIntegerField("année scolaire", help_text="2026 pour 2026-2027")
    is_complete = models.BooleanField("toutes les vacances de l'année sont connues", default=False)
    source_url = models.URLField("source", max_length=300, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta:
        verbose_name = "calendrier scolaire"
        verbose_name_plural = "calendriers scolaires"
        constraints = [
            models.UniqueConstraint(fields=["academie", "school_year"], name="territory_calendar_once"),
        ]

    def __str__(self) -> str:
        return f"{SchoolYear(self.school_year)} ({self.academie_id})"


class Holiday(Dated):
    """A school holiday of one académie in one school year; an override replaces the zone's dates of the same name.

    ``valid_from`` is the first day without class, ``valid_until`` the day classes start again.
    """

    academie = models.ForeignKey(Academie, models.CASCADE, related_name="holidays", verbose_name="académie")
    school_year = models.PositiveSmallIntegerField("année scolaire", help_text="2026 pour 2026-2027")
    label = models.CharField("nom", max_length=60)
    is_override = models.BooleanField("dates propres à l'académie", default=False)
    source_url = models.URLField("source", max_length=300, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta(Dated.Meta):
        verbose_name = "vacances scolaires"
        verbose_name_plural = "vacances scolaires"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=False, valid_until__isnull=False, valid_until__gt=F("valid_from")),
                name="territory_holiday_period",
                violation_error_message="La reprise des cours doit suivre le premier jour de vacances.",
            ),
            models.CheckConstraint(
                condition=Q(is_override=False) | ~Q(source_url=""),
                name="territory_holiday_source",
                violation_error_message="Des dates propres à une académie citent leur source.",
            ),
            models.UniqueConstraint(
                fields=["academie", "school_year", "label", "is_override"], name="territory_holiday_once"
            ),
        ]
        indexes = [models.Index(fields=["academie", "valid_from"], name="territory_holiday_date")]

    def __str__(self) -> str:
        return f"{self.label} {SchoolYear(self.school_year)} ({self.academie_id})"
