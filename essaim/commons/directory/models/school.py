"""A school, as the ministry's directory knows it or as somebody entered it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from essaim.commons.directory.enums import (
    ClosingReason,
    Contract,
    Degree,
    LocationSource,
    SchoolKind,
    SchoolSource,
    SchoolState,
    Sector,
)
from essaim.commons.directory.models.fields import FoldedField
from essaim.commons.territory.models import Academie, Commune, Departement
from essaim.foundation.kernel import phone
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy

ACTIVE = (SchoolState.OPEN, SchoolState.TO_CLOSE)
"""The states of a school that receives pupils today."""


class SchoolQuerySet(models.QuerySet["School"]):
    """Schools, with what lists and cards show."""

    def active(self) -> Self:
        """Schools that receive pupils."""
        return self.filter(state__in=ACTIVE)

    def teaching(self) -> Self:
        """Schools where one is taught: neither services nor information centres."""
        return self.exclude(degree=Degree.NONE)

    def placed(self) -> Self:
        """With their commune, département and académie, in one query."""
        return self.select_related("commune", "departement", "academie")


class School(Timestamped):
    """A school, a training centre or a university, open or closed; a closed one is kept, never deleted.

    Each fact is dated (``facts``): a newer file replaces it, an older one never does, a partial one leaves it alone.
    """

    uai = models.CharField("UAI", max_length=8, unique=True, null=True, blank=True)
    name = models.CharField("nom", max_length=200)
    sort_key = FoldedField(max_length=220, editable=False)
    kind = models.CharField("type", max_length=20, choices=SchoolKind.choices())
    degree = models.CharField("degré", max_length=8, choices=Degree.choices(), editable=False)
    sector = models.CharField("secteur", max_length=8, choices=Sector.choices(), default=Sector.UNKNOWN)
    contract = models.CharField("contrat", max_length=12, choices=Contract.choices(), default="", blank=True)
    nature_code = models.CharField("code de nature", max_length=3, blank=True)
    nature_label = models.CharField("nature", max_length=80, blank=True)
    ministry = models.CharField("ministère de tutelle", max_length=80, blank=True)
    mother_uai = models.CharField("UAI de l'établissement mère", max_length=8, blank=True, db_index=True)

    address_1 = models.CharField("adresse", max_length=120, blank=True)
    address_2 = models.CharField("complément d'adresse", max_length=120, blank=True)
    address_3 = models.CharField("lieu-dit ou boîte postale", max_length=120, blank=True)
    postcode = models.CharField("code postal", max_length=10, blank=True)
    locality = models.CharField("commune, en toutes lettres", max_length=100, blank=True)
    commune = models.ForeignKey(
        Commune, models.PROTECT, null=True, blank=True, related_name="schools", verbose_name="commune"
    )
    departement = models.ForeignKey(
        Departement, models.PROTECT, null=True, blank=True, related_name="schools", verbose_name="département"
    )
    academie = models.ForeignKey(
        Academie, models.PROTECT, null=True, blank=True, related_name="schools", verbose_name="académie"
    )
    is_abroad = models.BooleanField("à l'étranger", default=False)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    location_source = models.CharField(
        "origine du point", max_length=8, choices=LocationSource.choices(), default=LocationSource.NONE
    )

    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("adresse électronique", max_length=120, blank=True)
    website = models.URLField("site", max_length=300, blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True, db_index=True)
    pupils = models.PositiveIntegerField("nombre d'élèves", null=True, blank=True)

    state = models.CharField("état", max_length=8, choices=SchoolState.choices(), default=SchoolState.OPEN)
    opened_on = models.DateField("ouverture", null=True, blank=True)
    closed_on = models.DateField("fermeture", null=True, blank=True)
    closing_reason = models.CharField(
        "raison de la fermeture", max_length=8, choices=ClosingReason.choices(), default="", blank=True
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name="réuni avec"
    )

    source = models.CharField("origine de la fiche", max_length=12, choices=SchoolSource.choices())
    updated_on = models.DateField("date des faits les plus récents", null=True, blank=True)
    facts = models.TextField("origine de chaque fait", blank=True, editable=False)

    objects = SchoolQuerySet.as_manager()

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset(
        {
            "name",
            "address_1",
            "address_2",
            "address_3",
            "postcode",
            "locality",
            "phone",
            "email",
            "website",
            "siret",
            "latitude",
            "longitude",
            "nature_label",
            "ministry",
            "facts",
            "sort_key",
        }
    )
    """Institutional facts of an institution, published by the ministry under Licence Ouverte."""

    class Meta:
        verbose_name = "établissement"
        verbose_name_plural = "établissements"
        indexes = [
            models.Index(fields=["sort_key", "id"], name="directory_school_sorted"),
            models.Index(fields=["departement", "kind", "sort_key"], name="directory_school_departement"),
            models.Index(fields=["academie", "kind", "sort_key"], name="directory_school_academie"),
            models.Index(fields=["kind", "state", "sort_key"], name="directory_school_kind"),
            models.Index(fields=["latitude", "longitude"], name="directory_school_point"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, location_source=LocationSource.NONE)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & ~Q(location_source=LocationSource.NONE)
                & Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="directory_school_point_whole",
                violation_error_message="Une latitude ne va pas sans longitude, ni sans son origine.",
            ),
            models.CheckConstraint(
                condition=Q(state=SchoolState.CLOSED, closed_on__isnull=False) & ~Q(closing_reason="")
                | ~Q(state=SchoolState.CLOSED) & Q(closed_on__isnull=True, closing_reason=""),
                name="directory_school_closed_whole",
                violation_error_message="Une fermeture a une date et une raison.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")) & Q(closing_reason="merged"),
                name="directory_school_merged_closed",
                violation_error_message="Un établissement réuni avec un autre est fermé.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("directory:school-detail", args=[self.ref])

    @property
    def is_active(self) -> bool:
        """Whether pupils are received today."""
        return self.state in ACTIVE

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody entered it in Essaim, for want of a row in the ministry's files."""
        return self.source == SchoolSource.HAND

    @property
    def ref(self) -> str:
        """What its address is made of: its UAI, or its number when it has none."""
        return self.uai or str(self.pk)

    @property
    def kind_label(self) -> str:
        """Its kind in French, without a query."""
        return SchoolKind(self.kind).label

    @property
    def phone_shown(self) -> str:
        """Its telephone, as people write it."""
        return phone.display(self.phone)

    @property
    def point_shown(self) -> str:
        """Its point, as French writes numbers: « 48,9526 ; 2,3694 »."""
        if self.latitude is None or self.longitude is None:
            return ""
        return f"{self.latitude:.4f}\N{NO-BREAK SPACE}; {self.longitude:.4f}".replace(".", ",")
