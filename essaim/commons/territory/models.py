"""Where things are: régions, académies, départements, communes, postcodes, and when school is out.

Codes are the keys, since every source speaks them: INSEE codes for régions, départements and communes, the ministry's
codes for académies. Territories are dated: Caen and Rouen became Normandie on 1 January 2020.
"""

from django.db import models

from essaim.foundation.records.models import Dated, Succeeding


class Region(models.Model):
    """One of the 18 régions, which are also the 18 régions académiques and the areas of the 18 CRESS."""

    code = models.CharField("code INSEE", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=60, unique=True)
    slug = models.SlugField(unique=True)
    sort_key = models.CharField(max_length=60, db_index=True)
    is_overseas = models.BooleanField("outre-mer", default=False)

    class Meta:
        verbose_name = "région"
        verbose_name_plural = "régions"

    def __str__(self) -> str:
        return self.name


class Academie(Succeeding):
    """One of the 30 académies, a former one, or a vice-rectorat of the Pacific and Saint-Pierre-et-Miquelon."""

    code = models.CharField("code du ministère", max_length=2, primary_key=True)
    name = models.CharField("nom", max_length=60, unique=True)
    slug = models.SlugField(unique=True)
    sort_key = models.CharField(max_length=60, db_index=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="academies")
    holiday_zone = models.CharField("zone de vacances", max_length=1, blank=True)

    class Meta(Succeeding.Meta):
        verbose_name = "académie"
        verbose_name_plural = "académies"

    def __str__(self) -> str:
        return self.name


class Departement(models.Model):
    """A département, or a territory of the Pacific or the Atlantic that has schools."""

    code = models.CharField("code INSEE", max_length=3, primary_key=True)
    education_code = models.CharField("code à trois chiffres", max_length=3, unique=True)
    name = models.CharField("nom", max_length=60, unique=True)
    slug = models.SlugField(unique=True)
    sort_key = models.CharField(max_length=60, db_index=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="departements")
    academie = models.ForeignKey(Academie, models.PROTECT, related_name="departements")
    timezone = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris")

    class Meta:
        verbose_name = "département"
        verbose_name_plural = "départements"

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune, present or former (déléguée, associée), or a municipal arrondissement; its point is the mairie."""

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=80)
    search_key = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(
        "nature",
        max_length=14,
        choices=[
            ("current", "commune"),
            ("delegated", "commune déléguée"),
            ("associated", "commune associée"),
            ("arrondissement", "arrondissement municipal"),
        ],
        default="current",
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    departement = models.ForeignKey(Departement, models.PROTECT, related_name="communes")
    population = models.PositiveIntegerField(default=0)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        verbose_name = "commune"
        verbose_name_plural = "communes"
        indexes = [models.Index(fields=["latitude", "longitude"], name="territory_commune_point")]

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """A postcode serves several communes, a commune may have several postcodes."""

    code = models.CharField("code postal", max_length=5, db_index=True)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="postcodes")

    class Meta:
        verbose_name = "code postal"
        verbose_name_plural = "codes postaux"
        constraints = [models.UniqueConstraint(fields=["code", "commune"], name="territory_postcode_once")]

    def __str__(self) -> str:
        return self.code


class Holiday(Dated):
    """A school holiday of one académie in one school year; an override replaces the national calendar there."""

    academie = models.ForeignKey(Academie, models.CASCADE, related_name="holidays")
    school_year = models.PositiveSmallIntegerField("année scolaire", help_text="2026 pour 2026-2027")
    label = models.CharField("nom", max_length=60)
    is_override = models.BooleanField("date propre à l'académie", default=False)
    source_url = models.URLField("source", max_length=300, blank=True)

    class Meta(Dated.Meta):
        verbose_name = "vacances scolaires"
        verbose_name_plural = "vacances scolaires"

    def __str__(self) -> str:
        return f"{self.label} {self.school_year} ({self.academie_id})"
