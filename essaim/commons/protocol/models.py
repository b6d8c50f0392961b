"""Agreements, the parties that carry them on a date, their axes and their commitments.

Model N agreements, never one: other networks signed the same ideas (reseau.md 0.4). A party is dated and may be
followed by another: CNCRESS signed, ESS France carries (reseau.md 0.1).
"""

from typing import ClassVar

from django.db import models

from essaim.commons.directory.models import Organisation
from essaim.commons.protocol.enums import AgreementKind
from essaim.foundation.records.models import Dated, Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy


class Agreement(Dated, Timestamped):
    """A text that parties signed: the protocol of 22 March, a national framework, a regional convention."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField("titre", max_length=200)
    kind = models.CharField("nature", max_length=12, choices=AgreementKind.choices())
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="declinations")
    signed_on = models.DateField("signé le", null=True, blank=True)
    summary = models.TextField("en bref", blank=True)
    source_url = models.URLField("source", max_length=400, blank=True)
    remark = models.CharField("remarque", max_length=300, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"title", "summary", "remark"})

    class Meta(Dated.Meta):
        verbose_name = "accord"
        verbose_name_plural = "accords"

    def __str__(self) -> str:
        return self.title


class Party(Dated):
    """An organisation carries an agreement for a time, in a declared capacity."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    capacity = models.CharField("en qualité de", max_length=120)
    rank = models.PositiveSmallIntegerField("rang", default=1, help_text="Une même place, tenue tour à tour.")
    act = models.CharField("acte qui le dit", max_length=300, blank=True)
    source_url = models.URLField("source", max_length=400, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta(Dated.Meta):
        verbose_name = "partie"
        verbose_name_plural = "parties"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["agreement", "rank"],
                condition=models.Q(valid_until__isnull=True),
                name="protocol_party_one_open_a_rank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}, {self.capacity}"


class Axis(models.Model):
    """One of the axes of an agreement, in its own words."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="axes")
    number = models.PositiveSmallIntegerField("numéro")
    title = models.CharField("titre court", max_length=120)
    wording = models.TextField("texte")

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"title", "wording"})

    class Meta:
        verbose_name = "axe"
        verbose_name_plural = "axes"
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="protocol_axis_number")]

    def __str__(self) -> str:
        return f"Axe {self.number} : {self.title}"


class Commitment(Dated):
    """Something the parties undertook under an axis: what editions, classes and encounters name as served."""

    axis = models.ForeignKey(Axis, models.CASCADE, related_name="commitments")
    code = models.CharField("code", max_length=10, help_text="1.2 : le deuxième engagement de l'axe 1")
    title = models.CharField("titre court", max_length=120)
    wording = models.TextField("texte")

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"title", "wording"})

    class Meta(Dated.Meta):
        verbose_name = "engagement"
        verbose_name_plural = "engagements"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["axis", "code"], name="protocol_commitment_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
