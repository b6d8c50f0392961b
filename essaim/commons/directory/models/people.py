"""Who answers for what: seats on a territory, and who holds them for a time.

A seat is a post ("correspondance L'ESPER, académie de Dijon"), not a person: it outlives its holders and can be
vacant, in which case routing climbs one level and says so. Being the teacher of a school or the actor of an
enterprise is a seat too, so that rights are read in one place and are always dated.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from essaim.commons.directory.models.organisation import Organisation
from essaim.commons.directory.models.school import School
from essaim.commons.territory.models import Academie, Departement, Region
from essaim.foundation.kernel.actor import Role
from essaim.foundation.records.models import Dated, Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Basis, Erasure, Personal, Privacy

SCOPE_OF_ROLE: dict[Role, str] = {
    Role.TEAM: "school",
    Role.ESS_ACTOR: "organisation",
    Role.CORRESPONDENT: "academie",
    Role.OCCE: "departement",
    Role.CRESS: "region",
    Role.NATIONAL: "organisation",
    Role.INSTITUTION: "organisation",
    Role.SIGNATORY: "organisation",
}
"""What each seat is on. ``Role.ADMIN`` is on the whole platform."""

SCOPES = ("school", "organisation", "academie", "departement", "region")


def _exactly_its_scope() -> Q:
    """Each role has its scope filled, and no other."""
    condition = Q()
    for role in Role:
        wanted = SCOPE_OF_ROLE.get(role)
        filled = Q(role=role)
        for scope in SCOPES:
            filled &= Q(**{f"{scope}__isnull": scope != wanted})
        condition |= filled
    return condition


class SeatManager(models.Manager["Seat"]):
    """Seats are found by what they are on."""

    def of(self, role: Role, scope: models.Model | None = None) -> "Seat":
        """The seat of this role on this school, organisation or territory; opened, vacant, when there was none."""
        name = SCOPE_OF_ROLE.get(role)
        on: dict[str, Any] = {name: scope} if name else {}
        seat, _ = self.get_or_create(role=role, **on)
        return seat


class Seat(Timestamped):
    """A post in the network, on a school, an organisation or a territory."""

    role = models.CharField("rôle", max_length=15, choices=[(r.value, r.value) for r in Role])
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="seats")
    academie = models.ForeignKey(Academie, models.PROTECT, null=True, blank=True, related_name="seats")
    departement = models.ForeignKey(Departement, models.PROTECT, null=True, blank=True, related_name="seats")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="seats")

    objects: ClassVar[SeatManager] = SeatManager()
    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta:
        verbose_name = "siège"
        constraints = [
            models.CheckConstraint(condition=_exactly_its_scope(), name="directory_seat_scope"),
            *(
                models.UniqueConstraint(
                    fields=["role", scope],
                    condition=Q(**{f"{scope}__isnull": False}),
                    name=f"directory_seat_{scope}",
                )
                for scope in SCOPES
            ),
            models.UniqueConstraint(fields=["role"], condition=Q(role=Role.ADMIN), name="directory_seat_admin"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.scope_urn}"

    @property
    def scope_urn(self) -> str:
        """``academie:06``: what the seat is on, without a query."""
        scope = SCOPE_OF_ROLE.get(Role(self.role))
        return f"{scope}:{getattr(self, f'{scope}_id')}" if scope else "platform"


class Tenure(Dated, Timestamped):
    """Somebody holds a seat for a time. Several may hold one seat; one may hold several."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="tenures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tenures")
    is_delegate = models.BooleanField("par délégation", default=False)

    privacy: ClassVar[Privacy] = {
        "user": Personal(
            purpose="savoir qui répond de quel territoire, et donner les droits qui vont avec",
            basis=Basis.LEGITIMATE_INTEREST,
            retention="cinq ans après la fin du mandat, puis le compte effacé ne dit plus qui",
            erasure=Erasure.UNLINK,
        ),
    }

    class Meta(Dated.Meta):
        verbose_name = "mandat"
        indexes = [models.Index(fields=["user", "valid_until"], name="directory_tenure_user")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["seat", "user"],
                condition=Q(valid_until__isnull=True),
                name="directory_one_open_tenure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} / {self.user_id}"
