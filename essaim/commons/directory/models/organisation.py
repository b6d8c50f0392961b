"""Organisations of the two networks and around them: who they are, on which date, and what followed them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from essaim.commons.directory.enums import Confidence, Ending, EssFamily, MemberKind, OrganisationKind, SiaeKind
from essaim.commons.directory.models.fields import FoldedField
from essaim.commons.territory.models import Academie, Commune, Departement, Region
from essaim.foundation.kernel import text
from essaim.foundation.records.models import Dated, Succeeding, Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Basis, Erasure, Personal, Privacy


class Sourced(models.Model):
    """A row of reference: where it was read, when it was last checked, how far it can be trusted."""

    source_url = models.URLField("source", max_length=400, blank=True)
    checked_on = models.DateField("vérifié le", null=True, blank=True)
    confidence = models.CharField("confiance", max_length=10, choices=Confidence.choices(), default=Confidence.DECLARED)

    class Meta:
        abstract = True


class Organisation(Succeeding, Sourced, Timestamped):
    """An organisation: a CRESS, L'ESPER, an ESS enterprise, a rectorat… It is closed or followed, never deleted."""

    kind = models.CharField("nature", max_length=20, choices=OrganisationKind.choices)
    name = models.CharField("nom", max_length=200)
    short_name = models.CharField("nom court", max_length=60, blank=True)
    sort_key = FoldedField(max_length=220, db_index=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    rna = models.CharField("numéro RNA", max_length=10, blank=True)
    family = models.CharField("famille de l'ESS", max_length=20, choices=EssFamily.choices(), blank=True)
    is_esus = models.BooleanField("agréée ESUS", default=False)
    siae_kind = models.CharField("structure d'insertion", max_length=4, choices=SiaeKind.choices(), blank=True)
    description = models.TextField("présentation", blank=True)
    website = models.URLField("site", max_length=300, blank=True)
    address = models.CharField("adresse", max_length=250, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, related_name="organisations")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="organisations")
    academie = models.ForeignKey(Academie, models.PROTECT, null=True, blank=True, related_name="organisations")
    departement = models.ForeignKey(Departement, models.PROTECT, null=True, blank=True, related_name="organisations")
    served = models.ManyToManyField(Departement, blank=True, related_name="served_by", verbose_name="territoire servi")
    range_km = models.PositiveSmallIntegerField("rayon d'action (km)", null=True, blank=True)
    ceiling = models.PositiveSmallIntegerField(
        "rencontres par an au plus",
        null=True,
        blank=True,
        help_text="Tous programmes confondus. Vide : pas de plafond.",
    )
    ending = models.CharField("fin", max_length=10, choices=Ending.choices(), blank=True)
    is_demo = models.BooleanField("fictive, pour la démonstration", default=False)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"name", "short_name", "description", "address"})

    class Meta(Succeeding.Meta):
        verbose_name = "organisation"
        verbose_name_plural = "organisations"
        indexes = [
            models.Index(fields=["kind", "sort_key"], name="directory_org_kind"),
            models.Index(fields=["siren"], name="directory_org_siren"),
            models.Index(fields=["latitude", "longitude"], name="directory_org_point"),
        ]
        constraints = [
            *Succeeding.Meta.constraints,
            models.UniqueConstraint(
                fields=["siret"],
                condition=~Q(siret="") & ~Q(ending=Ending.DUPLICATE),
                name="directory_org_siret",
                violation_error_message="Une organisation porte déjà ce SIRET.",
            ),
            models.UniqueConstraint(
                fields=["rna"],
                condition=~Q(rna="") & ~Q(ending=Ending.DUPLICATE),
                name="directory_org_rna",
                violation_error_message="Une organisation porte déjà ce numéro RNA.",
            ),
            models.CheckConstraint(
                condition=Q(siret="") | Q(siret__startswith=models.F("siren")),
                name="directory_org_siret_of_siren",
                violation_error_message="Le SIRET commence par le SIREN.",
            ),
            models.CheckConstraint(
                condition=(Q(ending="") & Q(valid_until__isnull=True)) | ~Q(ending="") & Q(valid_until__isnull=False),
                name="directory_org_ending",
                violation_error_message="Une fin a une date et une raison.",
            ),
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(kind=OrganisationKind.CRESS, valid_until__isnull=True, is_demo=False),
                name="directory_one_cress_a_region",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the sort key in step with the name."""
        self.sort_key = text.sort_key(self.name)[:220]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class Contact(Timestamped):
    """Whom to call in an organisation. Private: never on a public page, never in an export that leaves the network."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts")
    name = models.CharField("nom", max_length=120)
    capacity = models.CharField("fonction", max_length=120, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=25, blank=True)

    privacy: ClassVar[Privacy] = {
        field: Personal(
            purpose="mettre en relation une équipe éducative et un acteur de l'ESS",
            basis=Basis.LEGITIMATE_INTEREST,
            retention="trois ans après la dernière rencontre",
            erasure=Erasure.DELETE_ROW,
        )
        for field in ("name", "capacity", "email", "phone")
    }

    class Meta:
        verbose_name = "contact"
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""),
                name="directory_contact_reachable",
                violation_error_message="Donnez au moins une adresse électronique ou un téléphone.",
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class Membership(Dated, Sourced):
    """One organisation belongs to another for a time: L'ESPER's members, of four kinds, come and go."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    network = models.ForeignKey(Organisation, models.PROTECT, related_name="members")
    member_kind = models.CharField("catégorie", max_length=12, choices=MemberKind.choices(), blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta(Dated.Meta):
        verbose_name = "adhésion"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "network"],
                condition=Q(valid_until__isnull=True),
                name="directory_one_membership_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(organisation=models.F("network")),
                name="directory_not_member_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} → {self.network_id}"


class QuotedFigure(Sourced):
    """A number somebody published about an organisation, quoted as published: never computed, never corrected."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="quoted_figures")
    code = models.SlugField("indicateur", max_length=40)
    value = models.IntegerField("valeur")
    as_of = models.CharField("à la date", max_length=30, help_text="Comme publié : « 2013 », « 2020-2021 ».")
    order = models.PositiveSmallIntegerField(default=0)
    remark = models.CharField("remarque", max_length=200, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta:
        verbose_name = "chiffre cité"
        verbose_name_plural = "chiffres cités"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code", "order"], name="directory_quoted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.as_of} : {self.value}"
